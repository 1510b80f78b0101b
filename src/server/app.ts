import { existsSync } from 'node:fs'
import path from 'node:path'
import rateLimit from '@fastify/rate-limit'
import underPressure from '@fastify/under-pressure'
import fastify, { type FastifyInstance } from 'fastify'
import { type App, listApps } from '../contract/apps.ts'
import { appEventsOf, publishAppEvent } from './app-event-channel.ts'
import { isApi, readableUrl } from './http/address.ts'
import { refuseCrossSite } from './http/cross-site.ts'
import { answerErrors, answerGarbage } from './http/error-response.ts'
import { createMount } from './http/mount.ts'
import { answerNotFound } from './http/not-found.ts'
import { Refusal } from './http/refusal.ts'
import { addSecurityHeaders } from './http/security-headers.ts'
import { logOptions } from './http/server-log.ts'
import { serveFiles } from './http/static-files.ts'
import type { Secret } from './secret.ts'
import { mountSessionRoutes } from './session/routes.ts'
import { createSessions } from './session/sessions.ts'
import { createAuditLog } from './store/audit-log.ts'
import type { Database } from './store/database.ts'
import type { StreamGateway } from './stream/gateway.ts'
import { mountTrainingRoutes } from './training/routes.ts'
import type { SandboxControl } from './training/sandbox-control.ts'
import { mountUserRoutes } from './users/routes.ts'

const MAX_BODY_BYTES = 1024 * 1024
/** For a request to arrive whole; Fastify's own default waits for ever. */
const REQUEST_TIMEOUT_MS = 30_000
/** As long as Node lets a header be, so that it is the contract that refuses a long id. */
const MAX_PARAM_LENGTH = 16_384

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
  /** How late this process may be before it turns requests away; 0 is no limit. */
  maxEventLoopDelayMs: number
  /** Signs the session cookie; the same on every server that shares the database. */
  sessionSecret: Secret
  /** Where the app is the sandbox: how to make it misbehave. */
  sandbox: SandboxControl | undefined
  /** The built client; nothing is served from it while it holds no index.html. */
  clientFolder: string
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
    requestTimeout: REQUEST_TIMEOUT_MS,
    routerOptions: { maxParamLength: MAX_PARAM_LENGTH },
    rewriteUrl: readableUrl,
    clientErrorHandler: answerGarbage,
  })
  const stopping = new AbortController()
  app.addHook('preClose', async () => stopping.abort())

  const hasClient = existsSync(path.join(parts.clientFolder, 'index.html'))
  answerErrors(app)
  answerNotFound(app, hasClient ? 'index.html' : undefined)
  await addSecurityHeaders(app, publicUrl.startsWith('https:'))
  refuseCrossSite(app, publicUrl)
  await app.register(rateLimit, {
    max: parts.requestsPerMinute,
    timeWindow: '1 minute',
    allowList: (request) => !isApi(request),
    errorResponseBuilder: (_, { ttl }) =>
      new Refusal('too_many_requests', 'Too many requests', {
        retryAfterSeconds: Math.max(1, Math.ceil(ttl / 1_000)),
      }),
  })
  await app.register(underPressure, {
    maxEventLoopDelay: parts.maxEventLoopDelayMs,
    pressureHandler: (request) => {
      if (!request.routeOptions.config.anyHost) throw new Refusal('overloaded', 'Too much at once')
    },
  })

  const audit = createAuditLog(database)
  const sessions = await createSessions({
    ...{ database, publicUrl, oneClick },
    secret: parts.sessionSecret,
  })
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

  if (parts.sandbox) mountTrainingRoutes(mount, streamApp.id, parts.sandbox)

  const health = { config: { anyHost: true } }
  app.get('/healthz', health, async () => ({ ok: true }))
  app.get('/readyz', health, async (_, reply) => {
    const isReady = await database.isReady()
    return reply.status(isReady ? 200 : 503).send({ ok: isReady })
  })
  if (hasClient) await serveFiles(app, parts.clientFolder)
  return app
}
