import clsx from 'clsx'
import { ArrowDown, ArrowUp } from 'lucide-react'
import { Checkbox } from '../../components/checkbox.tsx'
import { useText } from '../../language/language.tsx'
import { COLUMNS, FROM_MIDDLE, FROM_WIDE } from './document-row.tsx'
import { nextSort, type SortKey, type SortOrder } from './library-search.ts'
import type { Selection } from './use-selection.ts'

type HeadProps = {
  sort: SortOrder
  name: SortKey
  className?: string
  isRight?: boolean
  onSort: (sort: SortOrder) => void
}

function SortHead({ sort, name, className, isRight = false, onSort }: HeadProps) {
  const { library } = useText()
  const isDescending = sort === `-${name}`
  const isSorted = isDescending || sort === name
  const Arrow = isDescending ? ArrowDown : ArrowUp
  const order = isSorted ? { 'aria-sort': isDescending ? ('descending' as const) : ('ascending' as const) } : {}
  return (
    <th scope="col" {...order} className={clsx('font-normal', className)}>
      <button
        type="button"
        title={library.sortBy(library.columns[name])}
        onClick={() => onSort(nextSort(sort, name))}
        className={clsx(
          'inline-flex max-w-full items-center gap-1 rounded-sm py-1 hover:text-ink',
          isSorted && 'font-medium text-ink',
          isRight && 'w-full justify-end',
        )}
      >
        <span className="truncate">{library.columns[name]}</span>
        <Arrow aria-hidden className={clsx('size-3 shrink-0', !isSorted && 'hidden')} />
      </button>
    </th>
  )
}

type TableHeadProps = {
  sort: SortOrder
  total: number
  selection: Selection
  onSort: (sort: SortOrder) => void
  onSelectAll: () => void
}

/** The heads of the columns, of which most sort. */
export function TableHead({ sort, onSort, onSelectAll, selection, total }: TableHeadProps) {
  const { library } = useText()
  const count = selection.selected.size
  return (
    <thead className="scroll-thin block shrink-0 overflow-y-scroll border-b border-line">
      <tr aria-rowindex={1} className={clsx(COLUMNS, 'h-9 text-left text-xs text-soft')}>
        <th scope="col" className="flex">
          <Checkbox
            aria-label={library.selectAll}
            checked={count > 0 && count >= total}
            isIndeterminate={count > 0 && count < total}
            onChange={() => (count > 0 ? selection.clear() : onSelectAll())}
          />
        </th>
        <SortHead sort={sort} name="title" onSort={onSort} />
        <SortHead sort={sort} name="kind" onSort={onSort} className={FROM_MIDDLE} />
        <th scope="col" className={clsx('font-normal', FROM_WIDE)}>
          {library.columns.space}
        </th>
        <SortHead sort={sort} name="bytes" onSort={onSort} isRight />
        <SortHead sort={sort} name="chunks" onSort={onSort} isRight className={FROM_WIDE} />
        <SortHead sort={sort} name="updatedAt" onSort={onSort} isRight className={FROM_MIDDLE} />
        <th scope="col" className="pl-2 font-normal">
          {library.columns.state}
        </th>
      </tr>
    </thead>
  )
}
