import clsx from 'clsx'
import { Search, X } from 'lucide-react'
import type { ComponentProps } from 'react'
import { useText } from '../language/language.tsx'

export const FIELD =
  'w-full rounded-md border border-line bg-sheet px-3 text-sm text-ink transition-colors hover:border-line-strong focus-visible:border-accent focus-visible:outline-1 focus-visible:outline-offset-0 aria-invalid:border-danger disabled:opacity-60'

export function Input({ className, ...rest }: ComponentProps<'input'>) {
  return <input {...rest} className={clsx(FIELD, 'h-9', className)} />
}

export function TextArea({ className, ...rest }: ComponentProps<'textarea'>) {
  return <textarea {...rest} className={clsx(FIELD, 'py-2', className)} />
}

type SearchInputProps = Omit<ComponentProps<'input'>, 'value' | 'onChange' | 'type'> & {
  /** Its accessible name. */
  label: string
  value: string
  onValueChange: (value: string) => void
}

/** A box to search in, with a button that empties it. */
export function SearchInput({ label, value, onValueChange, className, ...rest }: SearchInputProps) {
  const text = useText()
  return (
    <div className={clsx('relative', className)}>
      <Search
        aria-hidden
        className="pointer-events-none absolute top-1/2 left-2.5 size-4 -translate-y-1/2 text-faint"
      />
      <input
        {...rest}
        type="search"
        aria-label={label}
        value={value}
        onChange={(event) => onValueChange(event.target.value)}
        className={clsx(FIELD, 'h-9 pr-8 pl-8 [&::-webkit-search-cancel-button]:hidden')}
      />
      {value !== '' && (
        <button
          type="button"
          aria-label={text.common.clear}
          onClick={() => onValueChange('')}
          className="absolute top-1/2 right-1.5 inline-flex size-6 -translate-y-1/2 items-center justify-center rounded-sm text-faint hover:text-ink"
        >
          <X aria-hidden className="size-3.5" />
        </button>
      )}
    </div>
  )
}
