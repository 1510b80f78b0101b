import type { FastifyInstance, FastifyRequest } from 'fastify'
import { isApi } from './address.ts'
import { Refusal } from './refusal.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Load balancers and containers ask by address, so any Host will do. */
    anyHost?: boolean
  }
}

/**
 * Refuses API calls that another site made a browser send. The cookie is SameSite=Strict already;
 * the header, which no form can set, and the browser's own word on the origin are for the rest.
 */
export function refuseCrossSite(app: FastifyInstance, publicUrl: string): void {
  const { host, origin } = new URL(publicUrl)
  app.addHook('onRequest', async (request, reply) => {
    if (request.headers.host !== host && !request.routeOptions.config.anyHost) {
      if (isApi(request) || request.method !== 'GET')
        throw new Refusal('wrong_host', `Use ${origin}`)
      return reply.redirect(`${origin}${request.url}`, 308)
    }
    const why = isApi(request) ? whyCrossSite(request, origin) : undefined
    if (why) throw new Refusal('cross_site', why)
    const type = request.headers['content-type']
    if (isApi(request) && type && !/^application\/json(; ?charset=utf-8)?$/i.test(type)) {
      throw new Refusal('not_json', 'Send application/json')
    }
    return undefined
  })
}

function whyCrossSite({ headers, method }: FastifyRequest, origin: string): string | undefined {
  const site = headers['sec-fetch-site']
  if (headers['x-steward'] !== '1') return 'The x-steward header is missing'
  if (site !== undefined && site !== 'same-origin') return 'Called from another site'
  if (headers.origin !== undefined && headers.origin !== origin) return 'Called from another origin'
  const isSilent = site === undefined && headers.origin === undefined
  return isSilent && method !== 'GET' ? 'The origin is missing' : undefined
}
