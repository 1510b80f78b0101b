import type { FastifyRequest } from 'fastify'
import type { z } from 'zod'
import type { Endpoint, Parsed } from '../../contract/endpoint.ts'
import { Refusal } from './refusal.ts'

const MAX_FIELDS = 20
/** A path holds what the client sent, when that is the name of an unknown key. */
const MAX_PATH = 200

/** Checks params, query and body against the declaration. @throws {Refusal} naming each wrong field. */
export function parseInput<E extends Endpoint>(endpoint: E, request: FastifyRequest): Parsed<E> {
  const fields: { path: string; message: string }[] = []
  const input: Record<string, unknown> = {}
  for (const part of ['params', 'query', 'body'] as const) {
    const schema = endpoint[part]
    const given = request[part] ?? {}
    if (!schema) {
      const isEmpty = typeof given === 'object' && Object.keys(given).length === 0
      // Path params are the route's own; anything else nobody declared is a mistake.
      if (!isEmpty && part !== 'params') fields.push({ path: part, message: 'Not expected here' })
      continue
    }
    const parsed = schema.safeParse(given)
    if (parsed.success) input[part] = parsed.data
    else fields.push(...parsed.error.issues.flatMap((issue) => flat(issue, [part])))
  }
  if (fields.length > 0) {
    const shown = fields.slice(0, MAX_FIELDS).map(({ path, message }) => ({
      path: path.slice(0, MAX_PATH),
      message,
    }))
    throw new Refusal('bad_input', `Wrong: ${shown[0]?.path ?? ''}`, { fields: shown })
  }
  return input as Parsed<E>
}

/** Of a union's branches the one that got furthest says what is meant. */
function flat(issue: z.core.$ZodIssue, above: PropertyKey[]): { path: string; message: string }[] {
  const path = [...above, ...issue.path]
  if (issue.code === 'invalid_union' && issue.errors.length > 0) {
    const branches = issue.errors.map((issues) => issues.flatMap((inner) => flat(inner, path)))
    const depth = (branch: { path: string }[]) =>
      Math.max(...branch.map((field) => field.path.split('.').length))
    return branches.toSorted((a, b) => depth(b) - depth(a) || a.length - b.length)[0] ?? []
  }
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({ path: [...path, key].join('.'), message: 'Not known here' }))
  }
  return [{ path: path.join('.'), message: issue.message }]
}
