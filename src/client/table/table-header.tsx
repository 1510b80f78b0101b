import { FlexRender, type useTable } from '@tanstack/react-table'
import { ArrowDown, ArrowUp, ChevronsUpDown } from 'lucide-react'
import { classNames } from '../ui/class-names.ts'
import type { dataTableFeatures, Sort } from './columns.ts'

type TableHeaderProps<T extends object> = {
  sort: Sort | undefined
  onSort: (field: string) => void
  headers: ReturnType<
    ReturnType<typeof useTable<typeof dataTableFeatures, T>>['getHeaderGroups']
  >[number]['headers']
}

/** The names of the columns; those that can be sorted by are buttons. */
export function TableHeader<T extends object>({ headers, sort, onSort }: TableHeaderProps<T>) {
  return (
    <thead
      role="rowgroup"
      className="sticky top-0 z-10 bg-ground max-wide:sr-only max-wide:!absolute"
    >
      <tr role="row" aria-rowindex={1} className="h-[34px]">
        {headers.map((header) => {
          const { meta } = header.column.columnDef
          const sorted = meta?.sort && meta.sort === sort?.field ? sort.direction : undefined
          return (
            <th
              key={header.id}
              role="columnheader"
              scope="col"
              aria-sort={sorted && (sorted === 'asc' ? 'ascending' : 'descending')}
              className={classNames(
                'truncate border-y border-line px-3 text-start text-xs font-medium text-muted first:ps-5 last:pe-5',
                meta?.className,
              )}
            >
              {meta?.sort ? (
                <button
                  type="button"
                  title={meta.sortLabel}
                  onClick={() => onSort(meta.sort ?? '')}
                  className={classNames(
                    'inline-flex h-6 items-center gap-1 rounded-sm hover:text-text',
                    sorted && 'text-text',
                  )}
                >
                  <FlexRender header={header} />
                  <SortSign sorted={sorted} />
                </button>
              ) : (
                <FlexRender header={header} />
              )}
            </th>
          )
        })}
      </tr>
    </thead>
  )
}

function SortSign({ sorted }: { sorted: Sort['direction'] | undefined }) {
  const Icon = sorted === 'asc' ? ArrowUp : sorted === 'desc' ? ArrowDown : ChevronsUpDown
  return <Icon size={12} aria-hidden="true" className={sorted ? '' : 'opacity-50'} />
}
