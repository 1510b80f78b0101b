/**
 * JSON text with line breaks and indentation, every value letter by letter as it was: parsing it
 * would round numbers and move keys.
 */
export function indentJson(text: string): string {
  let depth = 0
  let result = ''
  // A string (quotes and all), a run of anything plain, or one sign of structure.
  for (const [token] of text.matchAll(/"(?:[^"\\]|\\.)*"|[^\s"{}[\],:]+|[{}[\],:]/g)) {
    const newLine = (by: number) => `\n${'  '.repeat((depth += by))}`
    const isEmptyBefore = result.endsWith('{') || result.endsWith('[')
    if (token === '}' || token === ']') {
      if (isEmptyBefore) depth--
      else result += newLine(-1)
      result += token
      continue
    }
    if (isEmptyBefore) result += `\n${'  '.repeat(depth)}`
    result += token
    if (token === '{' || token === '[') depth++
    else if (token === ',') result += newLine(0)
    else if (token === ':') result += ' '
  }
  return result
}
