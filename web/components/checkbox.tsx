import clsx from 'clsx'
import { Check, Minus } from 'lucide-react'
import { type ComponentProps, useEffect, useRef } from 'react'

type CheckboxProps = Omit<ComponentProps<'input'>, 'type' | 'ref'> & { isIndeterminate?: boolean }

/** A native checkbox in our colours; give it a label around or an aria-label. */
export function Checkbox({ isIndeterminate = false, className, ...rest }: CheckboxProps) {
  const input = useRef<HTMLInputElement>(null)
  useEffect(() => {
    if (input.current) input.current.indeterminate = isIndeterminate
  }, [isIndeterminate])
  const Mark = isIndeterminate ? Minus : Check
  return (
    <span className={clsx('relative inline-flex size-4 shrink-0', className)}>
      <input
        {...rest}
        ref={input}
        type="checkbox"
        className="peer size-4 cursor-pointer appearance-none rounded-sm border border-line-strong bg-sheet checked:border-accent checked:bg-accent indeterminate:border-accent indeterminate:bg-accent disabled:opacity-50"
      />
      <Mark
        aria-hidden
        strokeWidth={3}
        className="pointer-events-none absolute inset-0.5 size-3 text-accent-ink opacity-0 peer-checked:opacity-100 peer-indeterminate:opacity-100"
      />
    </span>
  )
}
