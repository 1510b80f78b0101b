import path from 'node:path'
import staticFiles from '@fastify/static'
import type { FastifyInstance } from 'fastify'

/** Serves the built client's files: hashed ones for ever, the others fresh every time. */
export async function serveFiles(app: FastifyInstance, folder: string): Promise<void> {
  await app.register(staticFiles, {
    root: folder,
    index: false,
    dotfiles: 'ignore',
    preCompressed: true,
    cacheControl: false,
    // The page itself passes here too, through sendFile.
    allowedPath: (pathname) => /\.(html|js|css|woff2|svg|png|ico|txt)$/.test(pathname),
    setHeaders(reply, file) {
      const isHashed = file.startsWith(path.join(folder, 'assets', path.sep))
      reply.header('cache-control', isHashed ? 'public, max-age=31536000, immutable' : 'no-cache')
    },
  })
}
