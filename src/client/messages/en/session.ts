import type { Role } from '../../../contract/rights.ts'

const tryIt: Record<Role, string> = {
  support: 'Finds one person, reads everything, reactivates',
  moderator: 'Finds spammers, deactivates and reactivates',
  admin: 'Deactivates and changes many',
  owner: 'Everything, and who may do what',
}

export const session = {
  signIn: 'Sign in',
  signingIn: 'Signing in…',
  email: 'E-mail',
  password: 'Password',
  tryTitle: 'Try it as',
  tryText: 'The sandbox has made-up users. Choose a role; no password needed.',
  tryIt,
  oneClickRefused:
    'This sandbox can be reached from other machines, so the one-click roles are off. The server printed a one-time link for the owner; `npm run owner-link` prints a new one.',
  noOwner:
    'Nobody owns this installation yet. The server printed a one-time link when it started; `npm run owner-link` prints a new one.',
  notSecure: (address: string) =>
    `Sign-in can't work at ${address}: over plain http, browsers keep the session cookie only for localhost. Put https in front of the server and set PUBLIC_URL to that address.`,
  ended: 'Sign in to get to the page you asked for.',
  claimTitle: 'Become the owner',
  claimText: 'This link makes you the owner of this installation. It works once.',
  noToken: 'This link is not complete. Copy the whole link that the server printed.',
  claim: 'Become the owner',
  claiming: 'One moment…',
  name: 'Your name',
  passwordHint: 'At least 15 characters. A few words you remember are fine.',
  nameMissing: 'Type your name',
  emailWrong: 'Type an e-mail address, such as ana@example.com',
  passwordMissing: 'Type your password',
  passwordShort: 'At least 15 characters',
}
