import { ChevronLeft, ChevronRight, CircleAlert, Link as LinkIcon, UserX, X } from 'lucide-react'
import { useState } from 'react'
import { isApiError } from '../../api/api-error.ts'
import { messages } from '../../messages/messages.ts'
import { IconButton } from '../../ui/button.tsx'
import { CopyButton } from '../../ui/copy-button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { FailureNotice, RetryButton } from '../../ui/failure.tsx'
import { useIsNarrow } from '../../ui/use-is-narrow.ts'
import { panelClass, PersonSkeleton } from '../panel-skeleton.tsx'
import { useUser } from '../use-user.ts'
import { PanelActions } from './panel-actions.tsx'
import { type PanelTab, PanelTabs } from './panel-tabs.tsx'
import { UserHeading } from './user-heading.tsx'
import { useOwnAct } from './use-own-act.ts'
import { Verdict } from './verdict.tsx'

const t = messages.userPanel

type UserPanelProps = {
  appId: string
  userId: string
  /** Index in the list; -1 when the user is not among the loaded ones. */
  position: number
  loaded: number
  onMove: (by: 1 | -1) => void
  onClose: () => void
}

/** One person beside the list. The open tab stays when moving on to the next. */
export function UserPanel(props: UserPanelProps) {
  const [tab, setTab] = useState<PanelTab>('profile')
  return (
    <aside aria-label={t.region} className={panelClass}>
      <PanelHeader {...props} />
      {/* By id: nothing of one person may show under another's name, typed text included. */}
      <Person
        key={props.userId}
        appId={props.appId}
        userId={props.userId}
        tab={tab}
        onTab={setTab}
      />
    </aside>
  )
}

function PanelHeader({ position, loaded, onMove, onClose }: UserPanelProps) {
  const isNarrow = useIsNarrow()
  const isListed = position >= 0
  return (
    <header className="flex h-[52px] shrink-0 items-center px-3 text-xs text-muted">
      <IconButton
        label={t.previous}
        disabled={!isListed || position === 0}
        onClick={() => onMove(-1)}
      >
        <ChevronLeft size={16} />
      </IconButton>
      <IconButton
        label={t.next}
        disabled={!isListed || position === loaded - 1}
        onClick={() => onMove(1)}
      >
        <ChevronRight size={16} />
      </IconButton>
      <span className="ps-1 tabular-nums">
        {isListed ? t.position(position + 1, loaded) : t.notInList}
      </span>
      <span className="flex-1" />
      <CopyButton text={location.href} label={t.copyLink} icon={<LinkIcon size={16} />} />
      {/* On a narrow screen the panel is a page of its own, so the focus comes along. */}
      <IconButton label={t.close} onClick={onClose} autoFocus={isNarrow}>
        <X size={16} />
      </IconButton>
    </header>
  )
}

type PersonProps = {
  appId: string
  userId: string
  tab: PanelTab
  onTab: (tab: PanelTab) => void
}

function Person({ appId, userId, tab, onTab }: PersonProps) {
  const { data, error, isPlaceholderData, refetch } = useUser(appId, userId)
  const own = useOwnAct(appId, data?.user)
  if (!data && error) return <PersonFailure error={error} onRetry={refetch} />
  if (!data) return <PersonSkeleton />
  const { user, deactivation } = data
  return (
    <>
      <div className="min-h-0 flex-1 overflow-y-auto overscroll-contain px-5">
        <UserHeading user={user} />
        <Verdict
          user={user}
          deactivation={deactivation}
          isCertain={!isPlaceholderData}
          undo={own.undo}
        />
        {error && (
          <div className="pt-2">
            <Failure error={error} onRetry={refetch} />
          </div>
        )}
        <PanelTabs user={user} open={tab} onOpen={onTab} />
      </div>
      <PanelActions appId={appId} user={user} deactivation={deactivation} onDone={own.remember} />
    </>
  )
}

function PersonFailure({ error, onRetry }: { error: Error; onRetry: () => void }) {
  if (isApiError(error, 'not_found', 'bad_input')) {
    return (
      <EmptyState role="alert" icon={<UserX size={20} />} title={t.gone.title} text={t.gone.text} />
    )
  }
  const text = isApiError(error) ? messages.errors.of(error) : { title: error.message, text: '' }
  return (
    <EmptyState role="alert" icon={<CircleAlert size={20} />} title={text.title} text={text.text}>
      <RetryButton
        afterSeconds={isApiError(error) ? error.details.retryAfterSeconds : undefined}
        onRetry={onRetry}
      />
    </EmptyState>
  )
}

function Failure({ error, onRetry }: { error: Error; onRetry: () => void }) {
  if (!isApiError(error)) return undefined
  return (
    <FailureNotice
      failure={messages.errors.of(error)}
      action={<RetryButton afterSeconds={error.details.retryAfterSeconds} onRetry={onRetry} />}
    />
  )
}
