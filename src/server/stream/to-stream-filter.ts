import type { UserGroup, UserRule } from '../../contract/user-filter.ts'
import { wellFormed } from './json-text.ts'

/**
 * A user filter as the text of Stream's `filter_conditions`: the only place that knows how.
 * It is text and not an object, so that a custom value such as `1.10` or an integer beyond 2^53
 * reaches Stream as it was written.
 */
export function toStreamFilter({ match, rules }: UserGroup): string {
  const parts = rules.map((rule) => ('rules' in rule ? toStreamFilter(rule) : ruleText(rule)))
  // Always a list, never merged into one object: two rules may be about the same field.
  if (parts.length > 1) return `{"${match === 'all' ? '$and' : '$or'}":[${parts.join(',')}]}`
  return parts[0] ?? '{}'
}

function ruleText({ field, operator, value }: UserRule): string {
  return `{${JSON.stringify(field)}:{"$${operator}":${valueText(value)}}}`
}

function valueText(value: UserRule['value']): string {
  if (Array.isArray(value)) return `[${value.map(valueText).join(',')}]`
  return typeof value === 'object' && value !== null
    ? wellFormed(value.json)
    : JSON.stringify(value)
}
