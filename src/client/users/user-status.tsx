import { Ban, CircleCheck, EyeOff, PowerOff } from 'lucide-react'
import type { User } from '../../contract/users.ts'
import { messages } from '../messages/messages.ts'

const t = messages.users.status

/** Whether a ban holds now; Stream may still say `banned` a while after its end. */
export function isBanned({ banned, banExpiresAt }: User): boolean {
  return banned && (banExpiresAt === null || Date.parse(banExpiresAt) > Date.now())
}

/** The state that limits a user most, in words and with a sign, never by colour alone. */
export function UserStatus({ user }: { user: User }) {
  const { className, icon: Icon, text } = statusOf(user)
  return (
    <span className={`inline-flex max-w-full items-center gap-1.5 text-sm ${className}`}>
      <Icon size={14} aria-hidden="true" className="shrink-0" />
      <span className="truncate">{text}</span>
    </span>
  )
}

function statusOf(user: User) {
  if (user.deactivatedAt) {
    return { className: 'text-faint', icon: PowerOff, text: t.deactivated }
  }
  if (isBanned(user)) {
    const text = user.banExpiresAt ? t.bannedUntil(user.banExpiresAt) : t.banned
    return { className: 'text-danger', icon: Ban, text }
  }
  if (user.shadowBanned) return { className: 'text-warn', icon: EyeOff, text: t.shadowBanned }
  return { className: 'text-ok', icon: CircleCheck, text: t.active }
}
