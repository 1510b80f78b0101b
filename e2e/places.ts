import path from 'node:path'

/** Where the servers of an end-to-end run listen and write. Two installations: one sandbox, one real. */
export const reports = path.resolve(import.meta.dirname, '../reports')
export const screenshots = path.resolve(import.meta.dirname, '../screenshots')

export const sandboxMode = {
  url: 'http://localhost:4100',
  port: 4100,
  control: 'http://127.0.0.1:4102',
  controlPort: 4102,
  log: path.join(reports, 'sandbox-mode.log'),
} as const

export const realMode = {
  url: 'http://localhost:4200',
  port: 4200,
  streamPort: 4201,
  control: 'http://127.0.0.1:4202',
  controlPort: 4202,
  log: path.join(reports, 'real-mode.log'),
} as const

/** Answers as soon as both installations do. */
export const bothReady = { url: 'http://localhost:4099', port: 4099 } as const

/** Planted secrets: none of these texts may come out of the real-mode server in any form. */
export const canary = {
  apiKey: 'e2e-key',
  apiSecret: 'canary-stream-secret-7f3a91c2d4e8',
  sessionSecret: 'canary-session-secret-51b0e6a9f7c3d2184e',
} as const
