import * as z from 'zod/mini'

export const roles = ['support', 'moderator', 'admin', 'owner'] as const
export const Role = z.enum(roles)
export type Role = z.infer<typeof Role>

const ANY = Number.POSITIVE_INFINITY

/**
 * How many users each role may touch in one job: support, moderator, admin, owner.
 * 0 is no right at all, 1 is one person at a time, ANY is no limit.
 */
const grants = {
  'user.read': [ANY, ANY, ANY, ANY],
  'user.read.masked': [0, ANY, ANY, ANY],
  'user.clear': [1, 1, 1, 1],
  'user.edit.profile': [1, 0, 1, 1],
  'user.edit.custom': [0, 0, 1, 1],
  'user.edit.bulk': [0, 0, 5_000, 5_000],
  'user.replace': [0, 0, 1, 1],
  'user.create': [0, 0, 5_000, 5_000],
  'user.ban': [0, 100, 5_000, 5_000],
  'user.deactivate': [0, 100, 100_000, 100_000],
  'user.reactivate': [1, 100, 100_000, 100_000],
  'user.tokens.revoke': [1, 100, 500, 500],
  'user.device.remove': [1, 0, ANY, ANY],
  'user.block.undo': [1, 0, ANY, ANY],
  'user.team.add': [0, 0, 5_000, 5_000],
  'user.team.remove': [0, 0, 500, 500],
  'user.role.change': [0, 0, 500, 500],
  'user.delete.soft': [0, 0, 500, 500],
  'user.delete.content': [0, 0, ANY, ANY],
  'user.delete.hard': [0, 0, ANY, ANY],
  'user.restore': [0, 0, ANY, ANY],
  'user.export.list': [0, 0, ANY, ANY],
  'user.export.one': [0, 0, 1, 1],
  'note.write': [ANY, ANY, ANY, ANY],
  'job.read': [ANY, ANY, ANY, ANY],
  'job.pause': [0, ANY, ANY, ANY],
  'job.control.own': [0, ANY, ANY, ANY],
  'job.control.any': [0, 0, ANY, ANY],
  'job.approve': [0, 0, ANY, ANY],
  'view.share': [0, ANY, ANY, ANY],
  'guest-access.turn-off': [0, 0, ANY, ANY],
  'audit.read.own': [ANY, ANY, ANY, ANY],
  'audit.read.all': [0, 0, ANY, ANY],
  'audit.export': [0, 0, 0, ANY],
  'protected.add': [0, 0, ANY, ANY],
  'protected.remove': [0, 0, 0, ANY],
  'operator.invite': [0, 0, ANY, ANY],
  'operator.disable': [0, 0, ANY, ANY],
  'operator.manage': [0, 0, 0, ANY],
  'lock.on': [0, 0, ANY, ANY],
  'lock.off': [0, 0, 0, ANY],
  'settings.edit': [0, 0, 0, ANY],
  /** Only where there are made-up users, and there everybody may. */
  training: [ANY, ANY, ANY, ANY],
} as const satisfies Record<string, readonly [number, number, number, number]>

export type Right = keyof typeof grants

/** The most users a role may touch in one job; 0 means the role lacks the right. */
export function limitOf(role: Role, right: Right): number {
  return grants[right][roles.indexOf(role)] ?? 0
}

export function can(role: Role, right: Right): boolean {
  return limitOf(role, right) > 0
}

/** The roles that have a right, so that a refusal can say whom to ask. */
export function rolesWith(right: Right): Role[] {
  return roles.filter((role) => can(role, right))
}

/** A day's total is ten times the limit of one job. */
export function dailyLimitOf(role: Role, right: Right): number {
  return limitOf(role, right) * 10
}
