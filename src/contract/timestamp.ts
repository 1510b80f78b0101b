import * as z from 'zod/mini'

/**
 * RFC 3339 in UTC with every digit the API gave, such as `2024-08-06T09:16:29.908727Z`.
 * Never a `Date` or a number on the way: both lose the microseconds.
 */
export const Timestamp = z
  .string()
  .check(
    z.regex(
      /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?Z$/,
      'Expected a time such as 2026-10-01T00:00:00Z',
    ),
  )

/** A time as somebody writes it, who may mean a day that does not exist. */
export const NewTimestamp = Timestamp.check(
  z.refine((text) => !Number.isNaN(Date.parse(text)), 'No such day or time'),
)
