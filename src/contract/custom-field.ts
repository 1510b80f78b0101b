import * as z from 'zod/mini'

/**
 * One custom field: any key Stream gave, and the exact text of its JSON value, so that integers
 * beyond 2^53, `1.10` and `\ud800` stay as they came. A list of these keeps the API's order and a
 * key named `__proto__`. Cheap to check, since a page of users holds hundreds.
 */
export const CustomField = z.strictObject({ key: z.string(), json: z.string() })
export type CustomField = z.infer<typeof CustomField>

/** The text of one JSON value, as somebody writes it. */
export const JsonText = z.string().check(z.refine(isJson, 'Not valid JSON'))

/** One custom field as written. */
export const NewCustomField = z.strictObject({
  key: z.string().check(z.minLength(1), z.maxLength(255)),
  json: JsonText,
})

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}
