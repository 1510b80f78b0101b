import { hash, verify } from '@node-rs/argon2'

/** OWASP's first choice: Argon2id with 19 MiB, two passes, one lane. 2 is the library's number for it. */
const options = { algorithm: 2 as const, memoryCost: 19_456, timeCost: 2, parallelism: 1 }

export function hashPassword(password: string): Promise<string> {
  return hash(password, options)
}

let nobody: Promise<string> | undefined

/** Takes as long for an account that does not exist, so that time tells nobody which ones do. */
export async function isPassword(
  passwordHash: string | undefined,
  password: string,
): Promise<boolean> {
  nobody ??= hashPassword('nobody has this password')
  const isRight = await verify(passwordHash ?? (await nobody), password)
  return passwordHash !== undefined && isRight
}
