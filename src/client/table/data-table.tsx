import { FlexRender, useTable } from '@tanstack/react-table'
import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useRef } from 'react'
import { classNames } from '../ui/class-names.ts'
import { useIsNarrow } from '../ui/use-is-narrow.ts'
import { classOf, type DataColumn, dataTableFeatures, type Sort } from './columns.ts'
import { SkeletonRows } from './skeleton-rows.tsx'
import { TableHeader } from './table-header.tsx'
import { useFocusOn } from './use-focus-on.ts'

type DataTableProps<T extends object> = {
  label: string
  columns: DataColumn<T>[]
  rows: T[]
  keyOf: (row: T) => string
  sort: Sort | undefined
  onSort: (field: string) => void
  /** Index of the row with the focus; -1 for none yet. */
  current: number
  onCurrent: (index: number) => void
  /** Key of the row that is open beside the table. */
  openKey: string | undefined
  onOpen: (row: T) => void
  /** Nothing is known yet: shows the shape of rows. */
  isLoading: boolean
  /** The end of the rows is near; called again with every scroll until there are more. */
  onNearEnd: () => void
}

const HEADER_PX = 34
const ROW_PX = 44
/** A card on a narrow screen. */
const CARD_PX = 72
const NEAR_END_ROWS = 15

/**
 * A table of any length: only the rows on screen are in the page. Arrow keys, Home, End and Enter
 * work on the rows; on a narrow screen each row is a card.
 */
export function DataTable<T extends object>(props: DataTableProps<T>) {
  const { label, columns, rows, keyOf, current, onCurrent, openKey, onOpen, onNearEnd } = props
  const scroller = useRef<HTMLDivElement>(null)
  const rowPx = useIsNarrow() ? CARD_PX : ROW_PX
  const table = useTable({ features: dataTableFeatures, columns, data: rows, getRowId: keyOf })
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowPx,
    overscan: 8,
    scrollMargin: HEADER_PX,
    scrollPaddingStart: HEADER_PX,
  })
  useEffect(() => virtual.measure(), [virtual, rowPx])
  const items = virtual.getVirtualItems()
  const [first, last] = [items[0], items.at(-1)]
  const lastIndex = last?.index ?? -1

  useEffect(() => {
    if (rows.length > 0 && lastIndex >= rows.length - NEAR_END_ROWS) onNearEnd()
  }, [lastIndex, rows.length, onNearEnd])
  useFocusOn(scroller, current, (index) => virtual.scrollToIndex(index))

  const move = (event: React.KeyboardEvent, index: number) => {
    const to = { ArrowDown: index + 1, ArrowUp: index - 1, Home: 0, End: rows.length - 1 }[
      event.key
    ]
    if (to !== undefined) {
      event.preventDefault()
      onCurrent(Math.max(0, Math.min(to, rows.length - 1)))
    }
    const row = rows[index]
    if (event.key === 'Enter' && event.target === event.currentTarget && row) onOpen(row)
  }
  const tableRows = table.getRowModel().rows

  return (
    <div
      ref={scroller}
      className="@container min-h-0 flex-1 overflow-auto overscroll-contain max-wide:border-t max-wide:border-line"
    >
      <table
        role="table"
        aria-label={label}
        aria-rowcount={rows.length + 1}
        aria-busy={props.isLoading}
        className="w-full table-fixed max-wide:block"
      >
        <TableHeader
          sort={props.sort}
          onSort={props.onSort}
          headers={table.getHeaderGroups()[0]?.headers ?? []}
        />
        <Space height={first ? first.start - HEADER_PX : 0} />
        <tbody role="rowgroup" className="max-wide:block">
          {props.isLoading && <SkeletonRows columns={columns.map(classOf)} />}
          {items.map(({ index }) => {
            const row = tableRows[index]
            if (!row) return undefined
            return (
              <tr
                key={row.id}
                role="row"
                aria-rowindex={index + 2}
                aria-current={row.id === openKey || undefined}
                data-index={index}
                tabIndex={index === Math.max(current, 0) ? 0 : -1}
                onKeyDown={(event) => move(event, index)}
                onFocus={() => onCurrent(index)}
                onClick={(event) => {
                  if (!isSelectingText() && !event.defaultPrevented) onOpen(row.original)
                }}
                className={classNames(
                  'h-11 cursor-pointer outline-offset-[-2px] hover:bg-ground aria-current:bg-accent-soft',
                  'max-wide:relative max-wide:grid max-wide:h-[72px] max-wide:grid-cols-[1fr_auto] max-wide:content-center max-wide:border-b max-wide:border-line max-wide:px-4',
                )}
              >
                {row.getAllCells().map((cell) => (
                  <td
                    key={cell.id}
                    role="cell"
                    className={classNames(
                      'truncate border-line px-3 first:ps-5 last:pe-5 wide:border-b max-wide:w-auto! max-wide:p-0!',
                      classOf(cell.column.columnDef),
                    )}
                  >
                    <FlexRender cell={cell} />
                  </td>
                ))}
              </tr>
            )
          })}
        </tbody>
        <Space height={last ? virtual.getTotalSize() - (last.end - HEADER_PX) : 0} />
      </table>
    </div>
  )
}

/** Stands for the rows above or below the screen. */
function Space({ height }: { height: number }) {
  if (height <= 0) return undefined
  return (
    <tbody aria-hidden="true" className="max-wide:block">
      <tr className="max-wide:block">
        <td style={{ height }} className="max-wide:block" />
      </tr>
    </tbody>
  )
}

function isSelectingText(): boolean {
  return (getSelection()?.toString() ?? '') !== ''
}
