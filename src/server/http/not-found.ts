import type { FastifyInstance, FastifyRequest } from 'fastify'
import { isApi, pathOf } from './address.ts'
import { send } from './error-response.ts'
import { Refusal } from './refusal.ts'

/**
 * Answers what no route serves: the app's one HTML file for what may be a page of it, 405 for a
 * route that has other methods, else 404. Comes before the routes, because it takes note of them.
 *
 * @param page  the file's name for `sendFile`; undefined while there is no built client.
 */
export function answerNotFound(app: FastifyInstance, page: string | undefined): void {
  const routes: { method: string; pattern: RegExp }[] = []
  app.addHook('onRoute', ({ method, url, config }) => {
    if (!config?.endpoint && !config?.anyHost) return
    const pattern = new RegExp(`^${url.replace(/:\w+/g, '[^/]+')}$`)
    routes.push(...[method].flat().map((one) => ({ method: one, pattern })))
  })
  app.setNotFoundHandler((request, reply) => {
    const pathname = pathOf(request.url)
    if (page && isPage(request, pathname)) {
      return reply.header('cache-control', 'no-cache').sendFile(page)
    }
    const methods = routes.flatMap(({ method, pattern }) => (pattern.test(pathname) ? method : []))
    if (methods.length === 0)
      return send(request, reply, new Refusal('no_such_route', 'Nothing here'))
    reply.header('allow', methods.join(', '))
    return send(request, reply, new Refusal('method_not_allowed', `Use ${methods.join(' or ')}`))
  })
}

/** A file has an extension, and nothing hidden is a page. */
function isPage(request: FastifyRequest, pathname: string): boolean {
  const isRead = request.method === 'GET' || request.method === 'HEAD'
  return isRead && !isApi(request) && !/\/\.|\.\w+$/.test(pathname)
}
