import path from 'node:path'
import rateLimit from '@fastify/rate-limit'
import underPressure from '@fastify/under-pressure'
import fastify, { type FastifyInstance } from 'fastify'
import { type App, listApps } from '../contract/apps.ts'
import { appEventsOf, publishAppEvent } from './app-event-channel.ts'
import { refuseCrossSite } from './http/cross-site.ts'
import { answerErrors } from './http/error-response.ts'
import { createMount } from './http/mount.ts'
import { Refusal } from './http/refusal.ts'
import { addSecurityHeaders } from './http/security-headers.ts'
import { logOptions } from './http/server-log.ts'
import { serveClient } from './http/static-files.ts'
import { mountSessionRoutes } from './session/routes.ts'
import { createSessions } from './session/sessions.ts'
import { createAuditLog } from './store/audit-log.ts'
import type { Database } from './store/database.ts'
import type { StreamGateway } from './stream/gateway.ts'
import { mountUserRoutes } from './users/routes.ts'

const MAX_BODY_BYTES = 1024 * 1024
const MAX_EVENT_LOOP_DELAY_MS = 1_000

export type AppParts = {
  /** The one connected app. */
  app: App
  stream: StreamGateway
  database: Database
  publicUrl: string
  mode: 'sandbox' | 'real'
  oneClick: 'offered' | 'refused' | 'none'
  logLevel: string
  requestsPerMinute: number
}

/** The whole server, not yet listening. */
export async function createApp(parts: AppParts): Promise<FastifyInstance> {
  const { app: streamApp, stream, database, publicUrl, mode, oneClick } = parts
  const app = fastify({
    logger: logOptions(parts.logLevel) ?? false,
    bodyLimit: MAX_BODY_BYTES,
    requestIdHeader: false,
    genReqId: () => crypto.randomUUID(),
    trustProxy: false,
    exposeHeadRoutes: false,
    routerOptions: { maxParamLength: 1_024 },
  })
  const stopping = new AbortController()
  app.addHook('preClose', async () => stopping.abort())

  answerErrors(app)
  await addSecurityHeaders(app, publicUrl.startsWith('https:'))
  refuseCrossSite(app, publicUrl)
  await app.register(rateLimit, {
    max: parts.requestsPerMinute,
    timeWindow: '1 minute',
    allowList: (request) => !request.url.startsWith('/api/'),
    errorResponseBuilder: (_, { ttl }) =>
      new Refusal('too_many_requests', 'Too many requests', {
        retryAfterSeconds: Math.max(1, Math.ceil(ttl / 1_000)),
      }),
  })
  await app.register(underPressure, {
    maxEventLoopDelay: MAX_EVENT_LOOP_DELAY_MS,
    pressureHandler: (request) => {
      if (!isHealth(request.url)) throw new Refusal('overloaded', 'Too much at once')
    },
  })

  const audit = createAuditLog(database)
  const sessions = createSessions(database)
  const { authenticate } = sessions
  const mount = createMount({ app, audit, authenticate, stopping: stopping.signal })
  mountSessionRoutes(mount, { mode, oneClick, database, sessions })
  mount(listApps, async () => ({ apps: [streamApp] }))
  mountUserRoutes(mount, {
    audit,
    streamOf(appId) {
      if (appId !== streamApp.id) throw new Refusal('not_found', 'No such app')
      return stream
    },
    publish: (appId, event) => publishAppEvent(database, appId, event),
    eventsOf: (appId, signal) => appEventsOf(database, appId, signal),
  })

  app.get('/healthz', async () => ({ ok: true }))
  app.get('/readyz', async (_, reply) => {
    const isReady = await database.isReady()
    return reply.status(isReady ? 200 : 503).send({ ok: isReady })
  })
  await serveClient(app, path.resolve(import.meta.dirname, '../../dist'))
  return app
}

function isHealth(url: string): boolean {
  return url === '/healthz' || url === '/readyz'
}
