import { expect, test } from 'vitest'
import type { Refusal } from '../http/refusal.ts'
import { onBothDatabases } from '../store/test-databases.ts'
import { countAttempt, MAX_FAILURES, MAX_FAILURES_OF_NETWORK } from './sign-in-throttle.ts'

const MINUTE_MS = 60_000

onBothDatabases((database) => {
  let lastAddress = 0
  /** A caller nobody has seen, with a clock of their own. */
  function caller(address = `192.0.2.${(lastAddress += 1)}`) {
    let at = Date.now()
    return {
      pass: (minutes: number) => void (at += minutes * MINUTE_MS),
      guess: (account = 'ada@example.com', from = address) =>
        countAttempt(database(), { account, address: from, at: new Date(at) }),
    }
  }
  const refused = (wait: unknown = expect.any(Number)) =>
    expect.objectContaining<Partial<Refusal>>({
      code: 'too_many_requests',
      details: { retryAfterSeconds: wait as number },
    })

  test('after five failures the sixth attempt is refused and says for how long', async () => {
    const { guess, pass } = caller()
    for (let failures = 0; failures < MAX_FAILURES; failures++) {
      await guess()
      pass(1)
    }
    await expect(guess()).rejects.toEqual(refused(10 * 60))
    pass(9)
    await expect(guess()).rejects.toEqual(refused(60))
    pass(1)
    await guess()
  })

  test('other accounts, and the same account from elsewhere, are not locked', async () => {
    const { guess } = caller()
    for (let failures = 0; failures < MAX_FAILURES; failures++) await guess()
    await expect(guess()).rejects.toEqual(refused())
    await guess('mo@example.com')
    await guess('ada@example.com', '198.51.100.1')
  })

  test('attempts refused unread don’t make the wait longer', async () => {
    const { guess, pass } = caller()
    for (let failures = 0; failures < MAX_FAILURES; failures++) await guess()
    for (let minutes = 0; minutes < 14; minutes++) {
      pass(1)
      await expect(guess()).rejects.toEqual(refused())
    }
    pass(1)
    await guess()
  })

  test('a success forgets the failures before it', async () => {
    const { guess } = caller()
    for (let failures = 0; failures < MAX_FAILURES - 1; failures++) await guess()
    await (
      await guess()
    )()
    for (let failures = 0; failures < MAX_FAILURES; failures++) await guess()
    await expect(guess()).rejects.toEqual(refused())
  })

  test('one address that tries many accounts is stopped too', async () => {
    const { guess } = caller()
    for (let account = 0; account < MAX_FAILURES_OF_NETWORK; account++) {
      await guess(`${account}@example.com`)
    }
    await expect(guess('another@example.com')).rejects.toEqual(refused())
  })

  test('the addresses of one IPv6 household count together', async () => {
    const { guess } = caller()
    for (let failures = 0; failures < MAX_FAILURES; failures++) {
      await guess('ada@example.com', `2001:db8:1:2:${failures}::1`)
    }
    await expect(guess('ada@example.com', '2001:db8:1:2:ffff::1')).rejects.toEqual(refused())
    await guess('ada@example.com', '2001:db8:1:3::1')
  })

  test('of many guesses at once no more than five get through', async () => {
    const { guess } = caller()
    const all = await Promise.allSettled(Array.from({ length: 30 }, () => guess()))
    const through = all.filter(({ status }) => status === 'fulfilled')
    expect(through.length).toBeLessThanOrEqual(MAX_FAILURES)
  })
})
