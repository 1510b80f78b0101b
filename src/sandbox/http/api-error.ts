/** A refusal in Stream's own form. */
export class ApiError extends Error {
  readonly status: number
  readonly code: number
  readonly headers: Record<string, string>

  constructor(status: number, code: number, message: string, headers: Record<string, string> = {}) {
    super(message)
    this.status = status
    this.code = code
    this.headers = headers
  }
}

/** Code 4: the input is wrong. `operation` is the name Stream prints, such as `QueryUsers`. */
export function inputError(operation: string, detail: string): ApiError {
  return failed(400, 4, operation, detail)
}

/** Code 16: no such thing, or a user that was deleted or deactivated. */
export function missing(operation: string, detail: string): ApiError {
  return failed(404, 16, operation, detail)
}

/** Code 17: there is a rule against it. */
export function notAllowed(operation: string, detail: string): ApiError {
  return failed(403, 17, operation, detail)
}

export function failed(status: number, code: number, operation: string, detail: string): ApiError {
  return new ApiError(status, code, `${operation} failed with error: "${detail}"`)
}

export function errorBody(error: ApiError, durationMs: number): string {
  return JSON.stringify({
    code: error.code,
    message: error.message,
    StatusCode: error.status,
    duration: `${durationMs.toFixed(2)}ms`,
    more_info: 'https://getstream.io/chat/docs/api_errors_response',
    details: [],
  })
}
