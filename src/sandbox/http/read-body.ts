import type { IncomingMessage } from 'node:http'
import { ApiError } from './api-error.ts'

const MAX_BYTES = 2 * 1024 * 1024

/**
 * The body of a request as text. One that is too long is read to its end all the same, because a
 * client that is still sending would not see the answer.
 *
 * @throws {ApiError} 413 with code 22; 400 with code 4 when the body breaks off.
 */
export async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  let size = 0
  try {
    for await (const chunk of request as AsyncIterable<Buffer>) {
      size += chunk.length
      if (size <= MAX_BYTES) chunks.push(chunk)
    }
  } catch {
    throw new ApiError(400, 4, 'the request broke off')
  }
  if (size > MAX_BYTES) throw new ApiError(413, 22, 'payload is too big')
  return Buffer.concat(chunks).toString('utf8')
}
