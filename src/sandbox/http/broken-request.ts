import type { Duplex } from 'node:stream'
import { ApiError, errorBody } from './api-error.ts'

/** Answers what is not even HTTP, in Stream's envelope like everything else. */
export function answerBrokenRequest(error: Error & { code?: string }, socket: Duplex): void {
  if (!socket.writable || error.code === 'ECONNRESET') return void socket.destroy()
  const [status, text, known] = answerFor(error.code)
  const body = errorBody(known, 0)
  socket.end(
    `HTTP/1.1 ${status} ${text}\r\ncontent-type: application/json\r\nconnection: close\r\n` +
      `content-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
  )
}

function answerFor(code: string | undefined): [status: number, text: string, ApiError] {
  if (code === 'HPE_HEADER_OVERFLOW') {
    return [431, 'Request Header Fields Too Large', new ApiError(431, 24, 'headers are too large')]
  }
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') {
    return [408, 'Request Timeout', new ApiError(408, 23, 'the request took too long')]
  }
  return [400, 'Bad Request', new ApiError(400, 4, 'the request is not valid')]
}
