import type { CustomField } from '../../../contract/custom-field.ts'
import { messages } from '../../messages/messages.ts'
import { indentJson } from './indent-json.ts'

const t = messages.userPanel.custom
/** Characters up to which a nested value stays on one line. */
const ONE_LINE = 48
type JsonType = keyof typeof t.types

/** Keys, types and values in Stream's order; numbers and nested values letter by letter. */
export function CustomFields({ fields }: { fields: CustomField[] }) {
  if (fields.length === 0) return <p className="text-sm text-faint">{t.empty}</p>
  return (
    <table className="w-full table-fixed text-sm">
      <colgroup>
        <col className="w-[38%]" />
        <col className="w-[62px]" />
        <col />
      </colgroup>
      <thead className="sr-only">
        <tr>
          <th scope="col">{t.key}</th>
          <th scope="col">{t.type}</th>
          <th scope="col">{t.value}</th>
        </tr>
      </thead>
      <tbody>
        {fields.map(({ key, json }, index) => (
          // Stream's text may hold the same key twice, so the place is part of the name.
          <tr key={`${String(index)} ${key}`} className="border-b border-line align-baseline">
            <th
              scope="row"
              className="py-1.5 pe-2 text-start font-mono text-xs font-normal wrap-anywhere"
            >
              {key}
            </th>
            <td className="py-1.5 pe-2 text-xs text-faint">{t.types[typeOf(json)]}</td>
            <td className="py-1.5 wrap-anywhere">
              <Value json={json} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Value({ json }: { json: string }) {
  switch (typeOf(json)) {
    case 'string': {
      const text = JSON.parse(json) as string
      if (text === '') return <i className="text-faint">{t.emptyText}</i>
      return <bdi className="whitespace-pre-wrap">{text}</bdi>
    }
    case 'boolean':
      return json === 'true' ? messages.userPanel.yes : messages.userPanel.no
    case 'number':
      return <span className="tabular-nums">{json}</span>
    case 'null':
      return <span className="text-faint">{json}</span>
    case 'array':
    case 'object':
      return (
        <pre className="font-mono text-xs whitespace-pre-wrap">
          {json.length > ONE_LINE ? indentJson(json) : json}
        </pre>
      )
  }
}

function typeOf(json: string): JsonType {
  const start = json.trimStart()[0]
  if (start === '"') return 'string'
  if (start === '{') return 'object'
  if (start === '[') return 'array'
  if (start === 't' || start === 'f') return 'boolean'
  return start === 'n' ? 'null' : 'number'
}
