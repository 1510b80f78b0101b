import { randomUUID } from 'node:crypto'
import { inputError, notAllowed } from '../http/api-error.ts'
import { userToken } from '../http/auth.ts'
import type { Operation } from '../http/operation.ts'
import { RequestBody } from '../http/request-body.ts'
import { objectText } from '../json-text.ts'
import { atomically } from '../store/database.ts'
import type { Store } from '../store/store.ts'
import { upsertUser } from './upsert-users.ts'
import { briefUser } from './user-json.ts'
import { checkId } from './user-rules.ts'

/** Somebody without an account; gets an id of the server's making with the one asked for in it. */
export function guestOperations(store: Store, secret: string): Operation[] {
  return [
    {
      name: 'CreateGuest',
      method: 'POST',
      path: '/guest',
      status: 201,
      run(call) {
        const { operation } = call
        const settings = store.settings.read()
        if (settings.guest_user_creation_disabled || settings.multi_tenant_enabled) {
          throw notAllowed(operation, 'guest users are not allowed for this application')
        }
        const user = new RequestBody(operation, call.body).object('user')
        if (!user) throw inputError(operation, 'user is a required field')
        const request = new RequestBody(operation, objectText(user))
        const asked = request.required('id')
        checkId(operation, asked)
        const members = new Map(user)
        members.set('id', JSON.stringify(`guest-${randomUUID()}-${asked}`.slice(0, 255)))
        members.set('role', '"guest"')
        const guest = atomically(store.database, () =>
          upsertUser(store, call, new RequestBody(operation, objectText(members))),
        )
        return `"user":${briefUser(guest)},"access_token":"${userToken(guest.id, secret)}"`
      },
    },
  ]
}
