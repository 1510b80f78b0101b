// Plain JavaScript, because the shell that calls it may have an old Node first in its path.
import { existsSync, readFileSync } from 'node:fs'

const status = Number(process.argv[2])
const read = (file) => (existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined)

const unit = read('reports/unit.json')
const e2e = read('reports/e2e.json')?.stats

const passed = (unit?.numPassedTests ?? 0) + (e2e?.expected ?? 0)
const failed = (unit?.numFailedTests ?? 0) + (e2e?.unexpected ?? 0) + (e2e?.flaky ?? 0)
const skipped = (unit?.numPendingTests ?? 0) + (e2e?.skipped ?? 0)

// A check that stops before any test (types, lint, size) still has to show as a failure.
const unseen = status !== 0 && failed === 0 ? 1 : 0
console.log(
  `${passed} passed, ${failed + unseen} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`,
)
