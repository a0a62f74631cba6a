import { Link, useRouterState } from '@tanstack/react-router'
import { LoaderCircle } from 'lucide-react'
import { Progress } from '../../components/progress.tsx'
import { useFormat } from '../../language/format.ts'
import { useText } from '../../language/language.tsx'
import { useActivity } from './upload-context.ts'

/** Says on the other pages that files are being brought in, and leads to where they are. */
export function UploadPill() {
  const { library } = useText()
  const { number } = useFormat()
  const { summary } = useActivity()
  const path = useRouterState({ select: ({ location }) => location.pathname })
  if (path === '/library' || summary.finished >= summary.total) return null
  return (
    <Link
      to="/library"
      className="fixed right-3 bottom-17 z-30 grid w-44 animate-enter gap-1.5 rounded-lg border border-line bg-sheet px-3 py-2 text-xs shadow-pop hover:border-line-strong sm:bottom-3 print:hidden"
    >
      <span className="flex items-center gap-2">
        <LoaderCircle aria-hidden className="size-3.5 animate-spin text-accent" />
        <span className="flex-1">{library.uploads.title}</span>
        <span className="text-soft tabular-nums">
          {library.uploads.progress(number(summary.finished), number(summary.total))}
        </span>
      </span>
      <Progress label={library.uploads.title} value={summary.share} className="h-1" />
    </Link>
  )
}
