import fastify from 'fastify'
import { expect, onTestFinished, test } from 'vitest'
import { roles } from '../../contract/rights.ts'
import { answerErrors } from '../http/error-response.ts'
import { createMount } from '../http/mount.ts'
import { Secret } from '../secret.ts'
import { createAuditLog } from '../store/audit-log.ts'
import { onBothDatabases } from '../store/test-databases.ts'
import { createOwnerLink } from './owner-link.ts'
import { mountSessionRoutes, type SessionRouteParts } from './routes.ts'
import { createSessions } from './sessions.ts'
import { MAX_FAILURES } from './sign-in-throttle.ts'

const publicUrl = 'http://localhost:3000'
const secret = new Secret('a secret of the tests, long enough for anybody')
const password = 'correct horse battery staple'
const email = 'olive@example.com'

type Offer = Pick<SessionRouteParts, 'mode' | 'oneClick'>
const realApp: Offer = { mode: 'real', oneClick: 'none' }
const sandbox: Offer = { mode: 'sandbox', oneClick: 'offered' }
const openSandbox: Offer = { mode: 'sandbox', oneClick: 'refused' }

onBothDatabases((database) => {
  async function serverOf(offer: Offer) {
    const app = fastify()
    onTestFinished(() => app.close())
    answerErrors(app)
    const sessions = await createSessions({
      ...{ database: database(), secret, publicUrl, oneClick: offer.oneClick },
    })
    const audit = createAuditLog(database())
    const { authenticate } = sessions
    const mount = createMount({ app, audit, authenticate, stopping: new AbortController().signal })
    mountSessionRoutes(mount, { ...offer, database: database(), sessions })
    let lastAddress = 0

    return {
      app,
      /** Each call comes from an address of its own unless told otherwise. */
      async call(method: 'GET' | 'POST', url: string, given: Given = {}) {
        const { body, cookie, from = `198.51.100.${(lastAddress += 1)}` } = given
        const answer = await app.inject({
          ...{ method, url, remoteAddress: from },
          ...(body && { payload: body }),
          ...(cookie && { headers: { cookie } }),
        })
        const cookies = [answer.headers['set-cookie'] ?? []].flat().map((one) => one.split(';')[0])
        return { status: answer.statusCode, json: answer.json<Json>(), cookies }
      },
    }
  }
  type Json = { code?: string; details?: object; operator?: object }
  type Given = { body?: object; cookie?: string | undefined; from?: string }

  test.each([realApp, openSandbox])(
    'no one click anywhere but in a closed sandbox: %o',
    async (offer) => {
      const { app, call } = await serverOf(offer)
      for (const role of roles) {
        expect((await call('POST', '/api/sign-in/as', { body: { role } })).status).toBe(404)
      }
      expect(app.hasRoute({ method: 'POST', url: '/api/sign-in/as' })).toBe(false)
      expect((await call('GET', '/api/sign-in')).json).toMatchObject(offer)
    },
  )

  test.each(roles)('in a closed sandbox one click signs in as %s', async (role) => {
    const { call } = await serverOf(sandbox)
    const { cookies, json } = await call('POST', '/api/sign-in/as', { body: { role } })
    expect(json.operator).toMatchObject({ id: `training-${role}`, role })
    expect(cookies).toHaveLength(1)
    expect((await call('GET', '/api/session', { cookie: cookies[0] })).json.operator).toEqual(
      json.operator,
    )
  })

  test('who came in by one click is nobody where there is none', async () => {
    const { call } = await serverOf(sandbox)
    const { cookies } = await call('POST', '/api/sign-in/as', { body: { role: 'owner' } })
    const real = await serverOf(realApp)
    expect((await real.call('GET', '/api/session', { cookie: cookies[0] })).status).toBe(401)
    expect((await real.call('GET', '/api/sign-in')).json).toMatchObject({ hasOwner: false })
    for (const guess of ['training-owner', 'training-owner@example.com', '']) {
      const body = { email: guess, password: 'x' }
      expect((await real.call('POST', '/api/sign-in', { body })).status).toBeGreaterThanOrEqual(400)
    }
  })

  test('the owner link leads in, and from then on the password does', async () => {
    const { call } = await serverOf(realApp)
    const token = new URL(await createOwnerLink(database(), publicUrl)).hash.slice(1)
    const body = { token, name: 'Olive', email: 'Olive@Example.com', password }
    const claimed = await call('POST', '/api/owner-link/claim', { body })
    expect(claimed).toMatchObject({ status: 200, json: { operator: { role: 'owner' } } })
    expect((await call('GET', '/api/session', { cookie: claimed.cookies[0] })).status).toBe(200)
    expect(await call('POST', '/api/owner-link/claim', { body })).toMatchObject({
      ...{ status: 410, json: { code: 'link_expired' }, cookies: [] },
    })

    expect((await call('GET', '/api/sign-in')).json).toMatchObject({ hasOwner: true })
    const signedIn = await call('POST', '/api/sign-in', { body: { email, password } })
    expect(signedIn).toMatchObject({ status: 200, json: claimed.json })
    expect(signedIn.cookies).not.toEqual(claimed.cookies)
  })

  test('a wrong password and an unknown account get the same answer', async () => {
    const { call } = await serverOf(realApp)
    const wrong = await call('POST', '/api/sign-in', { body: { email, password: 'wrong' } })
    const body = { email: 'nobody@example.com', password: 'wrong' }
    const unknown = await call('POST', '/api/sign-in', { body })
    const anyId = { requestId: expect.any(String) }
    expect(wrong).toMatchObject({ status: 401, json: { code: 'wrong_credentials' }, cookies: [] })
    expect({ ...unknown, json: { ...unknown.json, ...anyId } }).toEqual({
      ...wrong,
      json: { ...wrong.json, ...anyId },
    })
  })

  test('guessing is refused after five failures, the right password included', async () => {
    const { call } = await serverOf(realApp)
    const from = '203.0.113.9'
    for (let failures = 0; failures < MAX_FAILURES; failures++) {
      const body = { email, password: `guess ${failures}` }
      expect((await call('POST', '/api/sign-in', { body, from })).status).toBe(401)
    }
    const right = { body: { email: 'OLIVE@example.com', password } }
    expect(await call('POST', '/api/sign-in', { ...right, from })).toMatchObject({
      ...{ status: 429, cookies: [] },
      json: { code: 'too_many_requests', details: { retryAfterSeconds: expect.any(Number) } },
    })
    expect((await call('POST', '/api/sign-in', right)).status).toBe(200)
  })

  test('signing out ends the session and takes the cookie away', async () => {
    const { call } = await serverOf(sandbox)
    const { cookies } = await call('POST', '/api/sign-in/as', { body: { role: 'support' } })
    const [cookie] = cookies
    expect(await call('POST', '/api/sign-out', { cookie })).toMatchObject({
      ...{ status: 200, cookies: ['__Host-steward='] },
    })
    expect((await call('GET', '/api/session', { cookie })).status).toBe(401)
    expect((await call('POST', '/api/sign-out', { cookie })).status).toBe(401)
  })

  test('signing in ends the session the browser still had', async () => {
    const { call } = await serverOf(sandbox)
    const first = await call('POST', '/api/sign-in/as', { body: { role: 'support' } })
    const [cookie] = first.cookies
    const second = await call('POST', '/api/sign-in/as', { body: { role: 'admin' }, cookie })
    expect((await call('GET', '/api/session', { cookie })).status).toBe(401)
    expect((await call('GET', '/api/session', { cookie: second.cookies[0] })).status).toBe(200)
  })

  test('the audit log says who came in and who failed, and no password', async () => {
    const { call } = await serverOf(realApp)
    await call('POST', '/api/sign-in', { body: { email, password } })
    await call('POST', '/api/sign-in', { body: { email, password: 'a wrong one' } })
    const lines = await database()
      .sql.selectFrom('audit')
      .where('action', '=', 'operator.sign-in')
      .where('kind', '=', 'outcome')
      .orderBy('seq', 'desc')
      .limit(2)
      .selectAll()
      .execute()
    expect(lines).toMatchObject([
      { result: 'refused', code: 'wrong_credentials', detail: { email } },
      { result: 'done', detail: { email, role: 'owner', operatorId: expect.any(String) } },
    ])
    const everything = await database().sql.selectFrom('audit').selectAll().execute()
    expect(JSON.stringify(everything)).not.toMatch(/a wrong one|correct horse/)
  })
})
