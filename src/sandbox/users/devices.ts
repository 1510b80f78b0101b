import { inputError, missing } from '../http/api-error.ts'
import type { Call, Operation } from '../http/operation.ts'
import { RequestBody } from '../http/request-body.ts'
import { atomically } from '../store/database.ts'
import type { Store } from '../store/store.ts'
import { belongingsOf, type Device } from '../store/user.ts'
import { nowMicros } from '../time.ts'
import { actingUser } from './acting-user.ts'
import { keep } from './keep.ts'
import { deviceJson } from './user-json.ts'
import { active } from './user-rules.ts'

/** With one more the oldest goes. */
const MAX_DEVICES = 25

/** The devices a user gets push messages on, newest first. */
export function deviceOperations(store: Store): Operation[] {
  return [
    {
      name: 'ListDevices',
      method: 'GET',
      path: '/devices',
      status: 200,
      run({ operation, query }) {
        const user = active(store, operation, queried(operation, query, 'user_id'))
        const { devices = [] } = belongingsOf(user)
        return `"devices":[${devices.map((device) => deviceJson(user.id, device)).join(',')}]`
      },
    },
    {
      name: 'CreateDevice',
      method: 'POST',
      path: '/devices',
      status: 201,
      run: (call) => addDevice(store, call),
    },
    {
      name: 'DeleteDevice',
      method: 'DELETE',
      path: '/devices',
      status: 200,
      run: (call) => removeDevice(store, call),
    },
  ]
}

function addDevice(store: Store, call: Call): string {
  const { operation } = call
  const request = new RequestBody(operation, call.body)
  const now = nowMicros()
  const providers = ['firebase', 'apn', 'huawei', 'xiaomi'] as const
  const provider = request.oneOf('push_provider', providers)
  if (!provider) throw inputError(operation, 'push_provider is a required field')
  const voip = request.string('voip_token') !== undefined && { voip: true }
  const text = (name: 'push_provider_name' | 'hardware_id') => {
    const value = request.string(name)
    if (value && value.length > 255) throw inputError(operation, `${name} is too long`)
    return value && { [name]: value }
  }
  const device: Device = {
    id: request.required('id'),
    push_provider: provider,
    created_at: now,
    ...text('push_provider_name'),
    ...text('hardware_id'),
    ...voip,
  }
  atomically(store.database, () => {
    const user = actingUser(store, call, request)
    const { devices = [] } = belongingsOf(user)
    if (devices.some(({ id }) => id === device.id)) return
    keep(store, user, { devices: [device, ...devices].slice(0, MAX_DEVICES) })
    store.effects.record(call, user.id, 'device added', now)
  })
  return ''
}

function removeDevice(store: Store, call: Call): string {
  const { operation, query } = call
  const deviceId = queried(operation, query, 'id')
  const user = active(store, operation, queried(operation, query, 'user_id'))
  const { devices = [] } = belongingsOf(user)
  const rest = devices.filter(({ id }) => id !== deviceId)
  if (rest.length === devices.length) {
    throw missing(operation, `device ${deviceId} does not exist`)
  }
  atomically(store.database, () => {
    keep(store, user, { devices: rest })
    store.effects.record(call, user.id, 'device removed', nowMicros())
  })
  return ''
}

function queried(operation: string, query: URLSearchParams, name: string): string {
  const value = query.get(name) ?? ''
  if (value === '') throw inputError(operation, `${name} is a required field`)
  return value
}
