import { Link } from '@tanstack/react-router'
import clsx from 'clsx'
import { useText } from '../../language/language.tsx'
import { GAP_STATES, type GapState } from './gap-search.ts'

const CHIP =
  'inline-flex h-8 items-center gap-1.5 rounded-full border px-3 text-xs transition-colors pointer-coarse:h-9'

type GapFilterProps = { state: GapState | undefined; counts: Readonly<Record<GapState, number>> }

/** All gaps or those of one state, with how many there are. */
export function GapFilter({ state, counts }: GapFilterProps) {
  const { gaps, common } = useText()
  const all = GAP_STATES.reduce((sum, each) => sum + counts[each], 0)
  const choices = [
    { state: undefined, label: common.all, count: all },
    ...GAP_STATES.map((each) => ({ state: each, label: gaps.states[each], count: counts[each] })),
  ]
  return (
    <nav aria-label={gaps.filter} className="flex flex-wrap gap-1.5">
      {choices.map((choice) => {
        const isHere = choice.state === state
        return (
          <Link
            key={choice.state ?? ''}
            to="/gaps"
            search={choice.state === undefined ? {} : { show: choice.state }}
            aria-current={isHere ? 'true' : undefined}
            className={clsx(
              CHIP,
              isHere
                ? 'border-accent bg-tint font-medium text-accent'
                : 'border-line bg-sheet hover:border-line-strong',
            )}
          >
            {choice.label}
            <span className="text-2xs text-soft tabular-nums">{choice.count}</span>
          </Link>
        )
      })}
    </nav>
  )
}
