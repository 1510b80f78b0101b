import type { QueryClient } from '@tanstack/react-query'
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  redirect,
} from '@tanstack/react-router'
import * as z from 'zod/mini'
import { listApps } from '../../contract/apps.ts'
import { getSession } from '../../contract/session.ts'
import { isApiError } from '../api/api-error.ts'
import { query } from '../api/query.ts'
import { Announcer } from '../ui/announcer.tsx'
import { UsersPage } from '../users/users-page.tsx'
import { usersQuery } from '../users/use-users.ts'
import { UsersSearch, viewOf } from '../users/users-view.ts'
import { BrokenPage, NoSuchPage } from './error-page.tsx'
import { Shell } from './shell.tsx'

const root = createRootRouteWithContext<{ client: QueryClient }>()({
  component: () => (
    <>
      <Outlet />
      <Announcer />
    </>
  ),
})

const home = createRoute({
  getParentRoute: () => root,
  path: '/',
  beforeLoad: async ({ context: { client }, location }) => {
    const [app] = (await signedIn(client, location.href)).apps
    if (app) throw redirect({ to: '/apps/$appId/users', params: { appId: app.id } })
  },
})

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  validateSearch: z.object({
    /** Where to go afterwards: an address of ours, never another site's. */
    to: z.catch(z.optional(z.string().check(z.regex(/^\/(?![/\\])/))), undefined),
  }),
  component: lazyRouteComponent(() => import('../session/sign-in-page.tsx'), 'SignInPage'),
})

const claim = createRoute({
  getParentRoute: () => root,
  path: '/claim',
  component: lazyRouteComponent(() => import('../session/claim-page.tsx'), 'ClaimPage'),
})

const app = createRoute({
  getParentRoute: () => root,
  path: '/apps/$appId',
  beforeLoad: async ({ context: { client }, location, params: { appId } }) => {
    const { operator, apps } = await signedIn(client, location.href)
    return { operator, app: apps.find(({ id }) => id === appId) }
  },
  component: Shell,
})

const users = createRoute({
  getParentRoute: () => app,
  path: '/users',
  validateSearch: UsersSearch,
  loaderDeps: ({ search }) => ({ ...search, user: undefined }),
  loader: ({ context: { client }, params: { appId }, deps }) => {
    // Not waited for: the page shows its own loading.
    void client.prefetchInfiniteQuery(usersQuery(appId, viewOf(deps)))
  },
  // Not fetched on its own: it is the first page, and its rows should not wait for one more answer.
  component: UsersPage,
})

/** The operator and the apps; whoever is not signed in goes to sign in, and comes back here. */
async function signedIn(client: QueryClient, here: string) {
  try {
    const [{ operator }, { apps }] = await Promise.all([
      client.ensureQueryData(query(getSession, {})),
      client.ensureQueryData(query(listApps, {})),
    ])
    return { operator, apps }
  } catch (error) {
    if (!isApiError(error, 'not_signed_in')) throw error
    throw redirect({ to: '/sign-in', search: here === '/' ? {} : { to: here } })
  }
}

/** Search parameters are plain text here; each page gives them their meaning. */
function parseSearch(text: string): Record<string, string> {
  return Object.fromEntries(new URLSearchParams(text))
}

function stringifySearch(search: Record<string, unknown>): string {
  const given = Object.entries(search).filter(([, value]) => value !== undefined)
  const text = new URLSearchParams(given.map(([key, value]) => [key, String(value)])).toString()
  return text && `?${text}`
}

export function createAppRouter(client: QueryClient) {
  return createRouter({
    routeTree: root.addChildren([home, signIn, claim, app.addChildren([users])]),
    context: { client },
    parseSearch,
    stringifySearch,
    defaultErrorComponent: BrokenPage,
    defaultNotFoundComponent: NoSuchPage,
    // The query client decides what is fresh.
    defaultPreloadStaleTime: 0,
  })
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createAppRouter>
  }
}
