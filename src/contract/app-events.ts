import * as z from 'zod/mini'
import { AppId } from './apps.ts'
import { defineEndpoint } from './endpoint.ts'

/** Something changed in an app. A hint to read again, never the new state itself. */
export const AppEvent = z.discriminatedUnion('type', [
  z.object({ type: z.literal('user.changed'), userId: z.string() }),
])
export type AppEvent = z.infer<typeof AppEvent>

export const appEvents = defineEndpoint({
  name: 'appEvents',
  method: 'GET',
  path: '/api/apps/:appId/events',
  right: 'user.read',
  kind: 'events',
  params: z.strictObject({ appId: AppId }),
  response: AppEvent,
})
