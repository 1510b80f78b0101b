import type { Training, Trouble } from '../../../contract/training.ts'
import { formatNumber } from '../format.ts'

const troubles: Record<Trouble, { name: string; text: string }> = {
  none: { name: 'Well', text: 'Stream answers as usual.' },
  slow: { name: 'Slow', text: 'Every answer takes three seconds longer.' },
  flaky: { name: 'Flaky', text: 'Three calls in ten fail.' },
  'rate-limited': { name: 'Rate-limited', text: 'Every call is asked to wait.' },
  down: { name: 'Down', text: 'Nobody answers.' },
}

export const training = {
  title: 'Sandbox',
  open: 'Make Stream misbehave',
  text: (users: number) =>
    `${formatNumber(users)} made-up users on this machine. Nothing you do here leaves it.`,
  troubleTitle: 'Make Stream misbehave',
  troubles,
  other: 'Other faults were set through the control port.',
  badge: (trouble: Training['trouble']) =>
    trouble === 'other' ? 'misbehaving' : troubles[trouble].name.toLowerCase(),
  raidTitle: 'A raid',
  raidText: '400 accounts arrive over two minutes, as spammers do.',
  raidStart: 'Start a raid',
  raidOn: (created: number, accounts: number) =>
    `${formatNumber(created)} of ${formatNumber(accounts)} accounts are here.`,
  raidOver: (accounts: number) => `The raid is over: ${formatNumber(accounts)} accounts.`,
  raidShow: 'Show them',
  again: 'Start again with fresh data',
  againSure: 'Everything done to the made-up users is lost.',
  againYes: 'Yes, start again',
  againRunning: 'Making up users…',
}
