import { app } from './en/app.ts'
import { errors } from './en/errors.ts'
import { session } from './en/session.ts'
import { training } from './en/training.ts'
import { userPanel } from './en/user-panel.ts'
import { users } from './en/users.ts'

/** Every text a person reads. Another language is another object of this shape. */
export const messages = { app, errors, session, training, users, userPanel }
