import { ask } from '../../api/ask.ts'
import type { ServerEvent } from '../../api/read-events.ts'
import type { AskFilters } from '../../api/wire.ts'
import { newId } from '../../new-id.ts'
import { readStored, writeStored } from '../../storage.ts'
import type { Scope } from './scope.ts'
import { type Asked, applyEvent, failTurn, interruptedTurn, newTurn, type Turn } from './turn.ts'

/** Questions of this page and their answers as they come; lives longer than the view that shows them. */
export type AskingStore = {
  subscribe: (listener: () => void) => () => void
  /** What this page asked in a conversation, in order; the same array until something changes. */
  turnsOf: (conversationId: string) => readonly Turn[]
  /** Whether the conversation began here and the service does not know it yet. */
  isUnknown: (conversationId: string) => boolean
  /** Begins a conversation. @returns its id */
  begin: () => string
  ask: (conversationId: string, asked: Asked) => void
  stop: (conversationId: string) => void
  /** Forgets a turn that came to nothing. */
  discard: (conversationId: string, key: string) => void
  /** Forgets a conversation that was deleted. */
  forget: (conversationId: string) => void
}

const FRAME_MS = 32

const NONE: readonly Turn[] = []

function pendingKey(conversationId: string): string {
  return `precedent.asking.${conversationId}`
}

/** A question that a reload cut off. */
function readPending(conversationId: string): readonly Turn[] {
  const kept = readStored(pendingKey(conversationId), 'session')
  if (kept === null) return NONE
  try {
    return [interruptedTurn(`interrupted-${conversationId}`, JSON.parse(kept) as Asked)]
  } catch {
    return NONE
  }
}

export function toFilters({ space, kind, since, documents }: Scope): AskFilters {
  if (documents.length > 0) return { documentIds: documents.map(({ id }) => id) }
  return {
    ...(space === undefined ? {} : { space }),
    ...(kind === undefined ? {} : { kind: kind as NonNullable<AskFilters['kind']> }),
    ...(since === undefined ? {} : { since }),
  }
}

export function createAskingStore(onAnswered: (conversationId: string) => void): AskingStore {
  const turns = new Map<string, readonly Turn[]>()
  const running = new Map<string, AbortController>()
  const unknown = new Set<string>()
  const listeners = new Set<() => void>()

  const turnsOf = (conversationId: string): readonly Turn[] => {
    const known = turns.get(conversationId)
    if (known) return known
    const pending = readPending(conversationId)
    turns.set(conversationId, pending)
    return pending
  }
  let notice: ReturnType<typeof setTimeout> | undefined
  const tell = () => {
    clearTimeout(notice)
    notice = undefined
    for (const listener of listeners) listener()
  }
  const set = (conversationId: string, next: readonly Turn[]) => {
    turns.set(conversationId, next)
    tell()
  }
  /** Events come in bursts; whoever draws them is told once a frame. */
  const update = (conversationId: string, key: string, change: (turn: Turn) => Turn) => {
    const next = turnsOf(conversationId).map((turn) => (turn.key === key ? change(turn) : turn))
    turns.set(conversationId, next)
    notice ??= setTimeout(tell, FRAME_MS)
  }

  const follow = async (conversationId: string, turn: Turn, controller: AbortController) => {
    const { signal } = controller
    const onEvent = (event: ServerEvent) => {
      if (!signal.aborted) update(conversationId, turn.key, (current) => applyEvent(current, event))
    }
    try {
      const { question, scope, depth } = turn
      await ask({ question, conversationId, filters: toFilters(scope), depth }, onEvent, signal)
      writeStored(pendingKey(conversationId), null, 'session')
      unknown.delete(conversationId)
      onAnswered(conversationId)
    } catch (error) {
      if (!signal.aborted) update(conversationId, turn.key, (current) => failTurn(current, error))
    } finally {
      if (running.get(conversationId) === controller) running.delete(conversationId)
    }
  }

  const stop = (conversationId: string) => {
    running.get(conversationId)?.abort()
    running.delete(conversationId)
    writeStored(pendingKey(conversationId), null, 'session')
    const stopped = turnsOf(conversationId).map((turn) =>
      turn.phase === 'working' ? { ...turn, phase: 'stopped' as const } : turn,
    )
    set(conversationId, stopped)
  }

  return {
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    turnsOf,
    isUnknown: (conversationId) => unknown.has(conversationId),
    begin: () => {
      const id = newId()
      unknown.add(id)
      return id
    },
    ask: (conversationId, asked) => {
      stop(conversationId)
      const turn = newTurn(newId(), asked, Date.now())
      const controller = new AbortController()
      running.set(conversationId, controller)
      writeStored(pendingKey(conversationId), JSON.stringify(asked), 'session')
      const earlier = turnsOf(conversationId).filter(({ phase }) => phase !== 'interrupted')
      set(conversationId, [...earlier, turn])
      void follow(conversationId, turn, controller)
    },
    stop,
    discard: (conversationId, key) => {
      writeStored(pendingKey(conversationId), null, 'session')
      set(
        conversationId,
        turnsOf(conversationId).filter((turn) => turn.key !== key),
      )
    },
    forget: (conversationId) => {
      stop(conversationId)
      turns.delete(conversationId)
      unknown.delete(conversationId)
    },
  }
}
