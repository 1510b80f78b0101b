import { execFileSync, spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { cpus } from 'node:os'
import path from 'node:path'

/**
 * The long forms of the checks: 10,000 generated inputs where `npm test` takes 500, 50 times
 * `kill -9` where it takes 5.
 * Writes what it saw to docs/test-results.md and ends with 1 if anything failed.
 */
const RUNS = 10_000
const KILLS = 50
const root = path.resolve(import.meta.dirname, '..')

type UnitReport = {
  numPassedTests: number
  numFailedTests: number
  testResults: { name: string; startTime: number; endTime: number; assertionResults: unknown[] }[]
}
type E2eReport = {
  stats: { expected: number; unexpected: number; flaky: number; duration: number }
}

const run = (script: string) =>
  spawnSync('npm', ['run', script], {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, RUNS: String(RUNS), KILLS: String(KILLS) },
  }).status === 0
const read = (name: string) => JSON.parse(readFileSync(path.join(root, name), 'utf8')) as unknown

const passed = [run('check'), run('e2e')].every(Boolean)
const unit = read('reports/unit.json') as UnitReport
const e2e = (read('reports/e2e.json') as E2eReport).stats
const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], {
  cwd: root,
  encoding: 'utf8',
})

const files = unit.testResults
  .map((file) => ({
    name: path.relative(root, file.name),
    tests: file.assertionResults.length,
    seconds: ((file.endTime - file.startTime) / 1000).toFixed(1),
  }))
  .toSorted((a, b) => a.name.localeCompare(b.name))

writeFileSync(
  path.join(root, 'docs/test-results.md'),
  `# Results of the long checks

\`npm run test:full\` at ${commit.trim()} on ${new Date().toISOString().slice(0, 10)}, ${cpus().length} cores, Node ${process.versions.node}, ${RUNS.toLocaleString('en')} generated inputs where \`npm test\` takes 500, ${KILLS} kills where it takes 5: ${passed ? 'everything passed' : 'NOT everything passed'}.

| | passed | failed |
| --- | --- | --- |
| unit and property tests | ${unit.numPassedTests} | ${unit.numFailedTests} |
| journeys in Chromium | ${e2e.expected} | ${e2e.unexpected + e2e.flaky} |

| file | tests | seconds |
| --- | --- | --- |
${files.map(({ name, tests, seconds }) => `| ${name} | ${tests} | ${seconds} |`).join('\n')}
`,
)
process.exit(passed ? 0 : 1)
