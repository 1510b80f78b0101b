import { existsSync } from 'node:fs'
import path from 'node:path'
import staticFiles from '@fastify/static'
import type { FastifyInstance } from 'fastify'
import { send } from './error-response.ts'
import { Refusal } from './refusal.ts'

/**
 * Serves the built client: hashed files for ever, pages fresh every time. Every address that is no
 * file and no API is a page of the app, and gets its one HTML file.
 */
export async function serveClient(app: FastifyInstance, folder: string): Promise<void> {
  const isBuilt = existsSync(path.join(folder, 'index.html'))
  if (isBuilt) {
    await app.register(staticFiles, {
      root: folder,
      index: false,
      dotfiles: 'ignore',
      preCompressed: true,
      cacheControl: false,
      allowedPath: (pathname) => /\.(js|css|woff2|svg|png|ico|txt)$/.test(pathname),
      setHeaders(reply, file) {
        const isHashed = file.includes(`${path.sep}assets${path.sep}`)
        reply.header('cache-control', isHashed ? 'public, max-age=31536000, immutable' : 'no-cache')
      },
    })
  }
  app.setNotFoundHandler((request, reply) => {
    const [pathname = '/'] = request.url.split('?')
    const isPage =
      request.method === 'GET' && !pathname.startsWith('/api/') && !/\.\w+$/.test(pathname)
    if (isPage && isBuilt) {
      return reply.header('cache-control', 'no-cache').sendFile('index.html')
    }
    const isKnown = ['GET', 'POST', 'PATCH', 'PUT', 'DELETE'].some(
      (method) =>
        method !== request.method && app.findRoute({ method: method as 'GET', url: pathname }),
    )
    const code = isKnown ? 'method_not_allowed' : 'no_such_route'
    return send(request, reply, new Refusal(code, 'There is nothing here'))
  })
}
