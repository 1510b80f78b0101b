/** The longest a look is remembered, so also the longest that one can be out of date. */
const KEPT_MS = 1_000

/**
 * Remembers what was looked up by key for at most a second, since a page asks for several things at
 * once. A look under way counts: forgetting makes the next asker look again, whatever was begun before.
 */
export function rememberedLooks<T>(look: (key: string) => Promise<T>) {
  const looks = new Map<string, Promise<T>>()
  let emptiedAt = 0

  function forget(): void {
    looks.clear()
    emptiedAt = performance.now()
  }

  return {
    forget,
    find(key: string): Promise<T> {
      if (performance.now() - emptiedAt > KEPT_MS) forget()
      const known = looks.get(key)
      if (known) return known
      const begun = look(key)
      looks.set(key, begun)
      // A failure is told to those who wait for it, and to nobody after them.
      begun.catch(() => looks.delete(key))
      return begun
    },
  }
}
