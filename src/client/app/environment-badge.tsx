import { ChevronDown, FlaskConical, Radio } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import type { App } from '../../contract/apps.ts'
import { messages } from '../messages/messages.ts'
import { classNames } from '../ui/class-names.ts'
import { useTraining } from '../training/use-training.ts'

const t = messages.app
const TrainingMenu = lazy(() =>
  import('../training/training-menu.tsx').then((file) => ({ default: file.TrainingMenu })),
)

const colours = {
  sandbox: 'bg-info-soft text-info',
  development: 'bg-ok-soft text-ok',
  staging: 'bg-warn-soft text-warn',
  production: 'bg-danger-soft text-danger',
  unset: 'bg-danger-soft text-danger',
} as const

const look = 'inline-flex h-7 min-w-0 items-center gap-1.5 rounded-md px-2 text-sm'

/** Which app this is, in its environment's colour. The sandbox's opens what can be done to it. */
export function EnvironmentBadge({ app }: { app: App }) {
  const { environment, name } = app
  if (environment === 'sandbox') return <SandboxBadge app={app} />
  return (
    <span title={t.environmentHint[environment]} className={classNames(look, colours[environment])}>
      <Radio size={14} aria-hidden="true" className="shrink-0" />
      <b className="font-semibold whitespace-nowrap">{t.environments[environment]}</b>
      <span className="truncate">{name}</span>
    </span>
  )
}

function SandboxBadge({ app: { id, name } }: { app: App }) {
  const [isWanted, setIsWanted] = useState(false)
  const { data: training } = useTraining(id, false)
  const trouble = training?.trouble ?? 'none'
  const face = (
    <>
      <FlaskConical size={14} aria-hidden="true" className="shrink-0" />
      <b className="font-semibold whitespace-nowrap">{t.environments.sandbox}</b>
      <span className="truncate max-wide:hidden">{name}</span>
      {trouble !== 'none' && (
        <span className="rounded-sm bg-warn-soft px-1.5 text-xs font-medium whitespace-nowrap text-warn">
          {messages.training.badge(trouble)}
        </span>
      )}
      <span className="sr-only">{messages.training.open}</span>
      <ChevronDown size={13} aria-hidden="true" className="shrink-0" />
    </>
  )
  const className = classNames(look, colours.sandbox)
  const button = (
    <button
      type="button"
      aria-haspopup="dialog"
      title={t.environmentHint.sandbox}
      onClick={() => setIsWanted(true)}
      className={className}
    >
      {face}
    </button>
  )
  if (!isWanted) return button
  return (
    <Suspense fallback={button}>
      <TrainingMenu appId={id} className={className}>
        {face}
      </TrainingMenu>
    </Suspense>
  )
}
