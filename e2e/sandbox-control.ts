/** A fault the sandbox is told to show; see src/sandbox/faults/fault.ts. */
type Fault =
  | { endpoint: string; kind: 'status'; status: number; rate: number; count: number | null }
  | { endpoint: string; kind: 'stall'; ms: number; count?: number }

/** Makes Stream misbehave while `during` runs, and well again after it. */
export async function withFaults(
  control: string,
  faults: Fault[],
  during: () => Promise<void>,
): Promise<void> {
  await send(control, 'PUT', JSON.stringify(faults))
  try {
    await during()
  } finally {
    await send(control, 'DELETE')
  }
}

async function send(control: string, method: string, body?: string): Promise<void> {
  const answer = await fetch(`${control}/faults`, {
    method,
    ...(body && { body, headers: { 'content-type': 'application/json' } }),
  })
  if (!answer.ok) throw new Error(`The sandbox refused the fault: ${await answer.text()}`)
}
