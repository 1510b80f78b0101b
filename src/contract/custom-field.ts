import * as z from 'zod/mini'

/** The exact text of one JSON value: integers beyond 2^53, `1.10` and `\ud800` stay as they came. */
export const JsonText = z.string().check(z.refine(isJson, 'Not valid JSON'))

/**
 * One custom field as read: any key Stream gave. A list of these keeps the API's order and a key
 * named `__proto__`.
 */
export const CustomField = z.strictObject({ key: z.string(), json: JsonText })
export type CustomField = z.infer<typeof CustomField>

/** One custom field as written. */
export const NewCustomField = z.extend(CustomField, {
  key: z.string().check(z.minLength(1), z.maxLength(255)),
})

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}
