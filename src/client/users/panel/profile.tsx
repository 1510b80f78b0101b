import type { ReactNode } from 'react'
import type { User } from '../../../contract/users.ts'
import { formatExact, formatMoment, languageName } from '../../messages/format.ts'
import { messages } from '../../messages/messages.ts'
import { Tag } from '../../ui/tag.tsx'
import { TimeAgo } from '../../ui/time-ago.tsx'
import { CustomFields } from './custom-fields.tsx'

const t = messages.userPanel
const f = t.fields

/** Every built-in field, absent ones included: "not set" is an answer too. */
export function Profile({ user }: { user: User }) {
  return (
    <>
      <dl className="grid grid-cols-[148px_1fr] text-sm">
        <Row name={f.role}>{user.role}</Row>
        <Row name={f.teams}>{user.teams.length > 0 && <Tags words={user.teams} />}</Row>
        <Row name={f.teamRoles}>
          {user.teamsRole.length > 0 && (
            <Tags words={user.teamsRole.map(({ team, role }) => `${team}: ${role}`)} />
          )}
        </Row>
        <Row name={f.language}>{user.language && <Language code={user.language} />}</Row>
        <Row name={f.created}>{<Moment iso={user.createdAt} />}</Row>
        <Row name={f.updated}>{<Moment iso={user.updatedAt} />}</Row>
        <Row name={f.lastActive}>
          {user.lastActiveAt ? (
            <Moment iso={user.lastActiveAt} />
          ) : (
            <Faint>{t.can.neverConnected}</Faint>
          )}
        </Row>
        <Row name={f.online}>{yesNo(user.online)}</Row>
        <Row name={f.invisible}>{yesNo(user.invisible)}</Row>
        <Row name={f.image}>
          {user.image && (
            <span title={user.image} className="line-clamp-2 font-mono text-xs wrap-anywhere">
              {user.image}
            </span>
          )}
        </Row>
        <Row name={f.banned}>{yesNo(user.banned)}</Row>
        <Row name={f.banExpires}>{user.banExpiresAt && <Moment iso={user.banExpiresAt} />}</Row>
        <Row name={f.shadowBanned}>{yesNo(user.shadowBanned)}</Row>
        <Row name={f.deactivated}>
          {user.deactivatedAt ? <Moment iso={user.deactivatedAt} /> : t.no}
        </Row>
        <Row name={f.deleted}>{user.deletedAt ? <Moment iso={user.deletedAt} /> : t.no}</Row>
        <Row name={f.blocked}>
          {user.blockedUserIds.length > 0 ? (
            <Tags words={user.blockedUserIds} />
          ) : (
            <Faint>{t.none}</Faint>
          )}
        </Row>
        <Row name={f.tokensRevoked}>
          {user.revokeTokensIssuedBefore && <Moment iso={user.revokeTokensIssuedBefore} />}
        </Row>
        <Row name={f.privacy}>
          {user.privacySettings && <Privacy settings={user.privacySettings} />}
        </Row>
        <Row name={f.push} unset={t.notReported}>
          {user.pushNotifications && <Push settings={user.pushNotifications} />}
        </Row>
        <Row name={f.responseTime} unset={t.notReported}>
          {user.avgResponseTime !== null && f.seconds(user.avgResponseTime)}
        </Row>
      </dl>
      {user.other.length > 0 && (
        <section className="pt-4">
          <h3 className="pb-1 text-xs font-semibold text-muted">{t.otherTitle}</h3>
          <CustomFields fields={user.other} />
        </section>
      )}
    </>
  )
}

function Row({
  name,
  unset = t.notSet,
  children,
}: {
  name: string
  unset?: string
  children: ReactNode
}) {
  return (
    <>
      <dt className="py-1 pe-2 text-muted">{name}</dt>
      <dd className="min-w-0 py-1 wrap-anywhere">{children || <Faint>{unset}</Faint>}</dd>
    </>
  )
}

function Faint({ children }: { children: ReactNode }) {
  return <span className="text-faint">{children}</span>
}

function Tags({ words }: { words: string[] }) {
  return (
    <span className="flex flex-wrap gap-1">
      {words.map((word) => (
        <Tag key={word}>{word}</Tag>
      ))}
    </span>
  )
}

function Moment({ iso }: { iso: string }) {
  return (
    <span title={formatExact(iso)} className="tabular-nums">
      {formatMoment(iso)}{' '}
      <span className="text-xs text-faint">
        <TimeAgo iso={iso} />
      </span>
    </span>
  )
}

function Language({ code }: { code: string }) {
  const name = languageName(code)
  return (
    <>
      {name ?? code} {name && <span className="text-xs text-faint">{code}</span>}
    </>
  )
}

function Privacy({ settings }: { settings: NonNullable<User['privacySettings']> }) {
  const parts = [
    [f.typingIndicators, settings.typingIndicators],
    [f.readReceipts, settings.readReceipts],
    [f.deliveryReceipts, settings.deliveryReceipts],
  ] as const
  return parts.map(([name, isOn]) => (
    <span key={name} className="block">
      {name}: {isOn === null ? t.notSet : isOn ? f.on : f.off}
    </span>
  ))
}

function Push({ settings }: { settings: NonNullable<User['pushNotifications']> }) {
  if (settings.disabledUntil) return f.pushOffUntil(settings.disabledUntil)
  return settings.disabled ? f.pushOff : f.pushOn
}

function yesNo(is: boolean): string {
  return is ? t.yes : t.no
}
