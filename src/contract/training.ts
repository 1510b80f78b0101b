import * as z from 'zod/mini'
import { AppId } from './apps.ts'
import { defineEndpoint } from './endpoint.ts'

/** How the sandbox can be made to misbehave, as Stream sometimes does. `none` is the usual. */
export const troubles = ['none', 'slow', 'flaky', 'rate-limited', 'down'] as const
const Trouble = z.enum(troubles)
export type Trouble = z.infer<typeof Trouble>

/** What is going on in the sandbox. */
export const Training = z.object({
  /** `other`: faults that were set through the sandbox's control port. */
  trouble: z.enum([...troubles, 'other']),
  users: z.int(),
  raid: z.object({
    isRunning: z.boolean(),
    created: z.int(),
    accounts: z.int(),
    /** The custom value that all accounts of the raid have and nobody else; null before the first. */
    campaign: z.nullable(z.string()),
  }),
})
export type Training = z.infer<typeof Training>

const params = z.strictObject({ appId: AppId })

export const getTraining = defineEndpoint({
  name: 'getTraining',
  method: 'GET',
  path: '/api/apps/:appId/training',
  right: 'training',
  kind: 'json',
  params,
  response: Training,
})

export const setTrouble = defineEndpoint({
  name: 'setTrouble',
  method: 'PUT',
  path: '/api/apps/:appId/training/trouble',
  right: 'training',
  kind: 'json',
  audit: 'training.trouble',
  params,
  body: z.strictObject({ trouble: Trouble }),
  response: Training,
})

/** Four hundred accounts over two minutes, unless told otherwise. One raid at a time. */
export const startRaid = defineEndpoint({
  name: 'startRaid',
  method: 'POST',
  path: '/api/apps/:appId/training/raid',
  right: 'training',
  kind: 'json',
  audit: 'training.raid',
  params,
  body: z.strictObject({
    accounts: z._default(z.int().check(z.minimum(1), z.maximum(10_000)), 400),
    seconds: z._default(z.int().check(z.minimum(0), z.maximum(600)), 120),
  }),
  response: Training,
})

/** Puts every made-up user back as they were at the first start. */
export const startAgain = defineEndpoint({
  name: 'startAgain',
  method: 'POST',
  path: '/api/apps/:appId/training/start-again',
  right: 'training',
  kind: 'json',
  audit: 'training.start-again',
  params,
  body: z.strictObject({}),
  response: Training,
})
