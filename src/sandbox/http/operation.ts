import type { Cause } from '../store/effects.ts'
import type { Fate } from '../tasks/fate.ts'

/** One call of an operation; `operation` and `requestId` are what the effect log will name. */
export type Call = Cause & {
  params: Record<string, string>
  query: URLSearchParams
  body: string
  /** Where this sandbox is reached, such as `http://127.0.0.1:3030`. */
  origin: string
  /** What becomes of a task that the call starts, when a fault says so. */
  fate?: Fate
}

/**
 * One operation of Stream's API. `path` is without `/api/v2`, with parameters in braces;
 * `run` returns the members of the answer as JSON text, since JavaScript can't hold every number.
 *
 * @throws {ApiError} from `run`, where Stream would refuse.
 */
export type Operation = {
  name: string
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE'
  path: string
  status: 200 | 201
  run(call: Call): string
}

type Found = { operation: Operation; params: Record<string, string> }

/** Finds the operation of a request; of two that fit, the first. */
export class Router {
  readonly #routes: { operation: Operation; parts: string[] }[]

  constructor(operations: Operation[]) {
    this.#routes = operations.map((operation) => ({ operation, parts: operation.path.split('/') }))
  }

  /** @throws {URIError} when a parameter is not properly encoded. */
  find(method: string, path: string): Found | undefined {
    const given = path.split('/')
    for (const { operation, parts } of this.#routes) {
      if (operation.method !== method || parts.length !== given.length) continue
      const fits = parts.every((part, at) => (isParameter(part) ? given[at] : part === given[at]))
      if (!fits) continue
      const params: Record<string, string> = {}
      parts.forEach((part, at) => {
        if (isParameter(part)) params[part.slice(1, -1)] = decodeURIComponent(given[at] ?? '')
      })
      return { operation, params }
    }
    return undefined
  }
}

function isParameter(part: string): boolean {
  return part.startsWith('{')
}
