const ROWS = 14

/** The shape of rows that are still on their way, so that nothing moves when they come. */
export function SkeletonRows({ columns }: { columns: string[] }) {
  return Array.from({ length: ROWS }, (_, row) => (
    <tr key={row} aria-hidden="true" className="h-11 max-wide:block max-wide:h-[72px]">
      {columns.map((className, column) => (
        <td
          key={column}
          className={`border-b border-line px-3 first:ps-5 max-wide:not-first:hidden max-wide:first:block max-wide:first:h-full max-wide:first:content-center ${className}`}
        >
          <div
            className="skeleton h-3.5 w-3/5"
            style={{ width: `${40 + ((row * 7 + column * 13) % 45)}%` }}
          />
        </td>
      ))}
    </tr>
  ))
}
