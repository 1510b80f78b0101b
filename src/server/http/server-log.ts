import type { FastifyServerOptions } from 'fastify'

/** What is logged of a request: no query (filters are personal data), no header, no body. */
export function logOptions(level: string): FastifyServerOptions['logger'] {
  return {
    level,
    redact: ['req.headers', 'res.headers', '*.password', '*.token', '*.secret'],
    serializers: {
      req: ({ method, url }: { method: string; url: string }) => ({
        method,
        path: url.split('?')[0],
      }),
      res: ({ statusCode }: { statusCode: number }) => ({ statusCode }),
    },
  }
}
