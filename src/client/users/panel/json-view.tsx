import type { User } from '../../../contract/users.ts'
import { messages } from '../../messages/messages.ts'
import { CopyButton } from '../../ui/copy-button.tsx'
import { indentJson } from './indent-json.ts'
import { userJson } from './user-json.ts'

/** The user as one JSON object, to read and to copy. */
export function JsonView({ user }: { user: User }) {
  const text = indentJson(userJson(user))
  return (
    <>
      <p className="flex items-center gap-2 pb-1 text-xs text-muted">
        <span className="flex-1">{messages.userPanel.jsonHint}</span>
        <CopyButton text={text} label={messages.userPanel.copyJson} />
      </p>
      <pre className="rounded-md bg-sunk p-3 font-mono text-xs whitespace-pre-wrap wrap-anywhere">
        {text}
      </pre>
    </>
  )
}
