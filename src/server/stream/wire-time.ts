const NANOSECONDS = 1_000_000_000n
const INTEGER = /^-?\d{1,19}$/
const RFC_3339 = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(\.\d{1,9})?Z$/

/**
 * A time as Stream writes it in JSON (an integer of nanoseconds, or RFC 3339 text on its older
 * API) as RFC 3339 text with every digit.
 *
 * @returns undefined for anything else.
 */
export function toTimestamp(json: string): string | undefined {
  if (INTEGER.test(json)) return fromNanoseconds(json)
  if (!json.startsWith('"')) return undefined
  const text = json.slice(1, -1)
  return RFC_3339.test(text) && !Number.isNaN(Date.parse(text)) ? text : undefined
}

function fromNanoseconds(digits: string): string | undefined {
  // Nearly every time: the last nine digits are the fraction, no arithmetic needed.
  if (/^[1-9]\d{9,}$/.test(digits)) return written(Number(digits.slice(0, -9)), digits.slice(-9))
  // A double is exact to 128 ns here; only whole-number arithmetic keeps the rest.
  const nanoseconds = BigInt(digits)
  const remainder = ((nanoseconds % NANOSECONDS) + NANOSECONDS) % NANOSECONDS
  const seconds = Number((nanoseconds - remainder) / NANOSECONDS)
  return written(seconds, String(remainder).padStart(9, '0'))
}

/** By hand, since toISOString takes three times as long; 19 digits reach from 1653 to 2286. */
function written(seconds: number, fraction: string): string {
  const date = new Date(seconds * 1000)
  const day = `${date.getUTCFullYear()}-${two(date.getUTCMonth() + 1)}-${two(date.getUTCDate())}`
  const time = `${two(date.getUTCHours())}:${two(date.getUTCMinutes())}:${two(date.getUTCSeconds())}`
  return `${day}T${time}${shortestFraction(fraction)}Z`
}

function two(number: number): string {
  return number < 10 ? `0${number}` : String(number)
}

/** The shortest of 0, 3, 6 and 9 digits that loses nothing. */
function shortestFraction(nine: string): string {
  if (nine === '000000000') return ''
  if (nine.endsWith('000000')) return `.${nine.slice(0, 3)}`
  if (nine.endsWith('000')) return `.${nine.slice(0, 6)}`
  return `.${nine}`
}
