import { type ColumnDef, tableFeatures } from '@tanstack/react-table'

export type ColumnMeta = {
  /** The field a click on the header sorts by; without it the column can't be sorted. */
  sort?: string
  /** Classes for every cell of the column: width, alignment, from which width on it is there. */
  className: string
  /** What a header that sorts says it does. */
  sortLabel?: string
}

export const dataTableFeatures = tableFeatures({ columnMeta: {} as ColumnMeta })
export type DataColumn<T extends object> = ColumnDef<typeof dataTableFeatures, T>

export type Sort = { field: string; direction: 'asc' | 'desc' }

export const classOf = (column: { meta?: ColumnMeta | undefined }) => column.meta?.className ?? ''
