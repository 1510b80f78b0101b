import type { App } from '../../contract/apps.ts'
import type { Database } from './database.ts'

/** Adds an app, or brings its name and environment up to date. */
export async function saveApp({ sql: db }: Database, app: App): Promise<void> {
  await db
    .insertInto('apps')
    .values(app)
    .onConflict((row) =>
      row.column('id').doUpdateSet({ name: app.name, environment: app.environment }),
    )
    .execute()
}
