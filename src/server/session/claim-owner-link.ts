import type { Operator } from '../../contract/session.ts'
import { Refusal } from '../http/refusal.ts'
import type { Database } from '../store/database.ts'
import { addOperatorWithPassword } from '../store/operators.ts'
import { isOwnerLink, useOwnerLink } from '../store/owner-links.ts'
import type { PasswordHasher } from './password.ts'

export type Claim = { token: string; name: string; email: string; password: string }

/**
 * Makes whoever holds an owner link an owner, and uses the link up.
 *
 * @throws {Refusal} `link_expired`; `conflict` when the address is taken, and then the link still works.
 */
export async function claimLink(
  database: Database,
  passwords: PasswordHasher,
  { token, name, email, password }: Claim,
  now: Date,
): Promise<Operator> {
  const expired = () => new Refusal('link_expired', 'This link was used or has ended')
  // Hashing a password is work, and not for everybody who knocks.
  if (!(await isOwnerLink(database.sql, token, now))) throw expired()
  const passwordHash = await passwords.hash(password)
  return database.inTransaction(async (transaction) => {
    if (!(await useOwnerLink(transaction, token, now))) throw expired()
    const owner = { name, role: 'owner', email, passwordHash } as const
    const operator = await addOperatorWithPassword(transaction, owner)
    if (operator) return operator
    throw new Refusal('conflict', 'This e-mail address has an account', { because: 'email-taken' })
  })
}
