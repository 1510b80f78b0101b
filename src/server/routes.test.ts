import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Endpoint } from '../contract/endpoint.ts'
import { endpoints, oneClickEndpoints, trainingEndpoints } from '../contract/endpoints.ts'
import { ErrorBody } from '../contract/errors.ts'
import { can, roles } from '../contract/rights.ts'
import { startTestServer, type TestServer } from './test-server.ts'

let sandboxMode: TestServer
let realMode: TestServer
beforeAll(async () => {
  ;[sandboxMode, realMode] = await Promise.all([
    startTestServer(),
    startTestServer({ mode: 'real', oneClick: 'none' }),
  ])
})
afterAll(() => Promise.all([sandboxMode.close(), realMode.close()]))

const sandboxOnly = [...trainingEndpoints, ...oneClickEndpoints]
const everyEndpoint = [...endpoints, ...sandboxOnly]
const routeOf = ({ method, path }: Endpoint) => `${method} ${path}`
const health = ['GET /healthz', 'GET /readyz']

/** Fastify's own table as `METHOD path`, read from the tree it prints. */
function routeTable({ app }: TestServer): string[] {
  const above: string[] = []
  return app
    .printRoutes({ commonPrefix: false })
    .split('\n')
    .flatMap((line) => {
      const [, indent = '', segment = '', methods = ''] =
        /^([│ ]*)[├└]── (\S+) \((.+)\)$/.exec(line) ?? []
      above.splice(indent.length / 4, Infinity, segment)
      return segment ? methods.split(', ').map((method) => `${method} ${above.join('')}`) : []
    })
}

test('the route table is what the contract declares, no more and no less', () => {
  const declared = [...everyEndpoint.map(routeOf), ...health]
  expect(routeTable(sandboxMode).toSorted()).toEqual(declared.toSorted())
})

test('in real mode the routes of the sandbox do not exist', async () => {
  const declared = [...endpoints.map(routeOf), ...health]
  expect(routeTable(realMode).toSorted()).toEqual(declared.toSorted())
  for (const { method, path } of sandboxOnly) {
    const answer = await realMode.send(undefined, {
      ...{ method, url: path, payload: { role: 'owner' } },
    })
    expect(answer.json(), path).toMatchObject({ code: 'no_such_route' })
  }
})

/** A request that is wrong in its body or, without one, in its path: nobody gets to a handler. */
function wrongRequest({ method, path, ...rest }: Endpoint) {
  const url = path.replace(':appId', 'sandbox').replace(':userId', 'body' in rest ? 'u' : 'a%20b')
  return { method, url, ...('body' in rest && { payload: { 'not-declared': 1 } }) }
}

function expectedStatus(endpoint: Endpoint, role: (typeof roles)[number] | undefined): number {
  const { right } = endpoint
  if (right === 'public') return endpoint.method === 'GET' ? 200 : 400
  if (!role) return 401
  if (right !== 'signed-in' && !can(role, right)) return 403
  return 'body' in endpoint || endpoint.path.includes(':userId') ? 400 : 200
}

describe.each([undefined, ...roles])('role %s', (role) => {
  const answering = everyEndpoint.filter(({ kind, name }) => kind === 'json' && name !== 'signOut')
  test.each(answering.map((endpoint) => [routeOf(endpoint), endpoint] as const))(
    '%s answers as declared',
    async (_, endpoint) => {
      const answer = await sandboxMode.send(role, wrongRequest(endpoint))
      expect(answer.statusCode).toBe(expectedStatus(endpoint, role))
      if (answer.statusCode === 200) return
      const { details } = ErrorBody.parse(answer.json())
      if (answer.statusCode === 403) {
        expect(details).toMatchObject({ right: endpoint.right, roles: expect.any(Array) })
        expect(details?.roles).not.toContain(role)
      }
    },
  )
})
