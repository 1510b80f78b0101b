import type { User } from '../../../contract/users.ts'
import { formatMoment } from '../../messages/format.ts'
import { messages } from '../../messages/messages.ts'
import { CopyButton } from '../../ui/copy-button.tsx'
import { Tag } from '../../ui/tag.tsx'

const t = messages.userPanel.devices

/** Where the user gets push messages. */
export function Devices({ devices }: { devices: User['devices'] }) {
  if (devices.length === 0) return <p className="text-sm text-faint">{t.empty}</p>
  return (
    <ul>
      {devices.map((device) => (
        <li key={device.id} className="border-b border-line py-2 text-sm">
          <div className="flex items-center gap-1.5">
            <b className="font-medium">{device.pushProviderName ?? device.pushProvider}</b>
            {device.voip && <Tag>{t.voip}</Tag>}
            {device.disabled && <Tag>{t.disabled}</Tag>}
            <span className="flex-1" />
            <CopyButton text={device.id} label={messages.userPanel.copyId} className="size-6!" />
          </div>
          <code className="block truncate font-mono text-xs text-muted" title={device.id}>
            {device.id}
          </code>
          <p className="text-xs text-muted">
            {t.registered} {formatMoment(device.createdAt)}
          </p>
          {device.disabledReason && <p className="text-xs text-danger">{device.disabledReason}</p>}
        </li>
      ))}
    </ul>
  )
}
