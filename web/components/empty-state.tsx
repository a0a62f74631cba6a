import clsx from 'clsx'
import type { ReactNode } from 'react'

type EmptyStateProps = { title: string; body?: ReactNode; icon?: ReactNode; actions?: ReactNode; className?: string }

/** What stands where nothing is yet, and what to do about it. */
export function EmptyState({ title, body, icon, actions, className }: EmptyStateProps) {
  return (
    <div className={clsx('mx-auto flex max-w-md flex-col items-center gap-2 px-6 py-12 text-center', className)}>
      {icon && <div className="mb-1 text-faint [&_svg]:size-8 [&_svg]:stroke-[1.5]">{icon}</div>}
      <h2 className="font-serif text-lg font-semibold">{title}</h2>
      {body && <div className="text-soft">{body}</div>}
      {actions && <div className="mt-3 flex flex-wrap justify-center gap-2">{actions}</div>}
    </div>
  )
}
