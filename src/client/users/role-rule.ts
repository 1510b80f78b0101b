import type { UserFilter } from '../../contract/user-filter.ts'

/** The roles a filter asks for on its first level; none means any. */
export function rolesIn(filter: UserFilter): string[] {
  for (const rule of filter.rules) {
    if ('rules' in rule || rule.field !== 'role') continue
    if (rule.operator === 'in' && Array.isArray(rule.value)) return rule.value.map(String)
    if (rule.operator === 'eq') return [String(rule.value)]
  }
  return []
}

/** The filter with exactly these roles asked for; whatever else it has stays. */
export function withRoles(filter: UserFilter, roles: string[]): UserFilter {
  const others = filter.rules.filter((rule) => 'rules' in rule || rule.field !== 'role')
  const rule = { field: 'role', operator: 'in', value: roles } as const
  return { ...filter, rules: roles.length > 0 ? [rule, ...others] : others }
}

/** Whether the filter asks for anything but roles, as a link of a later version may. */
export function hasMoreThanRoles(filter: UserFilter): boolean {
  return filter.rules.some((rule) => 'rules' in rule || rule.field !== 'role')
}
