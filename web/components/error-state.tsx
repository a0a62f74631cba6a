import clsx from 'clsx'
import { CircleAlert, RotateCw } from 'lucide-react'
import type { ReactNode } from 'react'
import { describeError } from '../api/describe-error.ts'
import { useText } from '../language/language.tsx'
import { Button } from './button.tsx'

type ErrorStateProps = {
  error: unknown
  title?: string
  onRetry?: () => void
  actions?: ReactNode
  className?: string
}

/** What failed, in the reader's words, with what to do. */
export function ErrorState({ error, title, onRetry, actions, className }: ErrorStateProps) {
  const text = useText()
  return (
    <div role="alert" className={clsx('flex gap-3 rounded-lg bg-danger-tint p-4', className)}>
      <CircleAlert aria-hidden className="mt-0.5 size-5 shrink-0 text-danger" />
      <div className="min-w-0 flex-1">
        <p className="font-medium">{title ?? text.errors.title}</p>
        <p className="text-soft">{describeError(error, text)}</p>
        {(onRetry || actions) && (
          <div className="mt-3 flex flex-wrap gap-2">
            {onRetry && (
              <Button size="sm" onClick={onRetry}>
                <RotateCw aria-hidden />
                {text.common.retry}
              </Button>
            )}
            {actions}
          </div>
        )}
      </div>
    </div>
  )
}
