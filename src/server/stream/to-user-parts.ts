import type { User } from '../../contract/users.ts'
import { type Draft, places, whole } from './draft.ts'
import type { WireReader } from './wire-reader.ts'

type Device = User['devices'][number]
type DeviceDraft = Draft<Device, 'id' | 'pushProvider' | 'createdAt'>
type PushNotifications = NonNullable<User['pushNotifications']>

const ofDevice = places<DeviceDraft>({
  id: (device, wire) => (device.id = wire.text()),
  push_provider: (device, wire) => (device.pushProvider = wire.text()),
  push_provider_name: (device, wire) => (device.pushProviderName = wire.text()),
  created_at: (device, wire) => (device.createdAt = wire.time()),
  disabled: (device, wire) => (device.disabled = wire.flag() ?? false),
  disabled_reason: (device, wire) => (device.disabledReason = wire.text()),
  voip: (device, wire) => (device.voip = wire.flag() ?? false),
})

export function toDevice(wire: WireReader): Device {
  const device: DeviceDraft = {
    ...{ id: null, pushProvider: null, pushProviderName: null, createdAt: null },
    ...{ disabled: false, disabledReason: null, voip: false },
  }
  wire.object('device', (name) => ofDevice.get(name)?.(device, wire))
  return whole<Device>('device', device, ['id', 'pushProvider', 'createdAt'])
}

export function teamsRole(wire: WireReader): User['teamsRole'] {
  const roles: User['teamsRole'] = []
  wire.object('user.teams_role', (team) => {
    const role = wire.text()
    if (role !== null) roles.push({ team, role })
  })
  return roles
}

/** Null where the user never set one. */
export function privacySettings(wire: WireReader): User['privacySettings'] {
  const settings = new Map<string, boolean | null>()
  const isSet = wire.object('user.privacy_settings', (kind) => {
    wire.object(`user.privacy_settings.${kind}`, (name) => {
      if (name === 'enabled') settings.set(kind, wire.flag())
    })
  })
  if (!isSet) return null
  return {
    typingIndicators: settings.get('typing_indicators') ?? null,
    readReceipts: settings.get('read_receipts') ?? null,
    deliveryReceipts: settings.get('delivery_receipts') ?? null,
  }
}

export function pushNotifications(wire: WireReader): User['pushNotifications'] {
  const settings: PushNotifications = { disabled: false, disabledUntil: null }
  const isSet = wire.object('user.push_notifications', (name) => {
    if (name === 'disabled') settings.disabled = wire.flag() ?? false
    if (name === 'disabled_until') settings.disabledUntil = wire.time()
  })
  return isSet ? settings : null
}
