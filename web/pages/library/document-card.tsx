import clsx from 'clsx'
import { memo } from 'react'
import { Badge } from '../../components/badge.tsx'
import { Skeleton } from '../../components/skeleton.tsx'
import { useText } from '../../language/language.tsx'
import { ACTIVE, OpenButton, type RowProps, SelectBox, UnderTitle } from './document-row.tsx'
import { StateBadge } from './state-badge.tsx'

/** One document where there is no room for columns. */
export const DocumentCard = memo(function DocumentCard(props: RowProps) {
  const { index, start, document, job, isSelected, isActive, isOpen, format } = props
  const text = useText()
  const facts = document && [
    text.document.kinds[document.kind] ?? document.kind,
    ...(document.bytes > 0 ? [format.bytes(document.bytes)] : []),
    format.moment(document.updatedAt),
  ]
  return (
    <tr
      id={`document-row-${index}`}
      aria-rowindex={index + 1}
      aria-selected={isSelected}
      style={{ transform: `translateY(${start}px)` }}
      className={clsx(
        'absolute inset-x-0 top-0 flex h-19 gap-3 border-b border-line px-4 py-2.5',
        (isSelected || isOpen) && 'bg-tint',
        isActive && ACTIVE,
      )}
    >
      {document && facts ? (
        <>
          <td className="relative z-1 -m-3 flex p-3 pt-4">
            <SelectBox {...props} document={document} />
          </td>
          <td className="min-w-0 flex-1">
            <span className="flex items-center justify-between gap-2">
              <OpenButton {...props} document={document} />
              <StateBadge document={document} job={job} />
            </span>
            <UnderTitle document={document} job={job} />
            <span className="flex items-center gap-2 text-xs text-soft">
              <span className="truncate">{facts.join(' · ')}</span>
              {document.isSample && <Badge>{text.library.sample.badge}</Badge>}
            </span>
          </td>
        </>
      ) : (
        <td className="w-full">
          <Skeleton className="h-4 w-2/3" />
        </td>
      )}
    </tr>
  )
})
