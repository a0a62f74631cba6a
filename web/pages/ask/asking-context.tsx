import { useQueryClient } from '@tanstack/react-query'
import { createContext, type ReactNode, useContext, useMemo, useState, useSyncExternalStore } from 'react'
import { type AskingStore, createAskingStore } from './asking-store.ts'
import { EVERYTHING, type Scope } from './scope.ts'
import type { Turn } from './turn.ts'

type Asking = { store: AskingStore; scope: Scope; setScope: (scope: Scope) => void }

const AskingContext = createContext<Asking | null>(null)

/** Keeps running questions and the chosen scope while the reader walks through other pages. */
export function AskingProvider({ children }: { children: ReactNode }) {
  const queries = useQueryClient()
  const [store] = useState(() =>
    createAskingStore(() => {
      void queries.invalidateQueries({ queryKey: ['conversations', 'list'] })
      void queries.invalidateQueries({ queryKey: ['conversations', 'one'], refetchType: 'none' })
    }),
  )
  const [scope, setScope] = useState(EVERYTHING)
  const asking = useMemo(() => ({ store, scope, setScope }), [store, scope])
  return <AskingContext value={asking}>{children}</AskingContext>
}

function useAsking(): Asking {
  const asking = useContext(AskingContext)
  if (!asking) throw new Error('AskingProvider is missing')
  return asking
}

export function useAskingStore(): AskingStore {
  return useAsking().store
}

/** What the next question is asked of. */
export function useScope(): [Scope, (scope: Scope) => void] {
  const { scope, setScope } = useAsking()
  return [scope, setScope]
}

const NONE: readonly Turn[] = []

/** What this page asked in a conversation. */
export function useOwnTurns(conversationId: string | undefined): readonly Turn[] {
  const store = useAskingStore()
  return useSyncExternalStore(store.subscribe, () =>
    conversationId === undefined ? NONE : store.turnsOf(conversationId),
  )
}
