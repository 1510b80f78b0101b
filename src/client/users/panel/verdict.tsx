import { Ban, CircleCheck, EyeOff, KeyRound, PowerOff, Trash2 } from 'lucide-react'
import type { ReactNode } from 'react'
import type { User, UserDeactivation } from '../../../contract/users.ts'
import { formatAgo } from '../../messages/format.ts'
import { messages } from '../../messages/messages.ts'
import { Button } from '../../ui/button.tsx'
import { Notice } from '../../ui/notice.tsx'
import { useNow } from '../../ui/use-now.ts'
import { isBanned } from '../user-status.tsx'
import type { Undo } from './use-own-act.ts'

const t = messages.userPanel.can

type VerdictProps = {
  user: User
  deactivation: UserDeactivation | null
  /** False while only the list's copy of the user is here, which doesn't say who deactivated. */
  isCertain: boolean
  /** Takes back what this operator just did; undefined when there is nothing to take back. */
  undo: Undo | undefined
}

/** The first thing to know of a person: can they connect, and if not, why not. Worst reason first. */
export function Verdict({ user, deactivation, isCertain, undo }: VerdictProps) {
  const ago = useAgo()
  const others = otherLimits(user, ago)
  const [first, ...rest] = [...hardLimits(user, deactivation, isCertain, ago), ...others]
  const isOut = user.deactivatedAt !== null || user.deletedAt !== null
  return (
    <div className="grid gap-1.5">
      <Notice tone={isOut ? 'danger' : first ? 'warn' : 'ok'} icon={first?.icon ?? <CircleCheck />}>
        <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <span className="min-w-0 flex-1 wrap-anywhere">
            <b className="font-semibold">{isOut ? t.no : t.yes}</b>{' '}
            {first ? first.text : `${t.nothing} ${connected(user, ago)}`}
          </span>
          {undo && (
            <Button size="small" onClick={undo.run} aria-busy={undo.isRunning}>
              {undo.isRunning ? messages.userPanel.undoing : messages.userPanel.undo}
            </Button>
          )}
        </span>
        {undo?.failure && (
          <p role="alert" className="pt-1 text-danger">
            {undo.failure.title}. {undo.failure.text}
          </p>
        )}
      </Notice>
      {rest.map(({ key, icon, text }) => (
        <Notice key={key} tone="warn" icon={icon}>
          {text}
        </Notice>
      ))}
    </div>
  )
}

type Limit = { key: string; icon: ReactNode; text: string }
type Ago = (iso: string) => string

/** What keeps a person from connecting at all. */
function hardLimits(
  { deletedAt, deactivatedAt }: User,
  deactivation: UserDeactivation | null,
  isCertain: boolean,
  ago: Ago,
): Limit[] {
  const limits: Limit[] = []
  if (deletedAt) limits.push({ key: 'deleted', icon: <Trash2 />, text: t.deleted(ago(deletedAt)) })
  if (deactivatedAt) {
    const { reasonNames } = messages.userPanel
    const by =
      deactivation &&
      t.deactivatedBy(
        ago(deactivatedAt),
        deactivation.operatorName,
        [reasonNames[deactivation.reason.preset], deactivation.reason.text]
          .filter(Boolean)
          .join(' – '),
      )
    const elsewhere = isCertain ? ` ${t.deactivatedElsewhere}` : ''
    const text = by ?? `${t.deactivated(ago(deactivatedAt))}${elsewhere}`
    limits.push({ key: 'deactivated', icon: <PowerOff />, text })
  }
  return limits
}

/** What limits a person who can connect. */
function otherLimits(user: User, ago: Ago): Limit[] {
  const limits: Limit[] = []
  const { banned, banExpiresAt, shadowBanned, revokeTokensIssuedBefore } = user
  if (isBanned(user)) {
    const text = banExpiresAt ? t.bannedUntil(banExpiresAt) : t.banned
    limits.push({ key: 'banned', icon: <Ban />, text })
  } else if (banned && banExpiresAt) {
    limits.push({ key: 'ban-ended', icon: <Ban />, text: t.banEnded(ago(banExpiresAt)) })
  }
  if (shadowBanned) limits.push({ key: 'shadow', icon: <EyeOff />, text: t.shadowBanned })
  if (revokeTokensIssuedBefore) {
    const text = t.tokensRevoked(revokeTokensIssuedBefore)
    limits.push({ key: 'tokens', icon: <KeyRound />, text })
  }
  return limits
}

function connected({ lastActiveAt }: User, ago: Ago): string {
  return lastActiveAt ? t.lastConnected(ago(lastActiveAt)) : t.neverConnected
}

function useAgo(): Ago {
  const now = useNow()
  return (iso) => formatAgo(iso, now)
}
