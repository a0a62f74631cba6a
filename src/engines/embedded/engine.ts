import { latestChange } from '../../db/changes.ts'
import type { Database } from '../../db/client.ts'
import { isVisible } from '../access.ts'
import type { SearchIndex } from '../engine.ts'
import { type Corpus, emptyCorpus, slotMask } from './corpus.ts'
import { rankDensely } from './dense.ts'
import { followDatabase, type Position } from './follow.ts'
import { rankLexically } from './lexical.ts'
import type { ScoredSlot } from './top-slots.ts'

export type EmbeddedEngine = {
  search: SearchIndex
  /** Loads what is new; a search does it by itself when it has to, callers do it early to keep searches short. */
  catchUp: () => Promise<void>
}

/** The search engine for one machine: an inverted index and vectors in memory, following the points in SQLite. */
export function openEmbeddedEngine(db: Database, embedderId: string): EmbeddedEngine {
  const corpus = emptyCorpus()
  const position: Position = { change: 0, point: 0 }
  let following: Promise<void> | undefined

  const catchUp = async () => {
    while (position.change < latestChange(db)) {
      following ??= followDatabase(db, corpus, position, embedderId).finally(() => {
        following = undefined
      })
      await following
    }
  }

  const search: SearchIndex = async (query, access) => {
    await catchUp()
    const live = slotMask(corpus, (version) => version.isLive)
    const visible = slotMask(corpus, (version) => version.isLive && isVisible(version.facts, access, query.filters))
    const lexical = rankLexically(corpus, query.terms, { live, visible }, query.limit)
    const dense = query.vector ? rankDensely(corpus, query.vector, visible, query.limit) : []
    return { lexical: named(corpus, lexical), dense: named(corpus, dense) }
  }

  return { search, catchUp }
}

function named(corpus: Corpus, slots: readonly ScoredSlot[]) {
  return slots.map(({ slot, score }) => ({ chunkId: corpus.chunkIds[slot] ?? '', score }))
}
