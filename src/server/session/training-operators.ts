import type { Role } from '../../contract/rights.ts'
import type { Operator } from '../../contract/session.ts'
import type { Database } from '../store/database.ts'
import { addOperator } from '../store/operators.ts'

const names: Record<Role, string> = {
  support: 'Sam Support',
  moderator: 'Mo Moderator',
  admin: 'Ada Admin',
  owner: 'Olive Owner',
}

const PREFIX = 'training-'

/** Other operators have random ids. */
export const isTraining = ({ id }: Operator) => id.startsWith(PREFIX)

/** Whom one click signs in as; without a password, so only a sandbox ever meets them. */
export async function trainingOperator({ sql }: Database, role: Role): Promise<Operator> {
  const operator = { id: `${PREFIX}${role}`, name: names[role], role }
  await addOperator(sql, operator)
  return operator
}
