import type { FastifyInstance } from 'fastify'
import { Refusal } from './refusal.ts'

/**
 * Refuses API calls that another site made a browser send. The cookie is SameSite=Strict already;
 * the header, which no form can set, and the browser's own word on the origin are for the rest.
 */
export function refuseCrossSite(app: FastifyInstance, publicUrl: string): void {
  const { host, origin } = new URL(publicUrl)
  app.addHook('onRequest', async (request, reply) => {
    const { headers, method } = request
    const isApi = request.url.startsWith('/api/')
    if (headers.host !== host && !isHealth(request.url)) {
      if (isApi || method !== 'GET') throw new Refusal('wrong_host', `Use ${origin}`)
      return reply.redirect(`${origin}${request.url}`, 308)
    }
    if (!isApi) return undefined
    if (headers['x-steward'] !== '1')
      throw new Refusal('cross_site', 'The x-steward header is missing')
    const site = headers['sec-fetch-site']
    if (site !== undefined && site !== 'same-origin') {
      throw new Refusal('cross_site', `Called from ${String(site)}`)
    }
    if (headers.origin !== undefined && headers.origin !== origin) {
      throw new Refusal('cross_site', 'Called from another origin')
    }
    if (method !== 'GET' && site === undefined && headers.origin === undefined) {
      throw new Refusal('cross_site', 'The origin is missing')
    }
    const type = headers['content-type']
    if (type !== undefined && !/^application\/json(; ?charset=utf-8)?$/i.test(type)) {
      throw new Refusal('not_json', 'Send application/json')
    }
    return undefined
  })
}

/** Load balancers and containers ask by address. */
function isHealth(url: string): boolean {
  return url === '/healthz' || url === '/readyz'
}
