import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'

type Locked = {
  version?: string
  resolved?: string
  optionalDependencies?: Record<string, string>
  hasInstallScript?: boolean
}
type Manifest = Record<
  'dependencies' | 'devDependencies' | 'optionalDependencies',
  Record<string, string>
>

const read = (name: string) =>
  JSON.parse(readFileSync(path.resolve(import.meta.dirname, '..', name), 'utf8')) as unknown
const { packages } = read('package-lock.json') as { packages: Record<string, Locked> }
const manifest = read('package.json') as Manifest
const minimum = read('.ci/min-versions.json') as Record<string, string>

/** Every locked copy of a package, nested ones included. */
const copiesOf = (name: string) =>
  Object.entries(packages)
    .filter(([place]) => place.endsWith(`node_modules/${name}`))
    .map(([, locked]) => locked)

const numbers = (version: string) => version.split(/[.-]/, 3).map(Number)

function isBelow(version: string, floor: string): boolean {
  const [a, b] = [numbers(version), numbers(floor)]
  const at = a.findIndex((part, index) => part !== b[index])
  return at >= 0 && (a[at] ?? 0) < (b[at] ?? 0)
}

test('every dependency is pinned to one exact version', () => {
  const all = [manifest.dependencies, manifest.devDependencies, manifest.optionalDependencies]
  const loose = all.flatMap((list) =>
    Object.entries(list).filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version)),
  )
  expect(loose).toEqual([])
})

test('the lock file holds the pinned versions and no download addresses', () => {
  const all = { ...manifest.dependencies, ...manifest.devDependencies }
  for (const [name, version] of Object.entries(all)) {
    expect([name, packages[`node_modules/${name}`]?.version]).toEqual([name, version])
  }
  expect(Object.values(packages).filter((locked) => locked.resolved)).toEqual([])
})

test('nothing is older than its first version without a known hole', () => {
  const old = Object.entries(minimum).flatMap(([name, floor]) =>
    copiesOf(name)
      .filter(({ version }) => version && isBelow(version, floor))
      .map(({ version }) => `${name} ${version}, needs ${floor}`),
  )
  expect(old).toEqual([])
})

test('a version is compared part by part', () => {
  expect(isBelow('5.9.10', '5.12.3')).toBe(true)
  expect(isBelow('5.12.3', '5.12.3')).toBe(false)
  expect(isBelow('10.0.0', '9.9.9')).toBe(false)
})

test('the packages of other platforms are locked too, so that npm ci works there', () => {
  const families = ['oxlint', '@tailwindcss/oxide', 'rolldown', 'lightningcss', '@node-rs/argon2']
  for (const family of families) {
    const wanted = copiesOf(family).flatMap((locked) =>
      Object.keys(locked.optionalDependencies ?? {}),
    )
    expect(wanted, family).not.toEqual([])
    expect(
      wanted.filter((name) => copiesOf(name).length === 0),
      family,
    ).toEqual([])
  }
})

test('packages that are never wanted are not here', () => {
  const banned = ['react-server-dom-webpack', 'react-server-dom-turbopack', '@fastify/express']
  expect(banned.filter((name) => copiesOf(name).length > 0)).toEqual([])
})

test('no dependency of the product needs an install script', () => {
  const scripted = Object.keys(manifest.dependencies).filter(
    (name) => packages[`node_modules/${name}`]?.hasInstallScript,
  )
  expect(scripted).toEqual([])
})
