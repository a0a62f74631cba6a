import { LoaderCircle } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useText } from '../../language/language.tsx'
import { countDocuments } from './count-documents.ts'
import type { Turn } from './turn.ts'

const STALLED_S = 15

function useSecondsSince(moment: number): number {
  const [seconds, setSeconds] = useState(0)
  useEffect(() => {
    const timer = setInterval(() => setSeconds(Math.floor((Date.now() - moment) / 1000)), 1000)
    return () => clearInterval(timer)
  }, [moment])
  return seconds
}

/** What is being done for a question right now. */
export function WorkingStrip({ turn }: { turn: Turn }) {
  const { ask } = useText()
  const seconds = useSecondsSince(turn.startedAt)
  const { passages, sentences, depth } = turn
  return (
    <div className="text-xs text-soft">
      <p className="flex flex-wrap items-center gap-x-2">
        <LoaderCircle aria-hidden className="size-3.5 animate-spin text-accent" />
        {passages === undefined && (depth === 'deep' ? ask.searchingDeep : ask.searching)}
        {passages && (passages.length === 0 ? ask.foundNothing : ask.found(passages.length, countDocuments(passages)))}
        {passages && <span aria-hidden>·</span>}
        {passages && (sentences.length > 0 ? ask.checking(sentences.length) : ask.writing)}
      </p>
      {seconds >= STALLED_S && <p className="mt-1">{ask.stalled(seconds)}</p>}
    </div>
  )
}
