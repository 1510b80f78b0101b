/**
 * Names that mean a built-in field in Stream's partial update. A custom field of that name can be
 * read but not written this way, since Stream would change the built-in field instead.
 */
const builtIn = new Set([
  ...['id', 'name', 'image', 'role', 'language', 'teams', 'teams_role', 'custom', 'invisible'],
  ...['privacy_settings', 'push_notifications', 'revoke_tokens_issued_before', 'devices', 'mutes'],
  ...['channel_mutes', 'created_at', 'updated_at', 'last_active', 'deactivated_at', 'deleted_at'],
  ...['online', 'banned', 'ban_expires', 'shadow_banned', 'bypass_moderation', 'blocked_user_ids'],
  ...['latest_hidden_channels', 'unread_count', 'total_unread_count', 'unread_channels'],
  ...['unread_threads', 'avg_response_time'],
])

/** Why a custom field cannot be written under this key; undefined when it can. */
export function whyNotWritable(key: string): string | undefined {
  if (key.includes('.')) return 'Stream reads a dot as a path into another field'
  if (key !== key.trim()) return 'Stream accepts no space at either end'
  if (builtIn.has(key)) return 'This is the name of a built-in field'
  return undefined
}
