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

export function HeadingSkeleton() {
  return (
    <div className="grid gap-3 px-5 pt-1" aria-busy="true">
      <div className="flex items-center gap-3">
        <div className="skeleton size-11 rounded-full" />
        <div className="grid flex-1 gap-1.5">
          <div className="skeleton h-4 w-1/2" />
          <div className="skeleton h-3 w-1/3" />
        </div>
      </div>
      <div className="skeleton h-14" />
      <div className="skeleton h-64" />
    </div>
  )
}
