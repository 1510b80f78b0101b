import { missing } from '../http/api-error.ts'
import type { Operation } from '../http/operation.ts'

type Permission = {
  id: string
  name: string
  description: string
  action: string
  custom: boolean
  owner: boolean
  same_team: boolean
  level: 'app' | 'channel'
  tags: string[]
}

const things: [action: string, words: string, level: Permission['level']][] = [
  ['CreateChannel', 'Create Channel', 'channel'],
  ['ReadChannel', 'Read Channel', 'channel'],
  ['UpdateChannel', 'Update Channel', 'channel'],
  ['DeleteChannel', 'Delete Channel', 'channel'],
  ['CreateMessage', 'Create Message', 'channel'],
  ['UpdateMessage', 'Update Message', 'channel'],
  ['DeleteMessage', 'Delete Message', 'channel'],
  ['FlagMessage', 'Flag Message', 'channel'],
  ['PinMessage', 'Pin Message', 'channel'],
  ['CreateReaction', 'Create Reaction', 'channel'],
  ['DeleteReaction', 'Delete Reaction', 'channel'],
  ['BanChannelMember', 'Ban Channel Member', 'channel'],
  ['UploadAttachment', 'Upload Attachment', 'channel'],
  ['SearchUser', 'Search User', 'app'],
  ['UpdateUser', 'Update User', 'app'],
  ['UpdateUserRole', 'Update User Role', 'app'],
  ['BanUser', 'Ban User', 'app'],
  ['MuteUser', 'Mute User', 'app'],
  ['FlagUser', 'Flag User', 'app'],
  ['BlockUser', 'Block User', 'app'],
]

/** Every permission, and its form that is only about what is one's own. */
const all: Permission[] = things.flatMap(([action, words, level]) =>
  [false, true].map((isOwner) => ({
    id: `${words.toLowerCase().replaceAll(' ', '-')}${isOwner ? '-owner' : ''}`,
    name: isOwner ? `${words} (own)` : words,
    description: `Grants ${action}${isOwner ? ' for what the user owns' : ''}`,
    action,
    custom: false,
    owner: isOwner,
    same_team: true,
    level,
    tags: ['user'],
  })),
)

/** What may be granted to a role: a fixed list here. */
export function permissionOperations(): Operation[] {
  return [
    {
      name: 'ListPermissions',
      method: 'GET',
      path: '/permissions',
      status: 200,
      run: () => `"permissions":${JSON.stringify(all)}`,
    },
    {
      name: 'GetPermission',
      method: 'GET',
      path: '/permissions/{id}',
      status: 200,
      run({ operation, params }) {
        const found = all.find(({ id }) => id === params['id'])
        if (!found) throw missing(operation, `permission "${params['id']}" does not exist`)
        return `"permission":${JSON.stringify(found)}`
      },
    },
  ]
}

/** Which permissions the app's roles have. */
export function grants(): Record<string, string[]> {
  const everything = all.filter(({ owner }) => !owner).map(({ id }) => id)
  const own = all.filter(({ owner }) => owner).map(({ id }) => id)
  return {
    admin: everything,
    global_admin: everything,
    moderator: [...own, 'delete-message', 'ban-user', 'ban-channel-member', 'mute-user'],
    user: own,
    guest: ['read-channel', 'create-message', 'create-reaction'],
    anonymous: ['read-channel'],
  }
}
