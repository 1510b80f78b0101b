import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { afterAll, expect, test } from 'vitest'

const root = path.resolve(import.meta.dirname, '..')
const run = promisify(execFile)
const folder = mkdtempSync(path.join(tmpdir(), 'imports-'))
afterAll(() => rmSync(folder, { recursive: true }))

type Rule = { name: string }
const { forbidden } = createRequire(import.meta.url)('../.dependency-cruiser.cjs') as {
  forbidden: Rule[]
}

/** One breach per rule: the file that looks where it must not, and what it imports. */
const breaches: Record<string, [file: string, imports: string]> = {
  'contract-imports-zod-only': ['src/contract/a.ts', 'react'],
  'client-does-not-see-the-server': ['src/client/users/a.ts', '../../server/b.ts'],
  'server-does-not-see-the-client': ['src/server/a.ts', '../client/b.ts'],
  'no-node-in-the-client': ['src/client/app/a.ts', 'node:fs'],
  'client-features-stand-apart': ['src/client/users/a.ts', '../session/b.ts'],
  'client-ground-knows-no-feature': ['src/client/api/a.ts', '../users/b.ts'],
  'ui-knows-no-domain': ['src/client/ui/a.ts', '../../contract/b.ts'],
  'server-features-stand-apart': ['src/server/users/a.ts', '../session/b.ts'],
  'server-ground-knows-no-feature': ['src/server/http/a.ts', '../users/b.ts'],
  'only-stream-speaks-to-stream': ['src/server/users/a.ts', 'undici'],
  'only-store-knows-sql': ['src/server/users/a.ts', 'kysely'],
  'sandbox-imports-nothing-of-ours': ['src/sandbox/a.ts', '../contract/b.ts'],
  'nobody-imports-the-sandbox': ['src/server/users/a.ts', '../../sandbox/b.ts'],
  'no-drawers': ['src/server/users/a.ts', './utils.ts'],
  'no-cycles': ['src/server/users/a.ts', './a2.ts'],
  'no-tests-in-the-product': ['src/server/users/a.ts', './b.test.ts'],
  'no-dev-dependencies-in-the-product': ['src/server/users/a.ts', 'fast-check'],
}

test('every rule has a seeded breach', () => {
  expect(Object.keys(breaches).toSorted()).toEqual(forbidden.map((rule) => rule.name).toSorted())
})

test.each(Object.entries(breaches))('%s fires', async (rule, [file, imports]) => {
  const house = path.join(folder, rule)
  const write = (name: string, text: string) => {
    mkdirSync(path.dirname(path.join(house, name)), { recursive: true })
    writeFileSync(path.join(house, name), text)
  }
  write(file, `import '${imports}'\n`)
  if (imports.startsWith('.')) {
    const back = rule === 'no-cycles' ? `import './a.ts'\n` : 'export {}\n'
    write(path.join(path.dirname(file), imports), back)
  }
  for (const name of ['package.json', 'tsconfig.json', 'node_modules', '.dependency-cruiser.cjs']) {
    symlinkSync(path.join(root, name), path.join(house, name))
  }
  const { violations } = await cruise(house, ['src'])
  expect(violations).toContain(rule)
})

test('the rules hold here, and every module was looked at', async () => {
  const files = ['src', 'e2e', 'bench'].flatMap((room) =>
    readdirSync(path.join(root, room), { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.(tsx?|mjs)$/.test(name) && !name.includes('node_modules'))
      .map((name) => path.posix.join(room, name)),
  )
  const { violations, modules } = await cruise(root, ['src', 'e2e', 'bench'])
  expect(violations).toEqual([])
  // Under a compiler it can't use, dependency-cruiser checks nothing and passes.
  expect(files.filter((file) => !modules.includes(file))).toEqual([])
})

async function cruise(house: string, rooms: string[]) {
  const { stdout } = await run(
    process.execPath,
    [
      path.join(root, 'node_modules/.bin/depcruise'),
      '--config=.dependency-cruiser.cjs',
      '--output-type=json',
      ...rooms,
    ],
    { cwd: house, maxBuffer: 64 * 1024 * 1024 },
  ).catch((error: { stdout: string }) => error)
  const report = JSON.parse(stdout) as {
    modules: { source: string }[]
    summary: { violations: { rule: Rule }[] }
  }
  return {
    violations: report.summary.violations.map(({ rule }) => rule.name),
    modules: report.modules.map(({ source }) => source),
  }
}
