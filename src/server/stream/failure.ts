/** Why a call to Stream gave no usable answer. */
export type Failure =
  /** No connection, no answer in time, or an answer that is not what Stream's API promises. */
  | { kind: 'no_answer'; why: string }
  /** Stream said no; `code` is its numeric code, -1 when the body had none. */
  | { kind: 'refused'; status: number; code: number; message: string; waitMs: number }

export class StreamFailure extends Error {
  readonly failure: Failure

  constructor(failure: Failure) {
    super(failure.kind === 'no_answer' ? failure.why : `Stream answered ${failure.status}`)
    this.name = 'StreamFailure'
    this.failure = failure
  }
}

/** An answer of Stream's that breaks its own format. */
export function malformed(what: string): StreamFailure {
  return new StreamFailure({ kind: 'no_answer', why: `Stream's answer is malformed: ${what}` })
}
