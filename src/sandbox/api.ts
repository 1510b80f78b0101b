import { limitOperations } from './app/limit-operations.ts'
import { permissionOperations } from './app/permissions.ts'
import { pushProviderOperations } from './app/push-providers.ts'
import { roleOperations } from './app/role-operations.ts'
import { settingsOperations } from './app/settings-operations.ts'
import type { Operation } from './http/operation.ts'
import type { RateLimits } from './http/rate-limits.ts'
import { banOperations } from './moderation/bans.ts'
import { bannedUserOperations } from './moderation/banned-users.ts'
import { flagOperations } from './moderation/flags.ts'
import { muteOperations } from './moderation/mutes.ts'
import type { Store } from './store/store.ts'
import type { Tasks, Work } from './tasks/tasks.ts'
import { activateAll, type Activation } from './users/activation.ts'
import { blockOperations } from './users/blocks.ts'
import { customEventOperations } from './users/custom-event.ts'
import { deleteAll, type Deletion, undoDeletion } from './users/delete-users.ts'
import { deviceOperations } from './users/devices.ts'
import { type Export, exportAll, exportOperations } from './users/exports.ts'
import { guestOperations } from './users/guests.ts'
import { searchOperations } from './users/search-messages.ts'
import { userOperations } from './users/user-operations.ts'

export type Parts = { store: Store; tasks: Tasks; limits: RateLimits; secret: string }

/** Every operation the sandbox knows. */
export function operationsOf({ store, tasks, limits, secret }: Parts): Operation[] {
  const operations: Operation[] = [
    ...userOperations(store, tasks),
    ...exportOperations(store, tasks),
    ...blockOperations(store),
    ...deviceOperations(store),
    ...guestOperations(store, secret),
    ...customEventOperations(store),
    ...searchOperations(store),
    ...banOperations(store),
    ...bannedUserOperations(store),
    ...muteOperations(store),
    ...flagOperations(store),
    ...settingsOperations(store),
    ...roleOperations(store),
    ...permissionOperations(),
    ...pushProviderOperations(),
    ...limitOperations(limits, () => operations.map(({ name }) => name)),
  ]
  return operations
}

/** What each kind of task does. */
export function worksOf(store: Store): Record<string, Work> {
  const activate: Work = {
    run: (cause, input, refused) => activateAll(store, cause, input as Activation, refused),
  }
  return {
    DeactivateUsers: activate,
    ReactivateUsers: activate,
    DeleteUsers: {
      run: (cause, input, refused) => deleteAll(store, cause, input as Deletion, refused),
      undo: (cause, input) => undoDeletion(store, cause, input as Deletion),
    },
    ExportUsers: {
      run: (cause, input, refused) => exportAll(store, cause, input as Export, refused),
    },
    DeleteMemberships: { run: () => '{}' },
  }
}
