import { ArrowUp, Filter, Layers, Square } from 'lucide-react'
import { type KeyboardEvent, type RefObject, useEffect, useState } from 'react'
import type { Depth } from '../../api/wire.ts'
import { Button } from '../../components/button.tsx'
import { Tooltip } from '../../components/tooltip.tsx'
import { useText } from '../../language/language.tsx'
import { readStored, writeStored } from '../../storage.ts'
import { EVERYTHING, isEverything, type Scope } from './scope.ts'
import { ScopeChips } from './scope-chips.tsx'

const LONGEST = 4_000

type ComposerProps = {
  /** Under which an unfinished question is kept through a reload. */
  draftKey: string
  field: RefObject<HTMLTextAreaElement | null>
  scope: Scope
  depth: Depth
  isWorking: boolean
  isFirst: boolean
  onScope: (scope: Scope) => void
  onDepth: (depth: Depth) => void
  onOpenScope: () => void
  onAsk: (question: string) => void
  onStop: () => void
}

function useDraft(draftKey: string): [string, (words: string) => void] {
  const key = `precedent.draft.${draftKey}`
  const [words, setWords] = useState(() => readStored(key, 'session') ?? '')
  useEffect(() => {
    writeStored(key, words === '' ? null : words, 'session')
  }, [key, words])
  return [words, setWords]
}

function DepthSwitch({ depth, onDepth }: { depth: Depth; onDepth: (depth: Depth) => void }) {
  const { answer } = useText()
  const isDeep = depth === 'deep'
  return (
    <Tooltip label={answer.deepHint} side="top">
      <Button
        size="sm"
        variant="quiet"
        aria-pressed={isDeep}
        aria-description={answer.deepHint}
        onClick={() => onDepth(isDeep ? 'quick' : 'deep')}
        className="text-soft aria-pressed:bg-tint aria-pressed:text-accent"
      >
        <Layers aria-hidden />
        {answer.deep}
      </Button>
    </Tooltip>
  )
}

/** Where a question is written, with the scope it will be asked of. */
export function Composer(props: ComposerProps) {
  const { draftKey, field, scope, isWorking, isFirst, onScope, onOpenScope, onAsk, onStop } = props
  const { ask } = useText()
  const [words, setWords] = useDraft(draftKey)
  useEffect(() => {
    const isFree = document.activeElement === document.body
    if ((isFirst || isFree) && matchMedia('(pointer: fine)').matches) field.current?.focus({ preventScroll: true })
  }, [isFirst, field])
  const submit = () => {
    const question = words.trim()
    if (question === '' || isWorking) return field.current?.focus()
    setWords('')
    onAsk(question)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return
    event.preventDefault()
    submit()
  }
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        submit()
      }}
      className="rounded-xl border border-line bg-sheet shadow-raised transition-colors focus-within:border-accent"
    >
      <textarea
        ref={field}
        name="question"
        aria-label={ask.questionLabel}
        aria-describedby="ask-hint"
        placeholder={isFirst ? ask.placeholder : ask.placeholderNext}
        rows={isFirst ? 2 : 1}
        maxLength={LONGEST}
        spellCheck={false}
        value={words}
        onChange={(event) => setWords(event.target.value)}
        onKeyDown={onKeyDown}
        className="scroll-thin block field-sizing-content max-h-48 min-h-12 w-full resize-none bg-transparent px-4 pt-3 pb-1 text-base leading-7 outline-none"
      />
      <div className="flex flex-wrap items-center gap-1.5 px-2.5 pb-2.5">
        <Button size="sm" variant="quiet" aria-label={ask.scopeOpen} onClick={onOpenScope} className="text-soft">
          <Filter aria-hidden />
          {isEverything(scope) ? ask.scopeAll : ask.scope}
        </Button>
        <DepthSwitch depth={props.depth} onDepth={props.onDepth} />
        <ScopeChips scope={scope} onChange={onScope} />
        {!isEverything(scope) && scope.documents.length > 1 && (
          <button
            type="button"
            onClick={() => onScope(EVERYTHING)}
            className="h-6 rounded-sm px-1 text-xs text-accent underline underline-offset-2"
          >
            {ask.scopeClear}
          </button>
        )}
        <span id="ask-hint" className="ml-auto hidden text-xs text-faint sm:block">
          {ask.enterHint}
        </span>
        {isWorking ? (
          <Button size="sm" className="ml-auto sm:ml-0" onClick={onStop}>
            <Square aria-hidden className="fill-current" />
            {ask.stop}
          </Button>
        ) : (
          <Button
            size="sm"
            variant="primary"
            type="submit"
            className="ml-auto sm:ml-0"
            aria-disabled={words.trim() === ''}
          >
            <ArrowUp aria-hidden />
            {ask.send}
          </Button>
        )}
      </div>
    </form>
  )
}
