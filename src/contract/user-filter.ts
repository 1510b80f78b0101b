import * as z from 'zod/mini'
import { JsonText } from './custom-field.ts'
import { NewTimestamp } from './timestamp.ts'

const operators = [
  'eq',
  'ne',
  'gt',
  'gte',
  'lt',
  'lte',
  'in',
  'nin',
  'exists',
  'contains',
  'autocomplete',
] as const
type Operator = (typeof operators)[number]

type FieldType = 'text' | 'yes-no' | 'time' | 'list' | 'custom'
type FieldRules = {
  type: FieldType
  /** Operators Stream's user guide lists. */
  operators: readonly Operator[]
  /** Operators only the newer specification lists; an app may refuse them. */
  newer?: readonly Operator[]
}

const range = ['eq', 'gt', 'gte', 'lt', 'lte', 'in'] as const

/** The operators each field accepts: the builder offers these, the schema below enforces them. */
export const userFields = {
  id: { type: 'text', operators: [...range, 'autocomplete'], newer: ['exists', 'ne', 'nin'] },
  role: { type: 'text', operators: range, newer: ['exists'] },
  name: {
    type: 'text',
    operators: ['eq', 'autocomplete'],
    newer: ['exists', 'gt', 'gte', 'in', 'lt', 'lte'],
  },
  username: { type: 'text', operators: ['eq', 'autocomplete'] },
  banned: { type: 'yes-no', operators: ['eq'], newer: ['ne'] },
  shadow_banned: { type: 'yes-no', operators: ['eq'], newer: ['ne'] },
  bypass_moderation: { type: 'yes-no', operators: [], newer: ['eq', 'ne'] },
  created_at: { type: 'time', operators: range, newer: ['exists'] },
  updated_at: { type: 'time', operators: range, newer: ['exists'] },
  last_active: { type: 'time', operators: [...range, 'exists'] },
  teams: { type: 'list', operators: ['eq', 'contains'], newer: ['in'] },
  email: { type: 'text', operators: [], newer: ['eq', 'in'] },
  language: { type: 'text', operators: [], newer: ['eq'] },
} as const satisfies Record<string, FieldRules>

const customField: FieldRules = {
  type: 'custom',
  operators: range,
  newer: ['contains', 'exists'],
}

/** The rules of a field, `custom.<path>` included; undefined when there is no such field. */
export function rulesOf(field: string): FieldRules | undefined {
  if (/^custom\.[^.].*$/s.test(field)) return customField
  return Object.hasOwn(userFields, field) ? userFields[field as keyof typeof userFields] : undefined
}

const Text = z.string().check(z.minLength(1), z.maxLength(1_024))
/** A custom field's value as exact JSON text, so that 18, "18" and true stay different. */
const CustomValue = z.strictObject({ json: JsonText.check(z.maxLength(1_024)) })

const oneValue = {
  text: Text,
  'yes-no': z.boolean(),
  time: NewTimestamp,
  list: Text,
  custom: CustomValue,
} as const

/** What a rule's value must look like. Lists hold at most 100 values, as many as one page. */
function valueSchema(type: FieldType, operator: Operator): z.ZodMiniType {
  if (operator === 'exists') return z.boolean()
  if (operator === 'in' || operator === 'nin')
    return z.array<z.ZodMiniType>(oneValue[type]).check(z.minLength(1), z.maxLength(100))
  // Teams equal a whole list; null asks for users without a team.
  if (type === 'list' && operator === 'eq') return z.nullable(z.array(Text).check(z.maxLength(250)))
  return oneValue[type]
}

const UserRuleShape = z.strictObject({
  /** A key of `userFields`, or `custom.` and the path of a custom field. */
  field: z.string().check(z.maxLength(512)),
  operator: z.enum(operators),
  value: z.union([
    z.string(),
    z.boolean(),
    CustomValue,
    z.array(z.union([z.string(), CustomValue])),
    z.null(),
  ]),
})

export const UserRule = UserRuleShape.check(({ value: rule, issues }) => {
  const refuse = (path: PropertyKey[], message: string) =>
    void issues.push({ code: 'custom', input: rule, path, message })
  const rules = rulesOf(rule.field)
  if (!rules) return refuse(['field'], 'No such field')
  if (![...rules.operators, ...(rules.newer ?? [])].includes(rule.operator)) {
    return refuse(['operator'], 'This field does not accept this operator')
  }
  const checked = valueSchema(rules.type, rule.operator).safeParse(rule.value)
  for (const { path, message } of checked.error?.issues ?? []) refuse(['value', ...path], message)
  return undefined
})
export type UserRule = z.infer<typeof UserRule>

export type UserGroup = { match: 'all' | 'any'; rules: (UserRule | UserGroup)[] }

const group = <T extends z.ZodMiniType>(member: T) =>
  z.strictObject({
    match: z.enum(['all', 'any']),
    rules: z.array(member).check(z.minLength(1), z.maxLength(50)),
  })

/**
 * The only form a user filter has: builder state, URL parameter, query key, request, stored job
 * and audit entry. Groups nest to three levels. No rules means everybody.
 */
export const UserFilter = z.strictObject({
  version: z.literal(1),
  match: z.enum(['all', 'any']),
  rules: z
    .array(z.union([UserRule, group(z.union([UserRule, group(UserRule)]))]))
    .check(z.maxLength(50)),
})
export type UserFilter = z.infer<typeof UserFilter>

export const everyone: UserFilter = { version: 1, match: 'all', rules: [] }
