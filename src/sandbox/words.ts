// oxlint-disable-next-line no-control-regex -- all of ASCII is meant, control characters too
const plain = /^[\u0000-\u007f]*$/

/** The words `$autocomplete` matches the beginnings of: runs of letters and digits, in lower case. */
export function wordsOf(text: string): string[] {
  const lower = text.toLowerCase()
  // Plain letters need no table of all the world's: several times faster, same words.
  if (plain.test(lower)) return lower.match(/[a-z0-9]+/g) ?? []
  return (
    text
      .normalize('NFC')
      .toLowerCase()
      .match(/[\p{L}\p{M}\p{N}]+/gu) ?? []
  )
}

/** Whether a word of the text begins with `prefix`, which is one of `wordsOf`. */
export function wordsBegin(text: string, prefix: string): boolean {
  return wordsOf(text).some((word) => word.startsWith(prefix))
}

/** What two names that are "the same" share: no case, no spaces, no signs. */
export function nameKey(name: string): string {
  return wordsOf(name).join('')
}
