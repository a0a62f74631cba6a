import { Link, useNavigate } from '@tanstack/react-router'
import { CircleCheck, FileText, RotateCw, Trash2 } from 'lucide-react'
import { Badge } from '../../components/badge.tsx'
import { Button } from '../../components/button.tsx'
import { IconButton } from '../../components/icon-button.tsx'
import { useFormat } from '../../language/format.ts'
import { useText } from '../../language/language.tsx'
import { useAskingStore } from '../ask/asking-context.tsx'
import { EVERYTHING } from '../ask/scope.ts'
import { GapControls } from './gap-controls.tsx'
import type { Gap } from './gap-queries.ts'

const NEAREST_SHOWN = 4

function Reason({ gap }: { gap: Gap }) {
  const { gaps, common } = useText()
  return (
    <p className="text-soft">
      {gaps.reasons[gap.reason] ?? gap.reason}
      {gap.missing.length > 0 && (
        <>
          {' · '}
          {gaps.missing}
          {common.colon}
          <span className="font-medium text-ink">{gap.missing.join(common.separator)}</span>
        </>
      )}
    </p>
  )
}

function Nearest({ gap }: { gap: Gap }) {
  const { gaps } = useText()
  return (
    <div>
      <h3 className="text-xs font-medium text-soft">{gaps.nearest}</h3>
      <ul className="mt-1 flex flex-wrap gap-1.5">
        {gap.nearest.slice(0, NEAREST_SHOWN).map(({ documentId, title }) => (
          <li key={documentId} className="flex max-w-full">
            <Link
              to="/documents/$documentId"
              params={{ documentId }}
              className="inline-flex min-h-6 min-w-0 items-center gap-1 rounded-md border border-line px-2 text-xs text-accent hover:border-accent"
            >
              <FileText aria-hidden className="size-3 shrink-0" />
              <span className="truncate">{title}</span>
            </Link>
          </li>
        ))}
      </ul>
    </div>
  )
}

function useAskAgain(question: string): () => void {
  const store = useAskingStore()
  const navigate = useNavigate()
  return () => {
    const conversationId = store.begin()
    store.ask(conversationId, { question, scope: EVERYTHING, depth: 'quick' })
    void navigate({ to: '/c/$conversationId', params: { conversationId } })
  }
}

/** A question that nobody could answer yet: what is missing, and who looks after it. */
export function GapCard({ gap, onDelete }: { gap: Gap; onDelete: () => void }) {
  const { gaps } = useText()
  const format = useFormat()
  const askAgain = useAskAgain(gap.question)
  return (
    <li
      aria-label={gap.question}
      className="grid grid-cols-1 gap-x-6 gap-y-3 rounded-lg border border-line bg-sheet p-4 sm:grid-cols-[1fr_11rem]"
    >
      <div className="flex min-w-0 flex-col gap-2">
        <h2 dir="auto" className="font-serif text-base leading-7 font-semibold">
          {gap.question}
        </h2>
        <p className="flex flex-wrap items-center gap-x-2 gap-y-1 text-xs text-soft tabular-nums">
          {gap.answeredAt !== undefined && (
            <Badge tone="accent" title={gaps.nowAnsweredHint(format.moment(gap.answeredAt))}>
              <CircleCheck aria-hidden />
              {gaps.nowAnswered}
            </Badge>
          )}
          <span>{gaps.asked(gap.timesAsked)}</span>
          <span aria-hidden>·</span>
          <time dateTime={gap.lastAskedAt}>{gaps.last(format.moment(gap.lastAskedAt))}</time>
        </p>
        <Reason gap={gap} />
        {gap.nearest.length > 0 && <Nearest gap={gap} />}
        <div className="mt-auto -ml-2 flex items-center gap-1 pt-1">
          <Button size="sm" variant="quiet" onClick={askAgain}>
            <RotateCw aria-hidden />
            {gaps.askAgain}
          </Button>
          <IconButton size="sm" label={gaps.delete(gap.question)} onClick={onDelete}>
            <Trash2 />
          </IconButton>
        </div>
      </div>
      <GapControls gap={gap} />
    </li>
  )
}
