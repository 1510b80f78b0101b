/** One claim about speed or size: a figure and the limit it must stay within. */
export type Claim = {
  what: string
  value: number
  unit: string
  /** Written as it reads: `≤ 170` or `≥ 0.45`. */
  limit: string
  holds: boolean
}
export type BenchResult = { name: string; claims: Claim[] }

export function atMost(what: string, value: number, limit: number, unit: string): Claim {
  return { what, value: rounded(value), unit, limit: `≤ ${limit}`, holds: value <= limit }
}

export function atLeast(what: string, value: number, limit: number, unit: string): Claim {
  return { what, value: rounded(value), unit, limit: `≥ ${limit}`, holds: value >= limit }
}

export function median(values: number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN
}

/** Prints the figures as a table and, as the last line, the claims as JSON. */
export function report(name: string, figures: Record<string, unknown>[], claims: Claim[]): void {
  console.table(figures)
  console.log(JSON.stringify({ name, claims } satisfies BenchResult))
  if (!claims.every((claim) => claim.holds)) process.exitCode = 1
}

function rounded(value: number): number {
  return Math.round(value * 1000) / 1000
}
