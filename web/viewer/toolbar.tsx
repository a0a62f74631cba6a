import clsx from 'clsx'
import { ChevronDown, ChevronUp, ListTree, Locate, SquareDashed } from 'lucide-react'
import { ToggleGroup } from 'radix-ui'
import { IconButton } from '../components/icon-button.tsx'
import { useText } from '../language/language.tsx'
import type { Passage } from './model/layout.ts'

export type View = 'original' | 'both' | 'text'

type ViewSwitchProps = { view: View; views: readonly View[]; onView: (view: View) => void }

function ViewSwitch({ view, views, onView }: ViewSwitchProps) {
  const { viewer } = useText()
  return (
    <ToggleGroup.Root
      type="single"
      value={view}
      aria-label={viewer.toolbar}
      onValueChange={(next) => {
        const found = views.find((each) => each === next)
        if (found) onView(found)
      }}
      className="flex shrink-0 rounded-md border border-line bg-sunken p-0.5"
    >
      {views.map((each) => (
        <ToggleGroup.Item
          key={each}
          value={each}
          className="h-6 rounded-sm px-2.5 text-xs text-soft hover:text-ink data-[state=on]:bg-sheet data-[state=on]:font-medium data-[state=on]:text-accent data-[state=on]:shadow-raised"
        >
          {viewer[each]}
        </ToggleGroup.Item>
      ))}
    </ToggleGroup.Root>
  )
}

type StepperProps = {
  passages: readonly Passage[]
  active: number | undefined
  onStep: (by: 1 | -1) => void
  /** Given where something is cited. */
  onCited: (() => void) | undefined
}

function Stepper({ passages, active, onStep, onCited }: StepperProps) {
  const { viewer } = useText()
  if (passages.length === 0) return null
  const passage = active === undefined ? undefined : passages[active]
  const path = passage ? [...passage.headings, passage.speaker ?? ''].filter((each) => each !== '').join(' › ') : ''
  return (
    <div className="flex min-w-0 items-center gap-0.5">
      {onCited && (
        <IconButton size="sm" label={viewer.backToCited} onClick={onCited}>
          <Locate aria-hidden />
        </IconButton>
      )}
      <span aria-live="polite" title={path} className="truncate px-1 text-xs text-soft tabular-nums">
        {active === undefined ? viewer.passages(passages.length) : viewer.passageAt(active + 1, passages.length)}
      </span>
      <IconButton size="sm" label={viewer.previous} shortcut="[" disabled={active === 0} onClick={() => onStep(-1)}>
        <ChevronUp aria-hidden />
      </IconButton>
      <IconButton
        size="sm"
        label={viewer.next}
        shortcut="]"
        disabled={active === passages.length - 1}
        onClick={() => onStep(1)}
      >
        <ChevronDown aria-hidden />
      </IconButton>
    </div>
  )
}

type ToolbarProps = ViewSwitchProps &
  StepperProps & {
    isOutlineOpen: boolean
    onOutline: () => void
    isChunked: boolean
    onChunked: () => void
    isNarrow: boolean
  }

/** How the document is shown, and the way from passage to passage. */
export function Toolbar({ isOutlineOpen, onOutline, isChunked, onChunked, isNarrow, ...rest }: ToolbarProps) {
  const { viewer } = useText()
  return (
    <div
      role="toolbar"
      aria-label={viewer.toolbar}
      className={clsx(
        'flex shrink-0 items-center gap-1 border-b border-line bg-paper py-1 ps-2 pe-2 print:hidden',
        isNarrow && 'flex-wrap',
      )}
    >
      <IconButton size="sm" label={viewer.outline} aria-pressed={isOutlineOpen} onClick={onOutline}>
        <ListTree aria-hidden />
      </IconButton>
      <ViewSwitch view={rest.view} views={rest.views} onView={rest.onView} />
      <button
        type="button"
        aria-pressed={isChunked}
        title={viewer.chunksHint}
        onClick={onChunked}
        className="inline-flex h-7 shrink-0 items-center gap-1.5 rounded-md border border-line px-2 text-xs text-soft transition-colors hover:border-line-strong hover:text-ink aria-pressed:border-accent aria-pressed:bg-tint aria-pressed:font-medium aria-pressed:text-accent [&_svg]:size-3.5"
      >
        <SquareDashed aria-hidden />
        {viewer.chunks}
      </button>
      <span className="flex-1" />
      <Stepper passages={rest.passages} active={rest.active} onStep={rest.onStep} onCited={rest.onCited} />
    </div>
  )
}
