import { latestChange } from '../../db/changes.ts'
import type { Database } from '../../db/client.ts'
import { activeEmbedder } from '../../db/settings.ts'
import { type Access, type Filters, isVisible } from '../access.ts'
import type { SearchEngine, SearchIndex } from '../engine.ts'
import { passageLoader } from '../load-passages.ts'
import { type Corpus, emptyCorpus, visibleSlots } from './corpus.ts'
import { rankDensely } from './dense.ts'
import { fillView } from './fill-vectors.ts'
import { followDatabase, type Position, versionsWithPoints } from './follow.ts'
import { rankLexically } from './lexical.ts'
import { nextTurn } from './next-turn.ts'
import { tidySegments } from './tidy.ts'
import type { ScoredSlot } from './top-slots.ts'

/** A question may still be on its way to the search when the vectors that it was embedded for are replaced. */
const RETIRED_VIEW_MS = 10_000

/**
 * The search engine for one machine: an inverted index and vectors in memory, following the points in SQLite. When the
 * library changes its embedder, the vectors of the new one are loaded beside those in use, which answer until then.
 *
 * Why an index of our own: on the same 100,000 chunks and words, FTS5 takes 12 ms at the median and 48 at the 95th
 * percentile, MiniSearch 40 and 150, this one 1.4 and 3.5, with character pairs and single characters beside the words
 * (`npm run bench:search`). It also filters before it ranks, and tells how frequent each term is.
 *
 * @param embedderId whose vectors to use where the library does not say.
 */
export function openEmbeddedEngine(db: Database, embedderId: string): SearchEngine {
  const loadPassages = passageLoader(db)
  const corpus = emptyCorpus()
  const position: Position = { change: 0, point: 0 }
  const wantedEmbedder = () => activeEmbedder(db) ?? embedderId
  /** The embedder in use first, then the one that it replaced, for a while. */
  let models: [string, ...string[]] = [wantedEmbedder()]
  let following: Promise<void> | undefined
  let switching: Promise<void> | undefined
  let tidying: Promise<void> | undefined
  /** Positions only grow: their sum when the segments were last tidied. */
  let tidiedAt = 0

  const follow = async () => {
    while (position.change < latestChange(db)) {
      following ??= followDatabase(db, corpus, position, () => models[0]).finally(() => {
        following = undefined
      })
      await following
    }
  }

  const retire = (model: string) => {
    if (models[0] === model) return
    models = [models[0]]
    for (const { vectors } of corpus.segments) vectors.delete(model)
  }

  const switchModel = async () => {
    for (let model = wantedEmbedder(); model !== models[0]; model = wantedEmbedder()) {
      await fillView(db, corpus, model, () => {
        const [before] = models
        models = [model, before]
        setTimeout(retire, RETIRED_VIEW_MS, before).unref()
      })
    }
  }

  const tidy = () => tidySegments(corpus, { withPoints: (versionIds) => versionsWithPoints(db, versionIds), nextTurn })

  const catchUp = async () => {
    await follow()
    switching ??= switchModel().finally(() => {
      switching = undefined
    })
    await switching
    if (!tidying && tidiedAt < position.change + position.point) {
      tidiedAt = position.change + position.point
      tidying = tidy().finally(() => {
        tidying = undefined
      })
    }
    await tidying
  }

  const search: SearchIndex = async ({ terms, vector, filters, limit }, access) => {
    await follow()
    const visible = isUnrestricted(access, filters)
      ? corpus.segments.map(({ live }) => live)
      : visibleSlots(corpus, ({ facts }) => isVisible(facts, access, filters))
    const { ranking, statistics } = rankLexically(corpus, terms, visible, limit)
    const dense =
      vector && models.includes(vector.model) ? rankDensely(corpus, vector.model, vector.values, visible, limit) : []
    return { lexical: named(corpus, ranking), dense: named(corpus, dense), statistics }
  }

  return {
    search,
    loadPassages: async (chunkIds) => loadPassages(chunkIds),
    catchUp,
    embedderInUse: () => models[0],
  }
}

function isUnrestricted({ spaces, sensitivities }: Access, filters: Filters): boolean {
  return spaces === 'all' && sensitivities === 'all' && Object.values(filters).every((filter) => filter === undefined)
}

function named(corpus: Corpus, slots: readonly ScoredSlot[]) {
  return slots.map(({ segment, slot, score }) => ({ chunkId: corpus.segments[segment]?.chunkIds[slot] ?? '', score }))
}
