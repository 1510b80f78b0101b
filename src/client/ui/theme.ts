import { useSyncExternalStore } from 'react'

export const themes = ['light', 'dark', 'system'] as const
export type Theme = (typeof themes)[number]

const STORED = 'theme'
const listeners = new Set<() => void>()

/** The theme chosen on this device; public/theme.js puts it on the page before the first paint. */
export function useTheme(): [Theme, (theme: Theme) => void] {
  const theme = useSyncExternalStore((listener) => {
    listeners.add(listener)
    return () => listeners.delete(listener)
  }, current)
  return [theme, choose]
}

function current(): Theme {
  const chosen = document.documentElement.dataset['theme']
  return chosen === 'light' || chosen === 'dark' ? chosen : 'system'
}

function choose(theme: Theme): void {
  if (theme === 'system') {
    delete document.documentElement.dataset['theme']
    localStorage.removeItem(STORED)
  } else {
    document.documentElement.dataset['theme'] = theme
    localStorage.setItem(STORED, theme)
  }
  for (const listener of listeners) listener()
}
