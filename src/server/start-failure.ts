import { BadConfig } from './config.ts'
import { SandboxFailed } from './sandbox-process.ts'
import { DirectoryInUse } from './store/directory-lock.ts'

/** Nobody there, or one of Postgres's own codes for refusing a connection. */
const UNREACHABLE = /^(E[A-Z]+|08\w{3}|28\w{3}|3D000|57P03)$/

/** What an expected failure of a start says, in a line or a list; anything else is shown whole. */
export function explain(error: unknown): unknown {
  if (error instanceof BadConfig) return `These settings are wrong:\n${error.message}`
  if (error instanceof DirectoryInUse || error instanceof SandboxFailed) return error.message
  const system = error as NodeJS.ErrnoException & { port?: number }
  const { code = '', message } = system
  if (code === 'EADDRINUSE') return `Port ${system.port} is in use. Set PORT to another one.`
  if (system.path !== undefined) return `DATA_DIR can't be used: ${message}`
  if (UNREACHABLE.test(code)) return `The database at DATABASE_URL can't be opened (${code}).`
  return error
}
