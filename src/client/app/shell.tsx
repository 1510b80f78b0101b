import { Link, Outlet, useRouteContext } from '@tanstack/react-router'
import { Monitor, Moon, ShieldCheck, Sun, Users } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import type { App } from '../../contract/apps.ts'
import { messages } from '../messages/messages.ts'
import { Avatar } from '../ui/avatar.tsx'
import { IconButton } from '../ui/button.tsx'
import { classNames } from '../ui/class-names.ts'
import { useShortcuts } from '../ui/shortcuts.ts'
import { themes, useTheme } from '../ui/theme.ts'
import { EnvironmentBadge } from './environment-badge.tsx'
import { NoSuchPage } from './error-page.tsx'

const t = messages.app
const AccountMenu = lazy(() =>
  import('./account-menu.tsx').then((file) => ({ default: file.AccountMenu })),
)
const KeyboardHelp = lazy(() =>
  import('./keyboard-help.tsx').then((file) => ({ default: file.KeyboardHelp })),
)

/** One colour per environment, on the edge of every screen, so that nobody mistakes one for another. */
const edges = {
  sandbox: 'border-t-info',
  development: 'border-t-ok',
  staging: 'border-t-warn',
  production: 'border-t-danger',
  unset: 'border-t-danger',
} as const
/** The frame around every screen of an app: rail, app and environment, theme, account. */
export function Shell() {
  const { app } = useRouteContext({ from: '/apps/$appId' })
  const [isHelpOpen, setIsHelpOpen] = useState(false)
  useShortcuts({ '?': () => setIsHelpOpen(true) })
  if (!app) return <NoSuchPage />
  return (
    <div
      className={classNames(
        'flex h-dvh border-t-3 max-wide:flex-col-reverse',
        edges[app.environment],
      )}
    >
      <Rail appId={app.id} />
      <div className="flex min-h-0 min-w-0 flex-1 flex-col">
        <Header app={app} />
        <main className="flex min-h-0 flex-1">
          <Outlet />
        </main>
      </div>
      {isHelpOpen && (
        <Suspense>
          <KeyboardHelp onClose={() => setIsHelpOpen(false)} />
        </Suspense>
      )}
    </div>
  )
}

function Rail({ appId }: { appId: string }) {
  return (
    <nav
      aria-label={t.screens}
      className="flex shrink-0 gap-0.5 border-line bg-ground p-2 max-wide:justify-around max-wide:border-t max-wide:py-1 wide:w-[72px] wide:flex-col wide:border-e"
    >
      <span
        role="img"
        aria-label={t.product}
        className="mb-2 grid h-10 place-items-center text-accent max-wide:hidden"
      >
        <ShieldCheck size={22} />
      </span>
      <Link
        to="/apps/$appId/users"
        params={{ appId }}
        className="grid place-items-center gap-1 rounded-lg px-3 pt-2 pb-1.5 text-2xs leading-[14px] font-medium text-muted hover:text-text [&.active]:bg-accent-soft [&.active]:text-accent"
      >
        <Users size={18} aria-hidden="true" />
        {t.users}
      </Link>
    </nav>
  )
}

function Header({ app }: { app: App }) {
  return (
    <header className="flex h-[52px] shrink-0 items-center gap-3 border-b border-line bg-surface px-4 wide:px-5">
      <h1 className="text-lg font-semibold tracking-tight">{t.users}</h1>
      <EnvironmentBadge app={app} />
      <span className="flex-1" />
      <ThemeSwitch />
      <Account />
    </header>
  )
}

const themeIcons = { light: Sun, dark: Moon, system: Monitor } as const

function ThemeSwitch() {
  const [theme, setTheme] = useTheme()
  const Icon = themeIcons[theme]
  const next = themes[(themes.indexOf(theme) + 1) % themes.length] ?? 'system'
  return (
    <IconButton label={`${t.theme}: ${t.themes[theme]}`} onClick={() => setTheme(next)}>
      <Icon size={16} />
    </IconButton>
  )
}

function Account() {
  const { operator } = useRouteContext({ from: '/apps/$appId' })
  const [isWanted, setIsWanted] = useState(false)
  const face = <Avatar id={operator.id} name={operator.name} size={28} />
  const button = (
    <button
      type="button"
      aria-label={t.account(operator.name)}
      aria-haspopup="menu"
      onClick={() => setIsWanted(true)}
      className="rounded-full"
    >
      {face}
    </button>
  )
  if (!isWanted) return button
  return (
    <Suspense fallback={button}>
      <AccountMenu operator={operator}>{face}</AccountMenu>
    </Suspense>
  )
}
