import { createColumnHelper } from '@tanstack/react-table'
import { Link } from '@tanstack/react-router'
import type { User, UserSort } from '../../contract/users.ts'
import { messages } from '../messages/messages.ts'
import type { DataColumn, dataTableFeatures } from '../table/columns.ts'
import { Avatar } from '../ui/avatar.tsx'
import { Tag } from '../ui/tag.tsx'
import { TimeAgo } from '../ui/time-ago.tsx'
import { UserStatus } from './user-status.tsx'

const t = messages.users
const column = createColumnHelper<typeof dataTableFeatures, User>()

const TEAMS_SHOWN = 2
/** On a narrow screen a row is a card of two lines, and these are its second line. */
const secondLine = 'max-wide:text-sm'

const sortable = (field: UserSort['field'], name: string) => ({
  sort: field,
  sortLabel: t.sortBy(name.toLowerCase()),
})

// At module level: a new array per render would make the table rebuild every row.
export const usersColumns: DataColumn<User>[] = column.columns([
  column.accessor('id', {
    header: t.columns.name,
    meta: { className: 'w-auto max-wide:col-span-2' },
    cell: ({ row }) => <Who user={row.original} />,
  }),
  column.accessor('role', {
    header: t.columns.role,
    meta: {
      ...sortable('role', t.columns.role),
      className: 'w-[13%] max-wide:order-3 max-wide:text-muted max-wide:text-sm max-wide:text-end',
    },
  }),
  column.display({
    id: 'status',
    header: t.columns.status,
    meta: { className: `w-[20%] max-wide:order-2 max-wide:ps-[38px]! ${secondLine}` },
    cell: ({ row }) => <UserStatus user={row.original} />,
  }),
  column.accessor('teams', {
    header: t.columns.teams,
    meta: { className: 'w-[17%] max-wide:hidden @max-[860px]:hidden' },
    cell: ({ getValue }) => <Teams teams={getValue()} />,
  }),
  column.accessor('lastActiveAt', {
    header: t.columns.lastActive,
    meta: {
      ...sortable('last_active', t.columns.lastActive),
      className:
        'w-[12%] min-w-[104px] max-wide:hidden @max-[680px]:hidden text-muted tabular-nums',
    },
    cell: ({ getValue }) => <When iso={getValue()} />,
  }),
  column.accessor('createdAt', {
    header: t.columns.created,
    meta: {
      ...sortable('created_at', t.columns.created),
      className: 'w-[12%] max-wide:hidden text-muted tabular-nums',
    },
    cell: ({ getValue }) => <When iso={getValue()} />,
  }),
])

function Who({ user: { id, name, image } }: { user: User }) {
  return (
    <div className="flex items-center gap-2.5">
      <Avatar id={id} name={name ?? ''} image={image} size={28} />
      <div className="min-w-0">
        <Link
          from="/apps/$appId/users"
          search={(search) => ({ ...search, user: id })}
          tabIndex={-1}
          className="block truncate leading-[18px] font-medium"
        >
          {name ? <bdi>{name}</bdi> : <i className="font-normal text-faint">{t.noName}</i>}
        </Link>
        <code className="block truncate font-mono text-xs leading-[15px] text-muted">{id}</code>
      </div>
    </div>
  )
}

function Teams({ teams }: { teams: string[] }) {
  if (teams.length === 0) return <span className="text-faint">–</span>
  return (
    <span className="flex items-center gap-1" title={teams.join(', ')}>
      {teams.slice(0, TEAMS_SHOWN).map((team) => (
        <Tag key={team}>{team}</Tag>
      ))}
      {teams.length > TEAMS_SHOWN && (
        <span className="text-xs text-faint">{t.more(teams.length - TEAMS_SHOWN)}</span>
      )}
    </span>
  )
}

function When({ iso }: { iso: string | null }) {
  return iso ? <TimeAgo iso={iso} /> : <span className="text-faint">{t.never}</span>
}
