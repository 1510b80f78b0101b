import { setTimeout } from 'node:timers/promises'
import { sql } from 'kysely'
import { expect, onTestFinished, test, vi } from 'vitest'
import { openDatabase } from './database.ts'
import { onBothDatabases, postgresPlace } from './test-databases.ts'

onBothDatabases((database) => {
  test('an event reaches whoever listens to its channel, and nobody else', async () => {
    const { events } = database()
    const heard: string[] = []
    const payload = `{"type":"user.changed","userId":"日本 'quoted'"}`
    const elsewhere: string[] = []
    await events.subscribe('app:main', (event) => heard.push(event))
    await events.subscribe('app:Other', (event) => elsewhere.push(event))

    await events.publish('app:main', payload)
    await vi.waitFor(() => expect(heard).toEqual([payload]))
    await events.publish('app:Other', 'news')
    await vi.waitFor(() => expect(elsewhere).toEqual(['news']))
    expect(heard).toHaveLength(1)
  })

  test('listeners of the server that publishes hear it first, and once', async () => {
    const { events } = database()
    const heard: string[] = []
    await events.subscribe('own', (payload) => heard.push(payload))
    await events.publish('own', 'one two')
    expect(heard).toEqual(['one two'])
    await events.publish('own', '')
    await setTimeout(100)
    expect(heard).toEqual(['one two', ''])
  })

  test('who stopped listening hears nothing more', async () => {
    const { events } = database()
    const left: string[] = []
    const stayed: string[] = []
    const leave = await events.subscribe('leaving', (payload) => left.push(payload))
    await events.subscribe('leaving', (payload) => stayed.push(payload))
    await leave()
    await events.publish('leaving', 'news')
    await vi.waitFor(() => expect(stayed).toEqual(['news']))
    expect(left).toEqual([])
  })

  test('who listens again after everybody had left hears again', async () => {
    const { events } = database()
    const heard: string[] = []
    await (
      await events.subscribe('again', () => undefined)
    )()
    await events.subscribe('again', (payload) => heard.push(payload))
    await events.publish('again', 'back')
    await vi.waitFor(() => expect(heard).toEqual(['back']))
  })
})

test('what one server publishes the other hears, also after its connection broke', async () => {
  const place = await postgresPlace()
  onTestFinished(place.remove)
  const here = await openDatabase(place.options)
  const there = await openDatabase(place.options)
  const heard: string[] = []
  await there.events.subscribe('shared', (payload) => heard.push(payload))
  await here.events.publish('shared', 'one')
  await vi.waitFor(() => expect(heard).toEqual(['one']))

  await sql`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'LISTEN%'`.execute(
    here.sql,
  )
  await vi.waitFor(
    async () => {
      await here.events.publish('shared', 'two')
      expect(heard).toContain('two')
    },
    { timeout: 10_000, interval: 200 },
  )
  await Promise.all([here.close(), there.close()])
})
