import { spawn } from 'node:child_process'
import { createServer } from 'vite'

/**
 * Hot reload for both sides on one origin: Vite in front at PORT (3000), handing `/api` to a server
 * behind it, one port further, that restarts when its files change.
 */
const PORT = Number(process.env['PORT'] ?? 3000)
const SERVER_PORT = PORT + 1

const server = spawn(process.execPath, ['--watch', 'src/server/main.ts'], {
  stdio: 'inherit',
  env: { ...process.env, PORT: String(SERVER_PORT), PUBLIC_URL: `http://localhost:${PORT}` },
})
const vite = await createServer({
  server: {
    port: PORT,
    strictPort: true,
    // The Host header stays, because the server checks it against PUBLIC_URL.
    proxy: { '/api': { target: `http://localhost:${SERVER_PORT}`, changeOrigin: false } },
  },
})
await vite.listen()
vite.printUrls()

const stop = () => {
  server.kill('SIGTERM')
  void vite.close().then(() => process.exit(0))
}
process.once('SIGINT', stop)
process.once('SIGTERM', stop)
