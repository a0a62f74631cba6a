import { useQueryClient } from '@tanstack/react-query'
import { createContext, type ReactNode, useCallback, useContext, useMemo, useState, useSyncExternalStore } from 'react'
import type { Depth } from '../../api/wire.ts'
import { type AskingStore, createAskingStore } from './asking-store.ts'
import { EVERYTHING, type Scope } from './scope.ts'
import type { Turn } from './turn.ts'

type Asking = {
  store: AskingStore
  /** Scopes that were chosen and not asked of yet, by conversation; '' is the one to come. */
  scopes: ReadonlyMap<string, Scope>
  choose: (conversationId: string, scope: Scope) => void
  depth: Depth
  setDepth: (depth: Depth) => void
}

const AskingContext = createContext<Asking | null>(null)

/** Keeps running questions and the chosen scopes while the reader walks through other pages. */
export function AskingProvider({ children }: { children: ReactNode }) {
  const queries = useQueryClient()
  const [store] = useState(() =>
    createAskingStore(() => {
      void queries.invalidateQueries({ queryKey: ['conversations', 'list'] })
      void queries.invalidateQueries({ queryKey: ['conversations', 'one'], refetchType: 'none' })
    }),
  )
  const [scopes, setScopes] = useState<ReadonlyMap<string, Scope>>(new Map())
  const [depth, setDepth] = useState<Depth>('quick')
  const choose = useCallback(
    (conversationId: string, scope: Scope) => setScopes((before) => new Map(before).set(conversationId, scope)),
    [],
  )
  const asking = useMemo(() => ({ store, scopes, choose, depth, setDepth }), [store, scopes, choose, depth])
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

/**
 * What the next question of a conversation is asked of: what was chosen for it, else what the last one was asked of.
 * Without an id: the conversation to come.
 */
export function useScope(conversationId = '', last: Scope = EVERYTHING): [Scope, (scope: Scope) => void] {
  const { scopes, choose } = useAsking()
  const change = useCallback((scope: Scope) => choose(conversationId, scope), [choose, conversationId])
  return [scopes.get(conversationId) ?? last, change]
}

/** How thoroughly the next question is looked into. */
export function useDepth(): [Depth, (depth: Depth) => void] {
  const { depth, setDepth } = useAsking()
  return [depth, setDepth]
}

const NONE: readonly Turn[] = []

/** What this page asked in a conversation. */
export function useOwnTurns(conversationId: string | undefined): readonly Turn[] {
  const store = useAskingStore()
  return useSyncExternalStore(store.subscribe, () =>
    conversationId === undefined ? NONE : store.turnsOf(conversationId),
  )
}
