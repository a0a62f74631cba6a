import clsx from 'clsx'

export function BrandMark({ className }: { className?: string }) {
  return (
    <svg aria-hidden viewBox="0 0 32 32" className={clsx('size-7 shrink-0', className)}>
      <rect width="32" height="32" rx="8" fill="#1d5c56" />
      <path d="M9 9h14M9 16h9M9 23h14" stroke="#f6f3ec" strokeWidth="2.6" strokeLinecap="round" />
      <circle cx="23" cy="16" r="2.6" fill="#e8b04b" />
    </svg>
  )
}
