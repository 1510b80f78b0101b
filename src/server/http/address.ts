import type { FastifyRequest } from 'fastify'

/** Where an address goes that nobody can read: it has no route, and no page is called like that. */
const UNREADABLE = '/unreadable.address'

/**
 * The router decodes paths and takes whole URLs too. An address it can't read would be answered
 * without our headers and error body, so such a one is sent where the ordinary 404 is.
 */
export function readableUrl({ url = '/' }: { url?: string | undefined }): string {
  try {
    decodeURIComponent(pathOf(url))
  } catch {
    return UNREADABLE
  }
  return url.startsWith('/') ? url : UNREADABLE
}

export function pathOf(url: string): string {
  return url.split(/[?#]/, 1)[0] ?? ''
}

/** Asked of the route first: `/%61pi/session` reaches the same one as `/api/session`. */
export function isApi({ routeOptions, url }: FastifyRequest): boolean {
  return routeOptions.config.endpoint !== undefined || url.startsWith('/api/')
}
