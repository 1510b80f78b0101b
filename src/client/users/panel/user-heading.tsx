import type { User } from '../../../contract/users.ts'
import { messages } from '../../messages/messages.ts'
import { Avatar } from '../../ui/avatar.tsx'
import { CopyButton } from '../../ui/copy-button.tsx'

/** Whom the panel is about. */
export function UserHeading({ user: { id, name, image } }: { user: User }) {
  return (
    <div className="flex items-center gap-3 pt-1 pb-3">
      <Avatar id={id} name={name ?? ''} image={image} size={44} />
      <div className="min-w-0">
        <h2 className="text-lg font-semibold wrap-anywhere">
          {name ? (
            <bdi>{name}</bdi>
          ) : (
            <i className="font-normal text-faint">{messages.users.noName}</i>
          )}
        </h2>
        <p className="flex min-h-6 items-center gap-0.5">
          <code className="font-mono text-xs text-muted wrap-anywhere">{id}</code>
          <CopyButton text={id} label={messages.userPanel.copyId} className="size-6!" />
        </p>
      </div>
    </div>
  )
}
