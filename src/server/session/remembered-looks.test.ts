import { expect, test, vi } from 'vitest'
import { rememberedLooks } from './remembered-looks.ts'

test('several who ask at once share one look', async () => {
  const look = vi.fn<(key: string) => Promise<string>>(async (key) => `${key}!`)
  const { find } = rememberedLooks(look)
  expect(await Promise.all([find('a'), find('a'), find('b')])).toEqual(['a!', 'a!', 'b!'])
  expect(await find('a')).toBe('a!')
  expect(look).toHaveBeenCalledTimes(2)
})

test('whoever asks after forgetting gets a new look, even while an old one is under way', async () => {
  const answers: ((value: string) => void)[] = []
  const { find, forget } = rememberedLooks(
    () => new Promise<string>((resolve) => void answers.push(resolve)),
  )
  const before = find('a')
  forget()
  const after = find('a')
  answers[1]?.('new')
  answers[0]?.('old')
  expect(await Promise.all([before, after])).toEqual(['old', 'new'])
  expect(await find('a')).toBe('new')
})

test('a failure is not remembered', async () => {
  let calls = 0
  const { find } = rememberedLooks(async () => {
    if (calls++ === 0) throw new Error('No database')
    return 'there'
  })
  await expect(find('a')).rejects.toThrow('No database')
  expect(await find('a')).toBe('there')
})

test('nothing is remembered for longer than a second', async () => {
  vi.useFakeTimers({ toFake: ['performance'] })
  try {
    const look = vi.fn<(key: string) => Promise<string>>(async () => 'x')
    const { find } = rememberedLooks(look)
    await find('a')
    vi.advanceTimersByTime(1_001)
    await find('a')
    expect(look).toHaveBeenCalledTimes(2)
  } finally {
    vi.useRealTimers()
  }
})
