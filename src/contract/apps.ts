import * as z from 'zod/mini'
import { defineEndpoint } from './endpoint.ts'

/** Our own id of a connected Stream app; part of every path, row and query key. */
export const AppId = z
  .string()
  .check(z.minLength(1), z.maxLength(64), z.regex(/^[a-z0-9-]+$/, 'Not an app id'))

export const App = z.object({
  id: AppId,
  name: z.string(),
  environment: z.enum(['sandbox', 'development', 'staging', 'production', 'unset']),
})
export type App = z.infer<typeof App>

export const listApps = defineEndpoint({
  name: 'listApps',
  method: 'GET',
  path: '/api/apps',
  right: 'signed-in',
  kind: 'json',
  response: z.object({ apps: z.array(App) }),
})
