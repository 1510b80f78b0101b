import { inputError } from '../http/api-error.ts'
import type { Operation } from '../http/operation.ts'
import { RequestBody } from '../http/request-body.ts'
import type { Role } from '../store/roles.ts'
import type { Store } from '../store/store.ts'
import { nanosText, nowMicros } from '../time.ts'

const MAX_NAME = 64
const MAX_CUSTOM_ROLES = 25

/** The roles there are, new ones, and fewer. */
export function roleOperations(store: Store): Operation[] {
  const { roles, users } = store
  return [
    {
      name: 'ListRoles',
      method: 'GET',
      path: '/roles',
      status: 200,
      run: () => `"roles":[${roles.all().map(roleJson).join(',')}]`,
    },
    {
      name: 'CreateRole',
      method: 'POST',
      path: '/roles',
      status: 201,
      run({ operation, body }) {
        const name = new RequestBody(operation, body).required('name', MAX_NAME)
        if (roles.find(name)) throw inputError(operation, `role "${name}" already exists`)
        if (roles.all().filter(({ custom }) => custom === 1).length >= MAX_CUSTOM_ROLES) {
          throw inputError(operation, `an app can have at maximum ${MAX_CUSTOM_ROLES} custom roles`)
        }
        const at = nowMicros()
        roles.add(name, true, at)
        return `"role":${roleJson({ name, custom: 1, created_at: at, updated_at: at })}`
      },
    },
    {
      name: 'DeleteRole',
      method: 'DELETE',
      path: '/roles/{name}',
      status: 200,
      run({ operation, params }) {
        const name = params['name'] ?? ''
        const role = roles.find(name)
        if (!role) throw inputError(operation, `role "${name}" does not exist`)
        if (role.custom === 0) {
          throw inputError(operation, `role "${name}" is a built-in role and cannot be deleted`)
        }
        const holder = users.oneWithRole(name)
        if (holder !== undefined) {
          throw inputError(
            operation,
            `role "${name}" cannot be deleted, at least one user is using this role (ie. "${holder}")`,
          )
        }
        roles.remove(name)
        return ''
      },
    },
  ]
}

function roleJson({ name, custom, created_at, updated_at }: Role): string {
  return (
    `{"name":${JSON.stringify(name)},"custom":${custom === 1},"scopes":[".app"],` +
    `"created_at":${nanosText(created_at)},"updated_at":${nanosText(updated_at)}}`
  )
}
