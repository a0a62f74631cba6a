import clsx from 'clsx'
import { memo } from 'react'
import { describeFailure } from '../../api/describe-error.ts'
import type { DocumentItem } from '../../api/wire.ts'
import { Badge } from '../../components/badge.tsx'
import { Checkbox } from '../../components/checkbox.tsx'
import { Skeleton } from '../../components/skeleton.tsx'
import type { Format } from '../../language/format.ts'
import { useText } from '../../language/language.tsx'
import type { Texts } from '../../language/texts.ts'
import type { JobItem } from './job-store.ts'
import { spaceName } from './space-name.ts'
import { StateBadge } from './state-badge.tsx'

/** Columns by the width of the table; the same for its head. */
export const COLUMNS =
  'grid items-center gap-x-3 px-3 grid-cols-[1.25rem_minmax(0,1fr)_4.5rem_7rem] @2xl:grid-cols-[1.25rem_minmax(0,1fr)_6rem_5rem_6.5rem_7.5rem] @4xl:grid-cols-[1.25rem_minmax(0,1fr)_6rem_7rem_5rem_4rem_6.5rem_7.5rem]'
export const FROM_MIDDLE = 'hidden @2xl:block'
export const FROM_WIDE = 'hidden @4xl:block'

export type RowProps = {
  index: number
  /** Its place in the list, in CSS pixels. */
  start: number
  document: DocumentItem | undefined
  job: JobItem | undefined
  isSelected: boolean
  isActive: boolean
  isOpen: boolean
  format: Format
  onOpen: (index: number) => void
  onSelect: (index: number, isRange: boolean) => void
}

/** Where a document lies, and what it belongs to where its title already says that. */
function placeOf({ path, title, project }: DocumentItem): string {
  return path === title ? project : path
}

/** What is said under a title: why there is something to do about the document; else where it lies. */
export function UnderTitle({ document, job }: { document: DocumentItem; job: JobItem | undefined }) {
  const text = useText()
  const reason = reasonOf(document, job, text)
  if (reason === undefined)
    return <bdi className="block truncate text-xs text-faint">{placeOf(document) || '\u00a0'}</bdi>
  const tone = job || document.error?.code === 'cancelled' ? 'text-soft' : 'text-danger'
  return (
    <span title={`${reason}\n${document.path}`} className={clsx('block truncate text-xs', tone)}>
      {reason}
    </span>
  )
}

function reasonOf({ error }: DocumentItem, job: JobItem | undefined, text: Texts): string | undefined {
  if (job) {
    const isHeldUp = job.state === 'queued' && job.error !== undefined
    return isHeldUp && job.error ? text.library.uploads.waitsFor(describeFailure(job.error, text)) : undefined
  }
  return error && describeFailure(error, text)
}

export const ACTIVE =
  'group-focus-visible/grid:outline-2 group-focus-visible/grid:-outline-offset-2 group-focus-visible/grid:outline-accent'

/** The whole row opens the document: the button of its title reaches over it. */
const STRETCHED = "text-left outline-none after:absolute after:inset-0 after:content-['']"

export function OpenButton({
  index,
  document,
  onOpen,
}: Pick<RowProps, 'index' | 'onOpen'> & { document: DocumentItem }) {
  return (
    <button
      type="button"
      tabIndex={-1}
      onClick={() => onOpen(index)}
      className={clsx(STRETCHED, 'min-w-0 font-medium')}
    >
      <bdi className="block truncate">{document.title}</bdi>
    </button>
  )
}

export function SelectBox({
  index,
  document,
  isSelected,
  onSelect,
}: Omit<RowProps, 'document'> & { document: DocumentItem }) {
  const { library } = useText()
  return (
    <Checkbox
      tabIndex={-1}
      aria-label={library.selectOne(document.title)}
      checked={isSelected}
      onChange={({ nativeEvent }) => onSelect(index, nativeEvent instanceof MouseEvent && nativeEvent.shiftKey)}
    />
  )
}

function FactCells({ document, job, format }: Pick<RowProps, 'job' | 'format'> & { document: DocumentItem }) {
  const text = useText()
  const cell = 'truncate text-xs text-soft'
  const number = clsx(cell, 'text-right tabular-nums')
  return (
    <>
      <td className={clsx(cell, FROM_MIDDLE)}>{text.document.kinds[document.kind] ?? document.kind}</td>
      <td className={clsx(cell, FROM_WIDE)}>
        <bdi>{spaceName(document.space, document.isSample, text)}</bdi>
      </td>
      <td className={number}>{document.bytes > 0 && format.bytes(document.bytes)}</td>
      <td className={clsx(number, FROM_WIDE)}>{document.chunks > 0 && format.number(document.chunks)}</td>
      <td className={clsx(number, FROM_MIDDLE)}>{format.moment(document.updatedAt)}</td>
      <td className="flex pl-2">
        <StateBadge document={document} job={job} />
      </td>
    </>
  )
}

/** One document as a row of the table. The table itself takes the keys. */
export const DocumentRow = memo(function DocumentRow(props: RowProps) {
  const { index, start, document, isSelected, isActive, isOpen } = props
  const text = useText()
  return (
    <tr
      id={`document-row-${index}`}
      aria-rowindex={index + 2}
      aria-selected={isSelected}
      style={{ transform: `translateY(${start}px)` }}
      className={clsx(
        COLUMNS,
        'absolute inset-x-0 top-0 h-14 border-b border-line hover:bg-sunken',
        isOpen ? 'bg-tint hover:bg-tint' : isSelected && 'bg-tint/60',
        isActive && ACTIVE,
      )}
    >
      {document ? (
        <>
          <td className="relative z-1 -m-3 flex p-3">
            <SelectBox {...props} document={document} />
          </td>
          <td className="min-w-0">
            <span className="flex items-center gap-2">
              <OpenButton {...props} document={document} />
              {document.isSample && <Badge>{text.library.sample.badge}</Badge>}
            </span>
            <UnderTitle document={document} job={props.job} />
          </td>
          <FactCells {...props} document={document} />
        </>
      ) : (
        <td className="col-span-full">
          <Skeleton className="h-4 w-2/3" />
        </td>
      )}
    </tr>
  )
})
