const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' })

/** The first letter of the first and of the last word, in whatever script; empty when there is none. */
export function initialsOf(name: string): string {
  const words = name.split(/[\s_.@-]+/).filter((word) => /[\p{L}\p{N}]/u.test(word))
  const [first = '', ...rest] = words.map(firstLetter)
  return first + (rest.at(-1) ?? '')
}

function firstLetter(word: string): string {
  for (const { segment } of graphemes.segment(word)) {
    if (/[\p{L}\p{N}]/u.test(segment)) return segment.toLocaleUpperCase()
  }
  return ''
}
