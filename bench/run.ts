import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import path from 'node:path'
import type { BenchResult } from './claims.ts'

/**
 * Runs every benchmark in this folder, or the one named: `npm run bench -- list-throughput`.
 * Exits with 1 when a claim does not hold.
 */
const here = import.meta.dirname
const notBenches = ['run.ts', 'claims.ts', 'server-under-test.ts']
const all = readdirSync(here)
  .filter(
    (file) => file.endsWith('.ts') && !file.endsWith('.test.ts') && !notBenches.includes(file),
  )
  .map((file) => file.slice(0, -3))
const wanted = process.argv[2]
if (wanted && !all.includes(wanted)) {
  console.error(`No benchmark called ${wanted}. There are: ${all.join(', ')}`)
  process.exit(1)
}

const peers = path.join(here, 'peers')
const withoutPeers = ['size', 'sandbox']
if (!withoutPeers.includes(wanted ?? '') && !existsSync(path.join(peers, 'node_modules'))) {
  const installed = spawnSync('npm', ['ci', '--no-audit', '--no-fund'], {
    cwd: peers,
    stdio: 'inherit',
  })
  if (installed.status !== 0) process.exit(1)
}

let allHold = true
for (const name of wanted ? [wanted] : all) {
  console.log(`\n── ${name}`)
  const run = spawnSync(process.execPath, [path.join(here, `${name}.ts`)], { encoding: 'utf8' })
  process.stdout.write(run.stdout)
  process.stderr.write(run.stderr)
  const last = run.stdout.trim().split('\n').at(-1) ?? ''
  const result = last.startsWith('{') ? (JSON.parse(last) as BenchResult) : undefined
  const holds =
    run.status === 0 && result !== undefined && result.claims.every((claim) => claim.holds)
  if (!holds) allHold = false
  console.log(holds ? `${name}: every claim holds` : `${name}: NOT every claim holds`)
}
process.exit(allHold ? 0 : 1)
