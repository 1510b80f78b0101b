import type { DatabaseSync, StatementSync } from 'node:sqlite'
import { writeMeta } from './database.ts'

/** The app's settings that change how the sandbox answers, and a few that it only keeps. */
export type AppSettings = {
  name: string
  multi_tenant_enabled: boolean
  enforce_unique_usernames: 'no' | 'app' | 'team'
  guest_user_creation_disabled: boolean
  user_response_time_enabled: boolean
  suspended: boolean
  disable_auth_checks: boolean
  disable_permissions_checks: boolean
  user_search_disallowed_roles: string[]
  /** Microseconds; tokens of users issued before are refused. */
  revoke_tokens_issued_before: number | null
  webhook_url: string
  event_hooks: EventHook[]
}

export type EventHook = {
  hook_type: string
  enabled: boolean
  webhook_url: string
  /** Empty: every event. */
  event_types: string[]
}

const initial: AppSettings = {
  name: 'acme-chat',
  multi_tenant_enabled: false,
  enforce_unique_usernames: 'no',
  guest_user_creation_disabled: false,
  user_response_time_enabled: true,
  suspended: false,
  disable_auth_checks: false,
  disable_permissions_checks: false,
  user_search_disallowed_roles: [],
  revoke_tokens_issued_before: null,
  webhook_url: '',
  event_hooks: [],
}

export class Settings {
  readonly #database: DatabaseSync
  readonly #find: StatementSync
  #cached: { text: unknown; value: AppSettings } = { text: undefined, value: initial }

  constructor(database: DatabaseSync) {
    this.#database = database
    this.#find = database.prepare(`SELECT value FROM meta WHERE key = 'app'`)
  }

  /** Asked for after every call, hence read again only when they changed. */
  read(): AppSettings {
    const text = this.#find.get()?.['value']
    if (this.#cached.text !== text) {
      const changed = typeof text === 'string' ? (JSON.parse(text) as Partial<AppSettings>) : {}
      this.#cached = { text, value: { ...initial, ...changed } }
    }
    return this.#cached.value
  }

  change(part: Partial<AppSettings>): void {
    writeMeta(this.#database, 'app', JSON.stringify({ ...this.read(), ...part }))
  }
}
