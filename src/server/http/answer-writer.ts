import * as core from 'zod/v4/core'

/**
 * Writes the answers of one endpoint. Parsing our own answer strips what the contract does not name:
 * no secret rides along. Bytes, since Node measures and converts a text twice on its way out.
 */
export function answerWriter(schema: core.$ZodType): (answer: unknown) => Buffer {
  const check = compiled(schema)
  return (answer) => Buffer.from(JSON.stringify(core.parse(check, answer)))
}

/**
 * The same schema with its objects as generated code. The contract is in zod/mini for the browser's
 * sake, which goes through an object key by key: four times slower, for every user of a page. Kinds
 * of schema not named here stay as they are.
 */
function compiled(schema: core.$ZodType): core.$ZodType {
  const { def } = (schema as core.$ZodTypes)._zod
  switch (def.type) {
    case 'object': {
      const members = Object.entries(def.shape).map(([key, member]) => [key, compiled(member)])
      return new core.$ZodObjectJIT({ ...def, shape: Object.fromEntries(members) })
    }
    case 'array':
      return new core.$ZodArray({ ...def, element: compiled(def.element) })
    case 'nullable':
      return new core.$ZodNullable({ ...def, innerType: compiled(def.innerType) })
    default:
      return schema
  }
}
