import * as z from 'zod/mini'

const reasonPresets = [
  'spam',
  'abuse',
  'impersonation',
  'inactive',
  'user-request',
  'mistake',
  'undo',
  'other',
] as const
export type ReasonPreset = (typeof reasonPresets)[number]

/** Why something was done to a user. `other` needs a text. */
export const Reason = z
  .strictObject({
    preset: z.enum(reasonPresets),
    text: z._default(z.string().check(z.trim(), z.maxLength(500)), ''),
  })
  .check(
    z.refine((reason) => reason.preset !== 'other' || reason.text !== '', {
      path: ['text'],
      error: 'Say why',
    }),
  )
export type Reason = z.infer<typeof Reason>

/** Reasons that protect other people: support can't lift a deactivation made for one of these. */
export const safetyReasons: readonly ReasonPreset[] = ['spam', 'abuse', 'impersonation']
