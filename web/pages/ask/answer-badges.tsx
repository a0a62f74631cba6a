import { Badge } from '../../components/badge.tsx'
import { Tooltip } from '../../components/tooltip.tsx'
import { useFormat } from '../../language/format.ts'
import { useText } from '../../language/language.tsx'
import type { KeptAnswer } from './turn.ts'

/** How the answer came about, in a line above it. */
export function AnswerBadges({ answer }: { answer: KeptAnswer }) {
  const { ask, answer: words } = useText()
  const format = useFormat()
  const isExtractive = answer.mode === 'extractive'
  return (
    <div className="flex flex-wrap items-center gap-x-2 gap-y-1 text-xs text-soft">
      {answer.status === 'refused' ? (
        <Badge tone="warn">{ask.refusedBadge}</Badge>
      ) : (
        <Tooltip label={isExtractive ? ask.extractiveHint : ask.generatedHint}>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: its explanation has to be reachable by keyboard */}
          <span tabIndex={0} className="rounded-sm">
            <Badge tone="accent">{isExtractive ? ask.extractive : ask.generated}</Badge>
          </span>
        </Tooltip>
      )}
      {(answer.steps?.length ?? 0) > 0 && <Badge tone="accent">{words.deepBadge}</Badge>}
      {answer.status === 'partial' && <Badge tone="warn">{ask.partial}</Badge>}
      <span className="tabular-nums">
        {answer.status === 'refused'
          ? ask.stripRefused(answer.nearest.length, format.seconds(answer.tookMs))
          : ask.strip(answer.nearest.length, answer.citations.length, format.seconds(answer.tookMs))}
      </span>
      {answer.createdAt !== undefined && (
        <time dateTime={answer.createdAt} className="ml-auto tabular-nums">
          {format.moment(answer.createdAt)}
        </time>
      )}
    </div>
  )
}
