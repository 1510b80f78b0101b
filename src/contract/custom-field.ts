import { z } from 'zod'

/** The exact text of one JSON value: integers beyond 2^53, `1.10` and `\ud800` stay as they came. */
export const JsonText = z.string().refine(isJson, 'Not valid JSON')

/**
 * One custom field as read: any key Stream gave. A list of these keeps the API's order and a key
 * named `__proto__`.
 */
export const CustomField = z.strictObject({ key: z.string(), json: JsonText })
export type CustomField = z.infer<typeof CustomField>

/** One custom field as written. */
export const NewCustomField = CustomField.extend({ key: z.string().min(1).max(255) })

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}
