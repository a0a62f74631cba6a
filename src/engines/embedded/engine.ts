import { latestChange } from '../../db/changes.ts'
import type { Database } from '../../db/client.ts'
import { activeEmbedder, termsVersion } from '../../db/settings.ts'
import { type Access, type Filters, isVisible } from '../access.ts'
import type { SearchEngine, SearchIndex } from '../engine.ts'
import { passageLoader } from '../load-passages.ts'
import { type Corpus, visibleSlots } from './corpus.ts'
import { rankDensely } from './dense.ts'
import { fillView } from './fill-vectors.ts'
import { rankLexically } from './lexical.ts'
import { followInto, loadBeside, startLoading, tidy } from './loaded.ts'
import type { ScoredSlot } from './top-slots.ts'

/** A question may still be on its way to the search when the vectors that it was embedded for are replaced. */
const RETIRED_VIEW_MS = 10_000

/**
 * The search engine for one machine: an inverted index and vectors in memory, following the points in SQLite. When the
 * library changes its embedder, the vectors of the new one are loaded beside those in use, which answer until then; when
 * the terms of its points were taken anew, a whole index is.
 *
 * Why an index of our own: on the same 100,000 chunks and words, FTS5 takes 12 ms at the median and 48 at the 95th
 * percentile, MiniSearch 40 and 150, this one 1.4 and 3.5, with character pairs and single characters beside the words
 * (`npm run bench:search`). It also filters before it ranks, and tells how frequent each term is.
 *
 * @param embedderId whose vectors to use where the library does not say.
 */
export function openEmbeddedEngine(db: Database, embedderId: string): SearchEngine {
  const loadPassages = passageLoader(db)
  let loaded = startLoading(db)
  const wantedEmbedder = () => activeEmbedder(db) ?? embedderId
  /** The embedder in use first, then the one that it replaced, for a while. */
  let models: [string, ...string[]] = [wantedEmbedder()]
  let following: Promise<void> | undefined
  let switching: Promise<void> | undefined
  let tidying: Promise<void> | undefined

  const follow = async () => {
    while (loaded.position.change < latestChange(db)) {
      following ??= followInto(db, loaded, () => models[0]).finally(() => {
        following = undefined
      })
      await following
    }
  }

  const retire = (model: string) => {
    if (models[0] === model) return
    models = [models[0]]
    for (const { vectors } of loaded.corpus.segments) vectors.delete(model)
  }

  const switchModel = async () => {
    for (let model = wantedEmbedder(); model !== models[0]; model = wantedEmbedder()) {
      await fillView(db, loaded.corpus, model, () => {
        const [before] = models
        models = [model, before]
        setTimeout(retire, RETIRED_VIEW_MS, before).unref()
      })
    }
  }

  const switchTerms = async () => {
    while (loaded.terms !== termsVersion(db)) loaded = await loadBeside(db, () => models[0])
  }

  const catchUp = async () => {
    await follow()
    switching ??= switchModel()
      .then(switchTerms)
      .finally(() => {
        switching = undefined
      })
    await switching
    tidying ??= tidy(db, loaded).finally(() => {
      tidying = undefined
    })
    await tidying
  }

  const search: SearchIndex = async ({ terms, vector, filters, limit }, access) => {
    await follow()
    const { corpus } = loaded
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
