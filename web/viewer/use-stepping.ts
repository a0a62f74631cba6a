import { useCallback, useEffect, useMemo, useState } from 'react'
import { firstEndingAfter, type Passage, type Span } from './model/layout.ts'
import type { Goal, Side } from './reading.ts'

/**
 * Where the reader is and goes: to the cited words first, then from passage to passage or to a heading. A passage that
 * is chosen on one side is gone to on the other.
 */
export function useStepping(passages: readonly Passage[], cited: Span | undefined, version: string) {
  const [goal, setGoal] = useState<Goal | undefined>(cited && { span: cited })
  const [stepped, setStepped] = useState<number | undefined>(undefined)
  // biome-ignore lint/correctness/useExhaustiveDependencies: another version is another text
  useEffect(() => {
    setStepped(undefined)
    setGoal(cited && { span: cited })
  }, [cited, version])
  const citedIn = useMemo(() => {
    if (!cited || passages.length === 0) return undefined
    return Math.min(passages.length - 1, firstEndingAfter(passages, cited.start))
  }, [passages, cited])
  const active = stepped ?? citedIn
  const step = useCallback(
    (by: 1 | -1) => {
      const from = active ?? (by > 0 ? -1 : passages.length)
      const next = passages[from + by]
      if (!next) return
      setStepped(from + by)
      setGoal({ span: next })
    },
    [active, passages],
  )
  const go = useCallback((span: Span) => setGoal({ span }), [])
  const choose = useCallback(
    (passage: number, from: Side) => {
      const span = passages[passage]
      if (!span) return
      setStepped(passage)
      setGoal({ span, side: from === 'text' ? 'original' : 'text' })
    },
    [passages],
  )
  const returnToCited = useCallback(() => {
    setStepped(undefined)
    setGoal(cited && { span: cited })
  }, [cited])
  return { goal, active, stepped, step, go, choose, returnToCited }
}
