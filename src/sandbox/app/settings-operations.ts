import { inputError } from '../http/api-error.ts'
import type { Call, Operation } from '../http/operation.ts'
import { RequestBody } from '../http/request-body.ts'
import type { AppSettings, EventHook } from '../store/settings.ts'
import type { Store } from '../store/store.ts'
import { nanosText } from '../time.ts'
import { timeIn } from '../users/assign.ts'
import { grants } from './permissions.ts'

const MAX_HOOKS = 10

/** The app's settings, read and changed. */
export function settingsOperations(store: Store): Operation[] {
  return [
    {
      name: 'GetApp',
      method: 'GET',
      path: '/app',
      status: 200,
      run: () => `"app":${appJson(store.settings.read())}`,
    },
    {
      name: 'UpdateApp',
      method: 'PATCH',
      path: '/app',
      status: 200,
      run(call) {
        store.settings.change(readChange(call))
        return ''
      },
    },
  ]
}

function appJson({ revoke_tokens_issued_before: revoked, ...settings }: AppSettings): string {
  const app = {
    id: 1,
    placement: 'local',
    permission_version: 'v2',
    grants: grants(),
    call_types: {},
    channel_configs: {},
    policies: {},
    blocklists: [],
    campaign_enabled: false,
    ...settings,
  }
  const text = JSON.stringify(app)
  if (revoked === null) return text
  return `${text.slice(0, -1)},"revoke_tokens_issued_before":${nanosText(revoked)}}`
}

function readChange({ operation, body }: Call): Partial<AppSettings> {
  const request = new RequestBody(operation, body)
  const change: Partial<AppSettings> = {}
  const flags = [
    'multi_tenant_enabled',
    'guest_user_creation_disabled',
    'user_response_time_enabled',
    'disable_auth_checks',
    'disable_permissions_checks',
  ] as const
  for (const name of flags) {
    const value = request.boolean(name)
    if (value !== undefined) change[name] = value
  }
  const unique = request.oneOf('enforce_unique_usernames', ['no', 'app', 'team'])
  if (unique) change.enforce_unique_usernames = unique
  const hooks = request.list('event_hooks')
  if (hooks) change.event_hooks = hooks.map((text) => readHook(operation, text))
  if ((hooks?.length ?? 0) > MAX_HOOKS) throw inputError(operation, 'too many event_hooks')
  const url = request.string('webhook_url')
  if (url !== undefined) change.webhook_url = url === '' ? '' : httpUrl(operation, url)
  const roles = request.strings('user_search_disallowed_roles')
  if (roles) change.user_search_disallowed_roles = roles
  // Null takes the revocation back, so here it is not the same as missing.
  if (request.keys().includes('revoke_tokens_issued_before')) {
    const name = 'revoke_tokens_issued_before'
    change.revoke_tokens_issued_before = timeIn(operation, name, request.string(name))
  }
  return change
}

function readHook(operation: string, text: string): EventHook {
  const hook = new RequestBody(operation, text)
  const type = hook.required('hook_type')
  const isWebhook = type === 'webhook'
  return {
    hook_type: type,
    enabled: hook.boolean('enabled') ?? true,
    webhook_url: isWebhook ? httpUrl(operation, hook.required('webhook_url', 2_048)) : '',
    event_types: hook.strings('event_types') ?? [],
  }
}

function httpUrl(operation: string, text: string): string {
  const url = URL.parse(text)
  if (url?.protocol !== 'http:' && url?.protocol !== 'https:') {
    throw inputError(operation, `"${text.slice(0, 100)}" is not a valid webhook URL`)
  }
  return text
}
