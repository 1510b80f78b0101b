import type { Role } from '../../../contract/rights.ts'
import type { ApiError, ApiErrorCode } from '../../api/api-error.ts'
import { formatNumber, listOf } from '../format.ts'
import { roleNames } from './app.ts'

type Text = { title: string; text: string }

const seconds = (count: number) => (count === 1 ? '1 second' : `${formatNumber(count)} seconds`)

/** Roles with an article: "a moderator, admin or owner", "an admin or owner". */
function whom(roles: readonly string[]): string {
  const names = roles.map((role) => roleNames[role as Role]?.toLowerCase() ?? role)
  return `${/^[aeiou]/.test(names[0] ?? '') ? 'an' : 'a'} ${listOf(names, 'or')}`
}

const because: Record<string, string> = {
  'already-deactivated': 'This user is already deactivated. The list may be older than that.',
  'not-deactivated': 'This user is active already. The list may be older than that.',
  'acting-user': 'Steward itself acts as this user, so it is protected.',
  'privileged-role': 'Users with this Stream role are protected.',
  'sandbox-refuses': 'A raid is on already. Wait for its end, or start again with fresh data.',
  'email-taken': 'There is an account with this e-mail address. Sign in with it.',
}

const byCode: Record<ApiErrorCode, (error: ApiError) => Text> = {
  offline: () => ({
    title: 'You are offline',
    text: 'Your device has no connection. What is on screen stays.',
  }),
  server_unreachable: () => ({
    title: 'Steward does not answer',
    text: 'Its server may be restarting. What is on screen stays.',
  }),
  unreadable_answer: () => ({
    title: 'The answer could not be read',
    text: 'The page and the server may be of different versions. Load the page again.',
  }),
  stream_unavailable: () => ({
    title: 'Stream does not answer',
    text: 'It may be slow or down. Nothing is wrong with your request.',
  }),
  stream_rate_limited: ({ details: { retryAfterSeconds = 1 } }) => ({
    title: 'Stream asked us to wait',
    text: `Too many requests for this app. The next try is in ${seconds(retryAfterSeconds)}.`,
  }),
  stream_refused_credentials: () => ({
    title: 'Stream refuses our key',
    text: 'The API key or secret of this app is wrong or was changed. The owner can set it.',
  }),
  stream_rejected: ({ details: { streamMessage = '', streamCode } }) => ({
    title: 'Stream refuses this',
    text: `${streamMessage || 'It gave no reason.'}${streamCode === undefined ? '' : ` (code ${streamCode})`}`,
  }),
  not_found: () => ({
    title: 'No such user',
    text: 'Stream has no user with this id: it never had one, or the user was deleted.',
  }),
  not_signed_in: () => ({
    title: 'Your session has ended',
    text: 'Sign in again; this page keeps what you typed.',
  }),
  wrong_credentials: () => ({
    title: 'That did not work',
    text: 'E-mail or password is wrong.',
  }),
  forbidden: ({ details: { roles = [], because: why } }) => ({
    title: 'Your role can’t do this',
    text:
      why === 'safety-reason'
        ? `They were deactivated for safety. Ask ${whom(roles)}.`
        : `Ask ${whom(roles)}.`,
  }),
  over_limit: ({ details: { limit = 0, asked = 0, per = 'job' } }) => ({
    title: 'Above your limit',
    text: `Your role may do this to ${formatNumber(limit)} users a ${per}; this would be ${formatNumber(asked)}.`,
  }),
  protected: ({ details }) => ({
    title: 'This user is protected',
    text: because[details.because ?? ''] ?? 'Nobody can do this to a protected user.',
  }),
  conflict: ({ details }) => ({
    title: 'This has changed meanwhile',
    text: because[details.because ?? ''] ?? 'Refresh and look again.',
  }),
  link_expired: () => ({
    title: 'This link was used or has ended',
    text: 'Make a new one on the server with npm run owner-link.',
  }),
  bad_input: ({ details: { fields = [] } }) => ({
    title: 'Something here is not right',
    text: fields.map(({ path, message }) => `${path}: ${message}`).join('. '),
  }),
  too_many_requests: ({ details: { retryAfterSeconds = 60 } }) => ({
    title: 'Too many tries',
    text: `Wait ${seconds(retryAfterSeconds)}, then try again.`,
  }),
  overloaded: () => ({
    title: 'Steward is busy',
    text: 'Too much at once. Try again in a moment.',
  }),
  too_large: () => ({ title: 'That is too big', text: 'Send less at once.' }),
  internal: internal,
  cross_site: internal,
  no_such_route: internal,
  method_not_allowed: internal,
  not_json: internal,
  wrong_host: internal,
}

function internal({ requestId }: ApiError): Text {
  return {
    title: 'Something went wrong in Steward',
    text: requestId ? `Report it with the number ${requestId}.` : 'Load the page again.',
  }
}

export const errors = {
  /** What happened, what it means and what to do. */
  of: (error: ApiError): Text => byCode[error.code](error),
  onlyRoles: (roles: readonly string[]) => `Only ${whom(roles)} can do this.`,
  onlyRolesLift: (roles: readonly string[]) =>
    `Deactivated for safety. Only ${whom(roles)} can lift it.`,
  tryAgain: 'Try again',
  retryingIn: (count: number) => `Trying again in ${seconds(count)}`,
  signInAgain: 'Sign in in a new tab',
}
