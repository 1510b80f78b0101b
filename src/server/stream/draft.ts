import { malformed } from './failure.ts'
import type { WireReader } from './wire-reader.ts'

/** An object of ours while it is read from one of Stream's: what it needs may still be missing. */
export type Draft<T, Needed extends keyof T> = Omit<T, Needed> & { [K in Needed]: T[K] | null }

/** Where each member of one of Stream's objects goes in ours. */
export function places<Ours>(byName: Record<string, (ours: Ours, wire: WireReader) => unknown>) {
  return new Map(Object.entries(byName))
}

/** @throws {StreamFailure} when something needed is missing. */
export function whole<T>(
  what: string,
  draft: { [K in keyof T]: T[K] | null },
  needed: (keyof T & string)[],
): T {
  const missing = needed.find((name) => draft[name] === null)
  if (missing) throw malformed(`${what}.${missing}`)
  return draft as T
}
