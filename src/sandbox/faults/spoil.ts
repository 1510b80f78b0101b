/** An answer's body as a broken network or a proxy would hand it over. */
export function spoilt(body: string, how: 'html' | 'truncated' | 'malformed'): string {
  if (how === 'html') return '<html><body><h1>502 Bad Gateway</h1></body></html>'
  return how === 'truncated' ? body.slice(0, Math.floor(body.length / 2)) : `${body}}`
}

/** The headers of an answer with those about rate limits left out, or saying what is not so. */
export function withBadLimits(
  headers: Record<string, string>,
  how: 'missing' | 'lying',
): Record<string, string> {
  const rest = Object.entries(headers).filter(([name]) => !name.startsWith('x-ratelimit-'))
  const lies = {
    'x-ratelimit-limit': '1000000',
    'x-ratelimit-remaining': '999999',
    'x-ratelimit-reset': '1',
  }
  return { ...Object.fromEntries(rest), ...(how === 'lying' && lies) }
}
