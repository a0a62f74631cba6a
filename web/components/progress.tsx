import clsx from 'clsx'
import { Progress as Radix } from 'radix-ui'

type ProgressProps = {
  /** Its accessible name. */
  label: string
  /** From 0 to 1; null while it cannot be said. */
  value: number | null
  className?: string
}

export function Progress({ label, value, className }: ProgressProps) {
  const percent = value === null ? null : Math.round(Math.min(1, Math.max(0, value)) * 100)
  return (
    <Radix.Root
      aria-label={label}
      value={percent}
      className={clsx('relative h-1.5 w-full overflow-hidden rounded-full bg-line', className)}
    >
      <Radix.Indicator
        className={clsx(
          'h-full rounded-full bg-accent',
          percent === null ? 'w-1/3 animate-indeterminate' : 'transition-[width]',
        )}
        {...(percent === null ? {} : { style: { width: `${percent}%` } })}
      />
    </Radix.Root>
  )
}
