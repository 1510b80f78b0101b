import { Random } from '../random.ts'
import type { StoredUser } from '../store/user.ts'
import { DAY, nanosText } from '../time.ts'
import { briefUser } from './user-json.ts'

const openers = [
  'Has anybody seen',
  'I love',
  'Thanks for',
  'Who else is coming to',
  'Can we talk about',
]
const things = [
  'the new release',
  'last night’s stream',
  'the meetup',
  'that playlist',
  'the rules here',
]
const closers = ['?', ' 🎉', '!', ' – really.', ' …']
const channels = ['general', 'music', 'help', 'off-topic', 'announcements']

/** How many messages a made-up user has written. */
const MAX_MESSAGES = 40
const REACTIONS = ['like', 'love', 'haha', 'wow']

/**
 * Messages this user may have written, newest first: made up from the id, so always the same ones.
 * Read-only; what a deactivation or deletion did to them shows in their type and text.
 */
export function messagesOf(user: StoredUser): string[] {
  if (user.messages === 'hard' || user.last_active === null) return []
  const random = new Random(seedOf(user.id))
  const count = random.below(MAX_MESSAGES)
  const author = briefUser(user)
  const span = Math.max(1, user.last_active - user.created_at)
  const ages = Array.from({ length: count }, () => random.next() * Math.min(span, 60 * DAY))
  return ages
    .toSorted((a, b) => a - b)
    .map((age, index) => {
      const at = Math.floor((user.last_active ?? 0) - age)
      const channel = random.pick(channels)
      const said = `${random.pick(openers)} ${random.pick(things)}${random.pick(closers)}`
      return messageJson(user, author, { id: `${user.id}-${count - index}`, at, channel, said })
    })
}

/** Reactions this user may have left, newest first. */
export function reactionsOf(user: StoredUser): string[] {
  if (user.messages === 'hard' || user.messages === 'pruning') return []
  const random = new Random(seedOf(user.id) + 1)
  const last = user.last_active ?? user.created_at
  return Array.from({ length: random.below(8) }, (_, index) => {
    const at = nanosText(last - index * DAY)
    return (
      `{"type":"${random.pick(REACTIONS)}","score":1,"message_id":"m-${random.hex(8)}",` +
      `"user_id":${JSON.stringify(user.id)},"user":${briefUser(user)},"custom":{},` +
      `"created_at":${at},"updated_at":${at}}`
    )
  })
}

type Said = { id: string; at: number; channel: string; said: string }

function messageJson(user: StoredUser, author: string, { id, at, channel, said }: Said): string {
  const isDeleted = user.messages !== null
  const text = user.messages === 'pruning' ? '' : said
  const when = nanosText(at)
  return (
    `{"id":${JSON.stringify(id)},"text":${JSON.stringify(text)},"html":"",` +
    `"type":"${isDeleted ? 'deleted' : 'regular'}","cid":"messaging:${channel}","user":${author},` +
    `"created_at":${when},"updated_at":${when}${isDeleted ? `,"deleted_at":${when}` : ''},` +
    '"attachments":[],"mentioned_users":[],"latest_reactions":[],"own_reactions":[],' +
    '"reaction_counts":{},"reaction_scores":{},"reaction_groups":{},"reply_count":0,' +
    '"deleted_reply_count":0,"silent":false,"shadowed":false,"pinned":false,' +
    '"mentioned_channel":false,"mentioned_here":false,"restricted_visibility":[],"custom":{}}'
  )
}

function seedOf(text: string): number {
  let hash = 7
  for (const letter of text) hash = (Math.imul(hash, 31) + (letter.codePointAt(0) ?? 0)) | 0
  return hash
}
