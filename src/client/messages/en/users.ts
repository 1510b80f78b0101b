import type { UserSort } from '../../../contract/users.ts'
import { formatDay, formatNumber } from '../format.ts'

type SortKey = `${UserSort['field']} ${UserSort['direction']}`

const sorts: Record<SortKey, string> = {
  'created_at desc': 'newest first',
  'created_at asc': 'oldest first',
  'last_active desc': 'last active first',
  'last_active asc': 'longest inactive first',
  'updated_at desc': 'last changed first',
  'updated_at asc': 'longest unchanged first',
  'role asc': 'by role, A to Z',
  'role desc': 'by role, Z to A',
  'id asc': 'by id, A to Z',
  'id desc': 'by id, Z to A',
}

export const users = {
  title: 'Users',
  list: 'Users',
  filters: 'Filters',
  searchLabel: 'Find by name, id or username',
  searchPlaceholder: 'Name, id or username',
  clearSearch: 'Clear the search',
  role: 'Role',
  roles: 'Users with one of these roles',
  otherRole: 'Another role',
  addRole: 'Add',
  removeRole: 'Remove the role filter',
  roleChip: 'Role is any of',
  activity: 'Activity',
  activities: { active: 'Active', 'active-and-deactivated': 'Active and deactivated' },
  sort: 'Sort',
  sorts,
  sortBy: (column: string) => `Sort by ${column}`,
  refresh: 'Refresh',
  columns: {
    name: 'Name',
    role: 'Role',
    status: 'Status',
    teams: 'Teams',
    lastActive: 'Last active',
    created: 'Created',
  },
  noName: 'No name',
  never: 'never',
  more: (count: number) => `+${formatNumber(count)}`,
  status: {
    active: 'Active',
    deactivated: 'Deactivated',
    banned: 'Banned',
    bannedUntil: (iso: string) => `Banned until ${formatDay(iso)}`,
    shadowBanned: 'Shadow banned',
  },
  sentence: {
    everyone: 'All users',
    activeOnly: 'All active users',
    roleIs: 'Users whose role is ',
    matching: ' matching ',
    matchingAlone: 'Users matching ',
    withFilter: 'Users that match the filter of this link',
    comma: ', ',
    deactivatedToo: 'deactivated or not, ',
    end: '.',
  },
  loadedMore: (count: number) => `${formatNumber(count)} loaded, more exist`,
  loadedAll: (count: number) =>
    count === 1 ? '1 user, that is everyone' : `${formatNumber(count)} users, that is everyone`,
  inIdOrder: 'In id order: Stream did not keep the order asked for.',
  asOf: (time: string) => `As of ${time}`,
  loadingMore: 'Loading more…',
  states: {
    none: {
      title: 'No users yet',
      text: 'As soon as your app creates users on Stream, they are here.',
    },
    noneActive: {
      title: 'No active users',
      text: 'There may be deactivated ones.',
      action: 'Show deactivated users too',
    },
    noMatch: {
      title: 'No one matches',
      text: 'Names, ids and usernames are searched by the beginning of each word.',
      action: 'Clear search and filters',
    },
    slow: {
      title: 'Stream is slow right now',
      text: 'The list is still on its way.',
      action: 'Stop waiting',
    },
    stopped: { title: 'Stopped', text: 'The list was not loaded.' },
    brokenLink: 'Part of this link could not be read and was left out:',
    brokenParts: { filter: 'the filter', sort: 'the sort', activity: 'the activity' },
  },
}
