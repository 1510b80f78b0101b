import { sql } from 'kysely'
import { expect, test } from 'vitest'
import type { AuditIntent } from './audit-entry.ts'
import { createAuditLog } from './audit-log.ts'
import { onBothDatabases } from './test-databases.ts'

const intent: AuditIntent = {
  appId: 'main',
  operatorId: 'op-1',
  operatorName: 'Ada',
  action: 'user.deactivate',
  target: 'user-1',
  requestId: 'request-1',
  detail: { asked: 'first' },
}
const done = { result: 'done', code: null, detail: {} } as const

onBothDatabases((database) => {
  const rowsOf = (id: string) =>
    database().sql.selectFrom('audit').where('id', '=', id).selectAll().orderBy('seq').execute()

  test('an intent and its outcome are two rows, and the outcome can be read alone', async () => {
    const audit = createAuditLog(database())
    const id = await audit.intent(intent)
    expect(await rowsOf(id)).toMatchObject([{ kind: 'intent', result: null, target: 'user-1' }])

    await audit.outcome(id, { result: 'refused', code: 'protected', detail: { reason: 'spam' } })
    expect(await rowsOf(id)).toMatchObject([
      { kind: 'intent' },
      {
        kind: 'outcome',
        app_id: 'main',
        operator_id: 'op-1',
        operator_name: 'Ada',
        action: 'user.deactivate',
        target: 'user-1',
        request_id: 'request-1',
        result: 'refused',
        code: 'protected',
        detail: { asked: 'first', reason: 'spam' },
      },
    ])
  })

  test.each(['UPDATE audit SET action = $$x$$', 'DELETE FROM audit', 'TRUNCATE audit'])(
    'what is written stays: %s is refused',
    async (statement) => {
      const id = await createAuditLog(database()).intent(intent)
      await expect(sql.raw(statement).execute(database().sql)).rejects.toThrow('append-only')
      expect(await rowsOf(id)).toMatchObject([{ action: 'user.deactivate' }])
    },
  )

  test('only what was done counts towards a day, for each operator by themselves', async () => {
    const audit = createAuditLog(database())
    const by = { ...intent, operatorId: 'op-counted' }
    await audit.outcome(await audit.intent(by), done)
    await audit.outcome(await audit.intent(by), done)
    await audit.outcome(await audit.intent(by), { ...done, result: 'refused' })
    await audit.intent(by)
    await audit.outcome(await audit.intent({ ...by, action: 'user.reactivate' }), done)
    await audit.outcome(await audit.intent({ ...by, operatorId: 'op-other' }), done)
    expect(await audit.countLastDay('op-counted', 'user.deactivate')).toBe(2)
  })

  test('the last thing done about a user names who did it and why', async () => {
    const audit = createAuditLog(database())
    const about = { ...intent, target: 'user-last' }
    await audit.outcome(await audit.intent(about), { ...done, detail: { reason: 'first' } })
    const by = { ...about, operatorName: 'Mo' }
    await audit.outcome(await audit.intent(by), { ...done, detail: { reason: 'second' } })
    await audit.outcome(await audit.intent(about), { ...done, result: 'failed' })

    expect(await audit.lastDone('main', 'user-last', 'user.deactivate')).toMatchObject({
      operatorName: 'Mo',
      detail: { reason: 'second' },
    })
    expect(await audit.lastDone('other', 'user-last', 'user.deactivate')).toBeUndefined()
  })
})
