import { randomUUID } from 'node:crypto'
import type { Kysely } from 'kysely'
import type { Role } from '../../contract/rights.ts'
import type { Operator } from '../../contract/session.ts'
import type { Database } from './database.ts'
import { tellSessionsChanged } from './sessions.ts'
import type { Tables } from './tables.ts'

/** Adds an operator without a password; one that is there already under this id stays as it is. */
export async function addOperator(db: Kysely<Tables>, operator: Operator): Promise<void> {
  await db
    .insertInto('operators')
    .values({ ...operator, email: null })
    .onConflict((row) => row.column('id').doNothing())
    .execute()
}

type WithPassword = { name: string; role: Role; email: string; passwordHash: string }

/** Adds an operator who signs in with a password. Undefined when the address is taken. */
export async function addOperatorWithPassword(
  db: Kysely<Tables>,
  { name, role, email, passwordHash }: WithPassword,
): Promise<Operator | undefined> {
  const operator = await db
    .insertInto('operators')
    // better-auth looks addresses up in lower case.
    .values({ id: randomUUID(), name, role, email: email.toLowerCase() })
    .onConflict((row) => row.column('email').doNothing())
    .returning(['id', 'name', 'role'])
    .executeTakeFirst()
  if (!operator) return undefined
  await db
    .insertInto('accounts')
    .values({
      id: randomUUID(),
      operator_id: operator.id,
      // The names better-auth finds a password under.
      provider_id: 'credential',
      account_id: operator.id,
      password: passwordHash,
    })
    .execute()
  return operator
}

export async function findOperator(db: Kysely<Tables>, id: string): Promise<Operator | undefined> {
  return db
    .selectFrom('operators')
    .where('id', '=', id)
    .select(['id', 'name', 'role'])
    .executeTakeFirst()
}

/** Whether somebody owns this installation who can sign in. */
export async function hasOwner(db: Kysely<Tables>): Promise<boolean> {
  const owner = await db
    .selectFrom('operators')
    .where('role', '=', 'owner')
    .where('email', 'is not', null)
    .select('id')
    .executeTakeFirst()
  return owner !== undefined
}

/** Gives an operator another role, and ends their sessions: a new role starts with a new sign-in. */
export async function changeRole(database: Database, id: string, role: Role): Promise<void> {
  await database.inTransaction(async (transaction) => {
    await transaction
      .updateTable('operators')
      .set({ role, updated_at: new Date() })
      .where('id', '=', id)
      .execute()
    await transaction.deleteFrom('sessions').where('operator_id', '=', id).execute()
  })
  await tellSessionsChanged(database)
}
