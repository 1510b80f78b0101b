import type { Store } from '../store/store.ts'
import { type Belongings, belongingsOf, type StoredUser } from '../store/user.ts'

/** Changes a part of what belongs to a user, within the caller's transaction. */
export function keep(store: Store, user: StoredUser, part: Partial<Belongings>): void {
  const belongings = JSON.stringify({ ...belongingsOf(user), ...part })
  store.users.update(user, { ...user, belongings })
}
