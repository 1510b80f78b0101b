/** Given and family names that go together, each with the letters an id is made of. */
export type Culture = {
  share: number
  language: string
  /** Country and some of its cities. */
  country: string
  cities: readonly string[]
  familyFirst?: boolean
  given: readonly Name[]
  family: readonly Name[]
}
export type Name = readonly [name: string, latin: string]
