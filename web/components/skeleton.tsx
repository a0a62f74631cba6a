import clsx from 'clsx'

/** Holds the place of something that is being loaded; say so beside it with `aria-busy`. */
export function Skeleton({ className }: { className?: string }) {
  return <div aria-hidden className={clsx('animate-breathe rounded-md bg-line', className)} />
}

const WIDTHS = ['w-11/12', 'w-full', 'w-4/5', 'w-10/12', 'w-2/3'] as const

export function SkeletonLines({ lines, className }: { lines: number; className?: string }) {
  return (
    <div className={clsx('grid gap-2.5', className)}>
      {Array.from({ length: lines }, (_, line) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the lines are alike and never move
        <Skeleton key={line} className={clsx('h-3.5', WIDTHS[line % WIDTHS.length])} />
      ))}
    </div>
  )
}
