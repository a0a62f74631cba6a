import { latestChange } from '../../db/changes.ts'
import type { Database } from '../../db/client.ts'
import { activeEmbedder } from '../../db/settings.ts'
import { isVisible } from '../access.ts'
import type { SearchEngine, SearchIndex } from '../engine.ts'
import { loadPassages } from '../load-passages.ts'
import { type Corpus, emptyCorpus, slotMask } from './corpus.ts'
import { type DenseView, rankDensely } from './dense.ts'
import { fillView, followDatabase, type Position } from './follow.ts'
import { rankLexically } from './lexical.ts'
import type { ScoredSlot } from './top-slots.ts'

/** A question may still be on its way to the search when the view that it was embedded for is replaced. */
const RETIRED_VIEW_MS = 10_000

/**
 * The search engine for one machine: an inverted index and vectors in memory, following the points in SQLite. When the
 * library changes its embedder, the vectors of the new one are loaded beside those in use, which answer until then.
 *
 * @param embedderId whose vectors to use where the library does not say.
 */
export function openEmbeddedEngine(db: Database, embedderId: string): SearchEngine {
  const corpus = emptyCorpus()
  const position: Position = { change: 0, point: 0 }
  const wantedEmbedder = () => activeEmbedder(db) ?? embedderId
  /** The one in use first, then the one that it replaced, for a while. */
  let views: [DenseView, ...DenseView[]] = [{ model: wantedEmbedder(), vectors: [] }]
  let following: Promise<void> | undefined
  let switching: Promise<void> | undefined

  const follow = async () => {
    while (position.change < latestChange(db)) {
      following ??= followDatabase(db, corpus, position, () => views[0]).finally(() => {
        following = undefined
      })
      await following
    }
  }

  const switchView = async () => {
    for (let model = wantedEmbedder(); model !== views[0].model; model = wantedEmbedder()) {
      const next: DenseView = { model, vectors: [] }
      await fillView(db, corpus, next, (whole) => {
        views = [whole, views[0]]
      })
      setTimeout(() => {
        if (views[0] === next) views = [next]
      }, RETIRED_VIEW_MS).unref()
    }
  }

  const catchUp = async () => {
    await follow()
    switching ??= switchView().finally(() => {
      switching = undefined
    })
    await switching
  }

  const search: SearchIndex = async (query, access) => {
    await follow()
    const live = slotMask(corpus, (version) => version.isLive)
    const visible = slotMask(corpus, (version) => version.isLive && isVisible(version.facts, access, query.filters))
    const lexical = rankLexically(corpus, query.terms, { live, visible }, query.limit)
    const { vector } = query
    const view = vector && views.find(({ model }) => model === vector.model)
    const dense = view ? rankDensely(corpus, view, vector.values, visible, query.limit) : []
    return { lexical: named(corpus, lexical), dense: named(corpus, dense) }
  }

  return {
    search,
    loadPassages: async (chunkIds) => loadPassages(db, chunkIds),
    catchUp,
    embedderInUse: () => views[0].model,
  }
}

function named(corpus: Corpus, slots: readonly ScoredSlot[]) {
  return slots.map(({ slot, score }) => ({ chunkId: corpus.chunkIds[slot] ?? '', score }))
}
