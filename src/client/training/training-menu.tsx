import { Popover } from '@base-ui/react/popover'
import { Link } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import { type Training, type Trouble, troubles } from '../../contract/training.ts'
import { isApiError } from '../api/api-error.ts'
import { messages } from '../messages/messages.ts'
import { Button, buttonClass } from '../ui/button.tsx'
import { FailureNotice } from '../ui/failure.tsx'
import { useTraining, useTrainingActions } from './use-training.ts'

const t = messages.training

/** The sandbox's badge with what can be done to it; opens as soon as its code is here. */
export function TrainingMenu({
  appId,
  className,
  children,
}: {
  appId: string
  className: string
  children: ReactNode
}) {
  return (
    <Popover.Root defaultOpen>
      <Popover.Trigger className={className}>{children}</Popover.Trigger>
      <Popover.Portal>
        <Popover.Positioner sideOffset={6} align="start" className="z-30">
          <Popover.Popup
            aria-label={t.title}
            className="max-h-(--available-height) w-80 max-w-[calc(100vw-16px)] overflow-y-auto rounded-lg border border-line bg-raised shadow-float outline-none"
          >
            <Controls appId={appId} />
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  )
}

function Controls({ appId }: { appId: string }) {
  const { data: training, error } = useTraining(appId, true)
  const actions = useTrainingActions(appId)
  const [wanted, setWanted] = useState<Trouble>()
  const failure = [actions.trouble, actions.raid, actions.again].find((action) => action.error)
  const shown = failure?.error ?? error
  return (
    <div className="grid gap-4 p-4">
      {isApiError(shown) && <FailureNotice failure={messages.errors.of(shown)} />}
      {training && (
        <>
          <p className="text-sm text-muted">{t.text(training.users)}</p>
          <TroubleChoice
            // At once what was clicked; the sandbox's answer follows.
            chosen={wanted ?? training.trouble}
            onChoose={(trouble) => {
              setWanted(trouble)
              actions.trouble.mutate(trouble, { onSettled: () => setWanted(undefined) })
            }}
          />
          <Raid appId={appId} training={training} onStart={() => actions.raid.mutate()} />
        </>
      )}
      <StartAgain onSure={() => actions.again.mutate()} isRunning={actions.again.isPending} />
    </div>
  )
}

function TroubleChoice({
  chosen,
  onChoose,
}: {
  chosen: Training['trouble']
  onChoose: (trouble: Trouble) => void
}) {
  return (
    <fieldset className="grid gap-0.5">
      <legend className="pb-1 text-sm font-semibold">{t.troubleTitle}</legend>
      {troubles.map((trouble) => (
        <label
          key={trouble}
          className="flex cursor-pointer items-baseline gap-2 rounded-sm px-2 py-1 hover:bg-sunk"
        >
          <input
            type="radio"
            name="trouble"
            checked={chosen === trouble}
            onChange={() => onChoose(trouble)}
            className="translate-y-0.5 accent-accent"
          />
          <span>
            {t.troubles[trouble].name}{' '}
            <span className="block text-xs text-muted">{t.troubles[trouble].text}</span>
          </span>
        </label>
      ))}
      {chosen === 'other' && <p className="px-2 text-xs text-warn">{t.other}</p>}
    </fieldset>
  )
}

function Raid({
  appId,
  training: { raid },
  onStart,
}: {
  appId: string
  training: Training
  onStart: () => void
}) {
  const { isRunning, created, accounts, campaign } = raid
  return (
    <section className="grid gap-1.5">
      <h2 className="text-sm font-semibold">{t.raidTitle}</h2>
      <p className="text-xs text-muted">
        {isRunning ? t.raidOn(created, accounts) : campaign ? t.raidOver(created) : t.raidText}
      </p>
      {isRunning && (
        <progress max={accounts} value={created} aria-label={t.raidTitle} className="h-1 w-full" />
      )}
      <div className="flex gap-2">
        {!isRunning && (
          <Button size="small" onClick={onStart}>
            {t.raidStart}
          </Button>
        )}
        {campaign && (
          <Link
            to="/apps/$appId/users"
            params={{ appId }}
            search={{ filter: filterOf(campaign) }}
            className={buttonClass('link', 'small')}
          >
            {t.raidShow}
          </Link>
        )}
      </div>
    </section>
  )
}

/** The accounts of one raid, as the users page has filters in its address. */
function filterOf(campaign: string): string {
  const rule = {
    field: 'custom.campaign',
    operator: 'eq',
    value: { json: JSON.stringify(campaign) },
  }
  return JSON.stringify({ version: 1, match: 'all', rules: [rule] })
}

function StartAgain({ onSure, isRunning }: { onSure: () => void; isRunning: boolean }) {
  const [isAsking, setIsAsking] = useState(false)
  if (isRunning) return <p className="text-sm text-muted">{t.againRunning}</p>
  if (!isAsking) {
    return (
      <Button size="small" className="justify-self-start" onClick={() => setIsAsking(true)}>
        {t.again}
      </Button>
    )
  }
  return (
    <div className="grid gap-2 rounded-md bg-warn-soft p-3">
      <p className="text-sm">{t.againSure}</p>
      <div className="flex gap-2">
        <Button
          size="small"
          onClick={() => {
            setIsAsking(false)
            onSure()
          }}
        >
          {t.againYes}
        </Button>
        <Button size="small" look="quiet" onClick={() => setIsAsking(false)}>
          {messages.app.cancel}
        </Button>
      </div>
    </div>
  )
}
