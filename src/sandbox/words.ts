/** The words `$autocomplete` matches the beginnings of: runs of letters and digits, in lower case. */
export function wordsOf(text: string): string[] {
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
