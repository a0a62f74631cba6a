import type { Access, Filters } from '../../engines/access.ts'
import type { QuestionLanguage } from '../../language/questions.ts'
import type { Passage, Retrieve } from '../../retrieval/passage.ts'
import type { AnswerStep } from '../answer.ts'
import { type DeepLimits, LIST_DEPTH, LONGEST_READ } from './limits.ts'
import { bestOfEachDocument, leaveOutHeld, takeInTurn } from './merge-passages.ts'
import { readAround } from './read-around.ts'

export type GatheringDeps = {
  retrieve: Retrieve
  readText: (versionId: string) => string | undefined
  now: () => number
}

type Scope = { filters: Filters; access: Access; language: QuestionLanguage }

/** A passage under the number by which it is spoken of, from 1. */
export type Numbered = { n: number; passage: Passage }

/**
 * What an investigation has found so far, and its only ways to find more. Every search passes the asker's access and
 * filters. What is asked beyond the limits rejects with `OutOfSteps`; after the signal's abort everything rejects with
 * its reason and no step is told any more.
 */
export type Gathering = {
  search: (query: string, breadth?: 'best' | 'many_documents') => Promise<Numbered[]>
  /** Reads what stands beside a passage found before; undefined where there is no such passage or no text of it. */
  read: (n: number) => Promise<Numbered | undefined>
  left: () => { searches: number; reads: number }
  steps: AnswerStep[]
  degraded: Set<string>
  /** The passages worth answering from: those of the numbers first, then of every search in turn. */
  gathered: (first: readonly number[], limit: number) => Passage[]
  conclude: (about: string, passages: readonly Passage[]) => void
}

export class OutOfSteps extends Error {}

/** Settles as the work does, or rejects with the signal's reason as soon as that is aborted. */
export async function orAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  signal.throwIfAborted()
  let onAbort = () => {}
  const aborted = new Promise<never>((_, reject) => {
    onAbort = () => reject(signal.reason)
    signal.addEventListener('abort', onAbort, { once: true })
  })
  try {
    return await Promise.race([work, aborted])
  } finally {
    signal.removeEventListener('abort', onAbort)
  }
}

const toFound = (passages: readonly Passage[]): AnswerStep['found'] =>
  passages.map(({ documentId, title, chunkId }) => ({ documentId, title, chunkId }))

export function createGathering(
  { retrieve, readText, now }: GatheringDeps,
  { filters, access }: Scope,
  { onStep, signal }: { onStep: (step: AnswerStep) => void; signal: AbortSignal },
  limits: DeepLimits,
): Gathering {
  const left = { searches: limits.searches, reads: limits.reads }
  const steps: AnswerStep[] = []
  const degraded = new Set<string>()
  const known = new Map<string, Passage>()
  const order: string[] = []
  const lists: string[][] = []
  let stepBegan = now()

  const tell = (kind: AnswerStep['kind'], about: string, passages: readonly Passage[]) => {
    const ended = now()
    const tookMs = Math.max(0, Math.round(ended - stepBegan))
    stepBegan = ended
    const step: AnswerStep = { n: steps.length + 1, kind, about, found: toFound(passages), tookMs }
    steps.push(step)
    onStep(step)
  }
  const spend = (what: 'searches' | 'reads') => {
    signal.throwIfAborted()
    if (left[what] === 0) throw new OutOfSteps(`no ${what} left`)
    left[what] -= 1
  }
  /** A passage found again, cut otherwise, keeps its number; the longer one stands. */
  const note = (passage: Passage): Numbered => {
    const before = known.get(passage.chunkId)
    if (!before) order.push(passage.chunkId)
    const longer = before && before.text.length >= passage.text.length ? before : passage
    known.set(passage.chunkId, longer)
    return { n: order.indexOf(passage.chunkId) + 1, passage: longer }
  }
  const find = (keys: readonly string[]) => keys.flatMap((key) => known.get(key) ?? [])

  return {
    search: async (query, breadth = 'best') => {
      spend('searches')
      const limit = breadth === 'best' ? limits.passages : Math.max(LIST_DEPTH, limits.passages)
      const found = await orAborted(retrieve({ query, limit, filters }, access, signal), signal)
      for (const name of found.degraded) degraded.add(name)
      const best = found.passages.slice(0, limits.passages)
      const spread = breadth === 'best' ? [] : bestOfEachDocument(found.passages)
      const all = [...best, ...spread.filter((one) => !best.includes(one))]
      const numbered = all.map(note)
      lists.push(...[best, spread].filter((one) => one.length > 0).map((one) => one.map(({ chunkId }) => chunkId)))
      tell('search', query, all)
      return numbered
    },
    read: async (n) => {
      spend('reads')
      const passage = known.get(order[n - 1] ?? '')
      const source = passage && readText(passage.versionId)
      if (!passage || source === undefined) return undefined
      if (source.slice(passage.span.start, passage.span.end) !== passage.text) return undefined
      const grown = readAround(passage, source, LONGEST_READ)
      known.set(passage.chunkId, grown)
      tell('read', passage.title, [grown])
      return { n, passage: grown }
    },
    left: () => ({ ...left }),
    steps,
    degraded,
    gathered: (first, limit) => {
      const keys = [...first.flatMap((n) => order[n - 1] ?? []), ...takeInTurn(lists)]
      return leaveOutHeld(find([...new Set(keys)])).slice(0, limit)
    },
    conclude: (about, passages) => tell('conclude', about, passages),
  }
}
