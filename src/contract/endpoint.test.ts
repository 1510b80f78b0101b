import { expect, test } from 'vitest'
import { z } from 'zod'
import { defineEndpoint, urlFor } from './endpoint.ts'
import { endpoints, oneClickEndpoints, trainingEndpoints } from './endpoints.ts'
import { getUser, listUsers } from './users.ts'

const everyEndpoint = [...endpoints, ...trainingEndpoints, ...oneClickEndpoints]

test('a write without an audit action, and any endpoint without a right, do not compile', () => {
  const common = { name: 'x', path: '/api/x', kind: 'json', response: z.object({}) } as const
  // @ts-expect-error -- no audit
  defineEndpoint({ ...common, method: 'POST', right: 'user.read' })
  // @ts-expect-error -- no right
  defineEndpoint({ ...common, method: 'GET' })
  // @ts-expect-error -- no such right
  defineEndpoint({ ...common, method: 'GET', right: 'user.invent' })
  expect(defineEndpoint({ ...common, method: 'GET', right: 'public' }).right).toBe('public')
})

test('names and routes are unique', () => {
  const names = everyEndpoint.map(({ name }) => name)
  const routes = everyEndpoint.map(({ method, path }) => `${method} ${path}`)
  expect(new Set(names).size).toBe(names.length)
  expect(new Set(routes).size).toBe(routes.length)
})

test('whatever is about users is scoped by app', () => {
  const unscoped = everyEndpoint.filter(
    ({ right, path }) =>
      right !== 'public' && right !== 'signed-in' && !path.startsWith('/api/apps/:appId/'),
  )
  expect(unscoped).toEqual([])
})

test('every input is strict: an unknown key is refused', () => {
  for (const { name, params, body, query } of everyEndpoint.map((endpoint) => ({
    query: undefined,
    params: undefined,
    body: undefined,
    ...endpoint,
  }))) {
    for (const schema of [params, query, body]) {
      if (!schema) continue
      const issues = schema.safeParse({ 'not-declared': 1 }).error?.issues ?? []
      expect(
        issues.map(({ code }) => code),
        name,
      ).toContain('unrecognized_keys')
    }
  }
})

test('path params are encoded', () => {
  expect(urlFor(getUser, { params: { appId: 'main', userId: 'a/b?c' } })).toBe(
    '/api/apps/main/users/a%2Fb%3Fc',
  )
  expect(urlFor(listUsers, { params: { appId: 'main' }, body: {} })).toBe(
    '/api/apps/main/users/search',
  )
})
