import { Link } from '@tanstack/react-router'
import { FileQuestion } from 'lucide-react'
import { buttonStyle } from '../components/button.tsx'
import { EmptyState } from '../components/empty-state.tsx'
import { ErrorState } from '../components/error-state.tsx'
import { Skeleton, SkeletonLines } from '../components/skeleton.tsx'
import { useText } from '../language/language.tsx'

/** An address that leads nowhere. */
export function PageMissing() {
  const { shell } = useText()
  return (
    <EmptyState
      icon={<FileQuestion />}
      title={shell.missingTitle}
      body={shell.missingBody}
      actions={
        <Link to="/" className={buttonStyle('primary')}>
          {shell.goHome}
        </Link>
      }
      className="my-auto"
    />
  )
}

/** A page that failed as a whole. */
export function PageError({ error }: { error: unknown }) {
  return (
    <div className="mx-auto w-full max-w-2xl p-6">
      <ErrorState error={error} onRetry={() => location.reload()} />
    </div>
  )
}

/** A page whose code is being loaded. */
export function PagePending() {
  const { common } = useText()
  return (
    <div aria-busy className="mx-auto w-full max-w-2xl p-6">
      <p className="sr-only">{common.loading}</p>
      <Skeleton className="mb-6 h-7 w-40" />
      <SkeletonLines lines={6} />
    </div>
  )
}
