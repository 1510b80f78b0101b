import { expect, test } from 'vitest'
import { initialsOf } from './initials.ts'

test.each([
  ['José Núñez', 'JN'],
  ['Anna', 'A'],
  ['ana maria de la cruz', 'AC'],
  ['李伟', '李'],
  ['田中 芽衣', '田芽'],
  ['عمر حداد', 'عح'],
  ['प्रिया शर्मा', 'प्रिश'],
  ['jose-nunez_42', 'J4'],
  ['"><img src=x>', 'IS'],
  ['🏳️‍🌈 !!', ''],
  ['', ''],
])('%s is %s', (name, initials) => {
  expect(initialsOf(name)).toBe(initials)
})
