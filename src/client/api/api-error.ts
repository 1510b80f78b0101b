import { ErrorBody, type ErrorCode, type ErrorDetails } from '../../contract/errors.ts'

/** What can go wrong before the server says anything, beside its own codes. */
export type ApiErrorCode = ErrorCode | 'offline' | 'server_unreachable' | 'unreadable_answer'

/** Why a call failed. Screens make their text from `code` and `details`, never from `message`. */
export class ApiError extends Error {
  readonly code: ApiErrorCode
  readonly details: ErrorDetails
  /** To quote in a report; undefined when the server was not reached. */
  readonly requestId: string | undefined

  constructor(code: ApiErrorCode, message: string, details: ErrorDetails = {}, requestId?: string) {
    super(message)
    this.name = 'ApiError'
    this.code = code
    this.details = details
    this.requestId = requestId
  }
}

/** Reads the error body of an answer that is not 2xx. */
export function errorIn(status: number, body: unknown): ApiError {
  const parsed = ErrorBody.safeParse(body)
  if (!parsed.success) return new ApiError('unreadable_answer', `Status ${status}`)
  const { code, message, details, requestId } = parsed.data
  return new ApiError(code, message, details, requestId)
}

export function isApiError(error: unknown, ...codes: ApiErrorCode[]): error is ApiError {
  return error instanceof ApiError && (codes.length === 0 || codes.includes(error.code))
}
