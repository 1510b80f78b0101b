import type { ErrorCode, ErrorDetails } from '../../contract/errors.ts'

/** An expected failure with a code. Anything else that is thrown is a bug. */
export class Refusal extends Error {
  readonly code: ErrorCode
  readonly details: ErrorDetails | undefined

  constructor(code: ErrorCode, message: string, details?: ErrorDetails) {
    super(message)
    this.name = 'Refusal'
    this.code = code
    this.details = details
  }
}
