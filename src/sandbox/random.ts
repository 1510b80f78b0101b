/** A small seeded generator (sfc32): the same numbers on every machine. */
export class Random {
  #state: [number, number, number, number]

  constructor(seed: number) {
    this.#state = [seed | 0, (seed ^ 0x9e3779b9) | 0, 0x243f6a88, 1]
    for (let round = 0; round < 15; round++) this.next()
  }

  /** A fraction from 0 up to but without 1. */
  next(): number {
    let [a, b, c, d] = this.#state
    const t = (((a + b) | 0) + d) | 0
    d = (d + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = ((c << 21) | (c >>> 11)) + t
    this.#state = [a, b, c | 0, d]
    return (t >>> 0) / 4_294_967_296
  }

  /** A whole number from 0 up to but without `end`. */
  below(end: number): number {
    return Math.floor(this.next() * end)
  }

  chance(share: number): boolean {
    return this.next() < share
  }

  pick<T>(list: readonly T[]): T {
    const found = list[this.below(list.length)]
    if (found === undefined) throw new Error('Nothing to pick from')
    return found
  }

  hex(digits: number): string {
    let text = ''
    while (text.length < digits) text += this.below(16).toString(16)
    return text
  }
}
