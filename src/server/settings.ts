import { z } from 'zod'

const whole = (min: number, max: number) => {
  const expected = `expected a whole number from ${min} to ${max}`
  return z
    .string()
    .regex(/^\d+$/, expected)
    .transform(Number)
    .pipe(z.int().min(min, expected).max(max, expected))
}

const url = (...schemes: string[]) =>
  z
    .string()
    .refine((text) => schemes.some((scheme) => text.startsWith(scheme)) && URL.canParse(text), {
      error: `expected an address starting with ${schemes.join(' or ')}`,
    })

const only = (value: string) => z.literal(value, `expected "${value}", or nothing`)

/** Every setting by itself, as in .env.example, which says what each is for. */
export const Settings = z.object({
  PORT: whole(1, 65_535).default(3_000),
  HOST: z.string().default('localhost'),
  PUBLIC_URL: url('http://', 'https://').optional(),
  STREAM_API_KEY: z.string().optional(),
  STREAM_API_SECRET: z.string().optional(),
  STREAM_API_SECRET_FILE: z.string().optional(),
  STREAM_BASE_URL: url('http://', 'https://').default('https://chat.stream-io-api.com'),
  DATABASE_URL: url('postgres://', 'postgresql://').optional(),
  DATA_DIR: z.string().default('./data'),
  SESSION_SECRET: z.string().min(32, 'expected at least 32 characters').optional(),
  SANDBOX_USERS: whole(1, 5_000_000).default(20_000),
  SANDBOX_PORT: whole(0, 65_535).default(0),
  SANDBOX_CONTROL_PORT: whole(0, 65_535).default(0),
  SANDBOX_RATE_LIMITS: z
    .string()
    .regex(
      /^(off|0*[1-9]\d*(\.\d+)?|\d+\.0*[1-9]\d*)$/,
      'expected "off", or a number above 0 to multiply the limits by',
    )
    .default('1'),
  SANDBOX_SIGN_IN: only('open').optional(),
  REQUESTS_PER_MINUTE: whole(10, 1_000_000).default(1_200),
  ALLOW_EVALUATION_DB: only('1').optional(),
  LOG_LEVEL: z
    .enum(['trace', 'debug', 'info', 'warn', 'error', 'silent'], {
      error: 'expected trace, debug, info, warn, error or silent',
    })
    .default('info'),
  NODE_ENV: z.string().optional(),
})
export type Settings = z.infer<typeof Settings>
