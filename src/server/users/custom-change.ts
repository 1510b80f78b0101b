import type { Parsed } from '../../contract/endpoint.ts'
import type { updateUser } from '../../contract/users.ts'
import { Refusal } from '../http/refusal.ts'
import { whyNotWritable } from '../stream/custom-keys.ts'

type Change = Parsed<typeof updateUser>['body']

/** The custom fields a change names. @throws {Refusal} naming each one that can't be written. */
export function keysOf({ setCustom, unsetCustom }: Change): string[] {
  const named = [
    ...setCustom.map(({ key }, index) => [`body.setCustom.${index}.key`, key] as const),
    ...unsetCustom.map((key, index) => [`body.unsetCustom.${index}`, key] as const),
  ]
  const seen = new Set<string>()
  const fields = named.flatMap(([path, key]): { path: string; message: string }[] => {
    const message = seen.has(key) ? 'Named twice' : whyNotWritable(key)
    seen.add(key)
    return message ? [{ path, message }] : []
  })
  if (named.length === 0) fields.push({ path: 'body', message: 'Nothing to change' })
  if (fields.length > 0) throw new Refusal('bad_input', 'Not writable', { fields })
  return [...seen]
}
