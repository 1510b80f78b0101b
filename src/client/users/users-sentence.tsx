import { Fragment, type ReactNode } from 'react'
import { listParts } from '../messages/format.ts'
import { messages } from '../messages/messages.ts'
import { hasMoreThanRoles, rolesIn } from './role-rule.ts'
import type { UsersView } from './users-view.ts'

const t = messages.users

/** The view in words, so that nobody has to read chips to know who is listed. */
export function UsersSentence({ view: { query, sort } }: { view: UsersView }) {
  const { filter, search, activity } = query
  const roles = rolesIn(filter)
  const who =
    roles.length > 0 ? (
      <>
        {t.sentence.roleIs}
        <Emphasised words={roles} />
      </>
    ) : hasMoreThanRoles(filter) ? (
      t.sentence.withFilter
    ) : search ? undefined : activity === 'active' ? (
      t.sentence.activeOnly
    ) : (
      t.sentence.everyone
    )
  return (
    <p className="min-w-0 flex-1 text-sm text-muted wrap-anywhere max-wide:order-1 max-wide:basis-full">
      {who ?? t.sentence.matchingAlone}
      {search && (
        <>
          {who && t.sentence.matching}
          <Strong>{search}</Strong>
        </>
      )}
      {t.sentence.comma}
      {/* A search looks among everybody, whatever the activity says. */}
      {search && activity === 'active' && t.sentence.deactivatedToo}
      {t.sorts[`${sort.field} ${sort.direction}`]}
      {t.sentence.end}
    </p>
  )
}

function Emphasised({ words }: { words: string[] }) {
  return listParts(words, 'or').map(({ type, value }, index) =>
    type === 'element' ? (
      <Strong key={value}>{value}</Strong>
    ) : (
      <Fragment key={`between ${String(index)}`}>{value}</Fragment>
    ),
  )
}

function Strong({ children }: { children: ReactNode }) {
  return (
    <b className="font-medium text-text">
      <bdi>{children}</bdi>
    </b>
  )
}
