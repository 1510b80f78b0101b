import { appEvents } from './app-events.ts'
import { listApps } from './apps.ts'
import type { Endpoint } from './endpoint.ts'
import {
  claimOwnerLink,
  getSession,
  getSignInOptions,
  signIn,
  signInAs,
  signOut,
} from './session.ts'
import { getTraining, setTrouble, startAgain, startRaid } from './training.ts'
import { deactivateUser, getUser, listUsers, reactivateUser, updateUser } from './users.ts'

/** Every endpoint the server has in every mode. The server's route table must equal this list. */
export const endpoints: readonly Endpoint[] = [
  getSignInOptions,
  signIn,
  claimOwnerLink,
  getSession,
  signOut,
  listApps,
  appEvents,
  listUsers,
  getUser,
  updateUser,
  deactivateUser,
  reactivateUser,
]

/** Endpoints that exist only where the app is the sandbox. */
export const trainingEndpoints: readonly Endpoint[] = [
  getTraining,
  setTrouble,
  startRaid,
  startAgain,
]

/** Endpoints that exist only in a sandbox that listens on loopback. */
export const oneClickEndpoints: readonly Endpoint[] = [signInAs]
