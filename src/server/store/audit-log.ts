import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { AuditLog } from './audit-entry.ts'
import type { Database } from './database.ts'

const DAY_MS = 86_400_000

/** The audit log over the database. An intent and its outcome are two rows with one id. */
export function createAuditLog({ sql: db }: Database): AuditLog {
  return {
    async intent(entry) {
      const id = randomUUID()
      await db
        .insertInto('audit')
        .values({
          id,
          kind: 'intent',
          app_id: entry.appId,
          operator_id: entry.operatorId,
          operator_name: entry.operatorName,
          action: entry.action,
          target: entry.target,
          request_id: entry.requestId,
          detail: JSON.stringify(entry.detail),
        })
        .execute()
      return id
    },
    async outcome(intentId, { result, code, detail }) {
      // One statement: the outcome repeats who, what and whom, so that it can be read alone.
      await db
        .insertInto('audit')
        .columns([
          'id',
          'kind',
          'app_id',
          'operator_id',
          'operator_name',
          'action',
          'target',
          'request_id',
          'result',
          'code',
          'detail',
        ])
        .expression((from) =>
          from
            .selectFrom('audit')
            .where('id', '=', intentId)
            .where('kind', '=', 'intent')
            .select([
              'id',
              sql.lit('outcome').as('kind'),
              'app_id',
              'operator_id',
              'operator_name',
              'action',
              'target',
              'request_id',
              sql<string>`${result}::text`.as('result'),
              sql<string | null>`${code}::text`.as('code'),
              sql<string>`detail || ${JSON.stringify(detail)}::jsonb`.as('detail'),
            ]),
        )
        .execute()
    },
    async countLastDay(operatorId, action) {
      const { count } = await db
        .selectFrom('audit')
        .where('operator_id', '=', operatorId)
        .where('action', '=', action)
        .where('kind', '=', 'outcome')
        .where('result', '=', 'done')
        .where('at', '>', new Date(Date.now() - DAY_MS))
        .select((from) => from.fn.countAll().as('count'))
        .executeTakeFirstOrThrow()
      return Number(count)
    },
    async lastDone(appId, target, action) {
      const row = await db
        .selectFrom('audit')
        .where('app_id', '=', appId)
        .where('target', '=', target)
        .where('action', '=', action)
        .where('kind', '=', 'outcome')
        .where('result', '=', 'done')
        .orderBy('seq', 'desc')
        .select(['at', 'operator_name', 'detail'])
        .executeTakeFirst()
      return (
        row && {
          at: row.at.toISOString(),
          operatorName: row.operator_name ?? '',
          detail: row.detail,
        }
      )
    },
  }
}
