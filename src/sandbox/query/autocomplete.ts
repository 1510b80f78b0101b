import { wordsOf } from '../words.ts'
import { allOf, type Condition, known } from './condition.ts'
import { fail } from './filter-error.ts'

const texts = {
  id: 'users.id',
  name: 'users.name',
  username: `custom_value(users.custom, 'username', 'text')`,
}

/** `$autocomplete`: every word of `value` begins a word of the field, whatever the case. */
export function startsAWord(field: keyof typeof texts, value: unknown): Condition {
  const words = typeof value === 'string' ? wordsOf(value.toWellFormed()) : []
  if (words.length === 0) {
    throw fail(
      '$autocomplete field is empty or contains invalid characters. ' +
        'Please provide a valid string to autocomplete',
    )
  }
  return allOf(words.slice(0, MAX_WORDS).map((word) => startOfWord(field, word)))
}

const MAX_WORDS = 20

function startOfWord(field: keyof typeof texts, word: string): Condition {
  return known(
    { sql: `words_begin(${texts[field]}, ?)`, values: [word] },
    {
      table: 'words',
      sql: 's.field = ? AND s.word >= ? AND s.word < ?',
      values: [field, word, `${word}\u{10ffff}`],
      isInOrder: false,
    },
  )
}
