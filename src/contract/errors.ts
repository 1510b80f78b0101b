import * as z from 'zod/mini'

/** Every expected failure and its HTTP status. Anything else that is thrown is a bug: `internal`. */
export const statusOf = {
  bad_input: 400,
  not_signed_in: 401,
  wrong_credentials: 401,
  forbidden: 403,
  over_limit: 403,
  protected: 403,
  cross_site: 403,
  not_found: 404,
  no_such_route: 404,
  method_not_allowed: 405,
  conflict: 409,
  link_expired: 410,
  too_large: 413,
  not_json: 415,
  wrong_host: 421,
  too_many_requests: 429,
  stream_rate_limited: 429,
  internal: 500,
  stream_rejected: 502,
  stream_refused_credentials: 502,
  stream_unavailable: 503,
  overloaded: 503,
} as const

export type ErrorCode = keyof typeof statusOf

export const ErrorCode = z.enum(Object.keys(statusOf) as [ErrorCode, ...ErrorCode[]])

/**
 * The one error body of every route.
 * `message` is for logs and developers; screens make their text from `code` and `details`.
 */
export const ErrorBody = z.object({
  code: ErrorCode,
  message: z.string(),
  /** Quoted by people who report a problem; the same id is in the server's log. */
  requestId: z.string(),
  details: z.optional(
    z.object({
      /** `bad_input`: what is wrong where, as a path such as `body.filter.rules.0.value`. */
      fields: z.optional(z.array(z.object({ path: z.string(), message: z.string() }))),
      /** Seconds until a retry makes sense. */
      retryAfterSeconds: z.optional(z.int().check(z.positive())),
      /** `over_limit`: the limit, what was asked for, and what the limit is counted over. */
      limit: z.optional(z.int()),
      asked: z.optional(z.int()),
      per: z.optional(z.enum(['job', 'day'])),
      /** `forbidden`: the right that is missing, and the roles that have it. */
      right: z.optional(z.string()),
      roles: z.optional(z.array(z.string())),
      /** `forbidden`, `protected` and `conflict`: which rule said no. */
      because: z.optional(z.string()),
      /** `stream_rejected`: Stream's own code and text. */
      streamCode: z.optional(z.int()),
      streamMessage: z.optional(z.string()),
    }),
  ),
})
export type ErrorBody = z.infer<typeof ErrorBody>
export type ErrorDetails = NonNullable<ErrorBody['details']>
