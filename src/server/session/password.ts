import { hash, verify } from '@node-rs/argon2'

/** OWASP's first choice: Argon2id with 19 MiB, two passes, one lane. 2 is the library's number for it. */
const options = { algorithm: 2 as const, memoryCost: 19_456, timeCost: 2, parallelism: 1 }

export type PasswordHasher = {
  hash(password: string): Promise<string>
  verify(attempt: { hash: string; password: string }): Promise<boolean>
}

/** One password typed on two keyboards is one password: accents come composed or apart. */
const composed = (password: string) => password.normalize('NFKC')

export const argon2id: PasswordHasher = {
  hash: (password) => hash(composed(password), options),
  verify: (attempt) => verify(attempt.hash, composed(attempt.password)),
}
