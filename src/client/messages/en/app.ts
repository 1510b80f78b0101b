import type { Role } from '../../../contract/rights.ts'

export const roleNames: Record<Role, string> = {
  support: 'Support',
  moderator: 'Moderator',
  admin: 'Admin',
  owner: 'Owner',
}

export const app = {
  product: 'Steward',
  roleNames,
  screens: 'Screens',
  users: 'Users',
  environments: {
    sandbox: 'Sandbox',
    development: 'Development',
    staging: 'Staging',
    production: 'Production',
    unset: 'Live app',
  },
  environmentHint: {
    sandbox: 'Made-up users on this machine. Nothing you do here leaves it.',
    development: 'A development app.',
    staging: 'A staging app.',
    production: 'A production app: real people.',
    unset: 'A real Stream app: what you do here happens to real people.',
  },
  account: (name: string) => `Account of ${name}`,
  signedInAs: (name: string, role: Role) => `${name}, ${roleNames[role].toLowerCase()}`,
  signOut: 'Sign out',
  theme: 'Theme',
  themes: { light: 'Light', dark: 'Dark', system: 'As the system' },
  keyboard: 'Keyboard',
  keyboardHint: 'Single keys work while you are not typing.',
  singleKeys: 'Single-key shortcuts',
  shortcuts: {
    next: 'Next user',
    previous: 'Previous user',
    open: 'Open the user',
    close: 'Close what is open',
    search: 'Search',
    deactivate: 'Deactivate or reactivate',
    refresh: 'Refresh the list',
    help: 'This list',
    confirm: 'Send the form',
  },
  close: 'Close',
  cancel: 'Cancel',
  copy: 'Copy',
  copied: 'Copied',
  loading: 'Loading…',
  notFound: {
    title: 'There is nothing at this address',
    action: 'Go to the users',
  },
  broken: {
    title: 'This page has stopped working',
    text: 'That is our mistake. Nothing was changed by it.',
    action: 'Load it again',
  },
}
