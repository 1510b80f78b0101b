import { inputError } from '../http/api-error.ts'
import type { Operation } from '../http/operation.ts'
import { RequestBody } from '../http/request-body.ts'
import { objectText } from '../json-text.ts'
import type { Store } from '../store/store.ts'
import { nowMicros } from '../time.ts'
import { active } from './user-rules.ts'

/** An event of the app's own to one user's clients; here it only reaches the effect log. */
export function customEventOperations(store: Store): Operation[] {
  return [
    {
      name: 'SendUserCustomEvent',
      method: 'POST',
      path: '/chat/users/{user_id}/event',
      status: 201,
      run(call) {
        const { operation } = call
        const user = active(store, operation, call.params['user_id'] ?? '')
        const event = new RequestBody(operation, call.body).object('event')
        if (!event) throw inputError(operation, 'event is a required field')
        const request = new RequestBody(operation, objectText(event))
        const type = request.required('type')
        if (/^(user|message|channel|health|notification|typing)\./.test(type)) {
          throw inputError(operation, `event type "${type}" is reserved`)
        }
        request.object('custom')
        store.effects.record(call, user.id, 'custom event', nowMicros())
        return ''
      },
    },
  ]
}
