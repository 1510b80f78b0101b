import { randomUUID } from 'node:crypto'
import type { Kysely } from 'kysely'
import type { Role } from '../../contract/rights.ts'
import type { Operator } from '../../contract/session.ts'
import type { Tables } from './tables.ts'

type NewOperator = {
  id?: string
  name: string
  role: Role
  email: string | null
  passwordHash: string | null
}

/** Adds an operator; one that is there already under this id stays as it is. */
export async function addOperator(db: Kysely<Tables>, operator: NewOperator): Promise<Operator> {
  const { id = randomUUID(), name, role, email, passwordHash } = operator
  await db
    .insertInto('operators')
    .values({ id, name, role, email, password_hash: passwordHash })
    .onConflict((row) => row.column('id').doNothing())
    .execute()
  return { id, name, role }
}

export async function hasOwner(db: Kysely<Tables>): Promise<boolean> {
  const owner = await db
    .selectFrom('operators')
    .where('role', '=', 'owner')
    .where('email', 'is not', null)
    .select('id')
    .executeTakeFirst()
  return owner !== undefined
}

/** E-mail addresses are compared in lower case, as they are stored. */
export async function findByEmail(
  db: Kysely<Tables>,
  email: string,
): Promise<{ operator: Operator; passwordHash: string } | undefined> {
  const row = await db
    .selectFrom('operators')
    .where('email', '=', email.toLowerCase())
    .select(['id', 'name', 'role', 'password_hash'])
    .executeTakeFirst()
  if (!row?.password_hash) return undefined
  return {
    operator: { id: row.id, name: row.name, role: row.role },
    passwordHash: row.password_hash,
  }
}
