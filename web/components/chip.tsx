import clsx from 'clsx'
import { X } from 'lucide-react'
import type { ReactNode } from 'react'
import { useText } from '../language/language.tsx'

type ChipProps = {
  children: ReactNode
  /** Given: it can be taken away; `name` says what for a screen reader. */
  onRemove?: () => void
  name?: string
  className?: string
}

/** A small word that stands for a filter or a property. */
export function Chip({ children, onRemove, name, className }: ChipProps) {
  const text = useText()
  return (
    <span
      className={clsx(
        'inline-flex h-6 max-w-full items-center gap-1 rounded-full border border-line bg-sunken px-2.5 text-xs text-ink',
        onRemove && 'pr-0.5',
        className,
      )}
    >
      <span className="flex min-w-0 items-center gap-1 truncate [&_svg]:size-3 [&_svg]:shrink-0">{children}</span>
      {onRemove && (
        <button
          type="button"
          aria-label={name === undefined ? text.common.remove : `${text.common.remove} ${name}`}
          onClick={onRemove}
          className="inline-flex size-5 shrink-0 items-center justify-center rounded-full text-soft hover:bg-line hover:text-ink"
        >
          <X aria-hidden className="size-3" />
        </button>
      )}
    </span>
  )
}
