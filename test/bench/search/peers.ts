import { create, insertMultiple, search, type Tokenizer } from '@orama/orama'
import { createTokenizer } from '@orama/tokenizers/mandarin'
import SqliteDatabase from 'better-sqlite3'
import MiniSearch from 'minisearch'
import { extractTerms } from '../../../src/language/terms.ts'

export type PeerDocument = { id: string; text: string }
/** Ids, best first. */
export type Find = (query: string, limit: number) => string[] | Promise<string[]>
export type Peer = { name: string; open: (documents: readonly PeerDocument[]) => Find | Promise<Find> }

/** The words that our own index uses: peers are given Chinese words, which they would not find by themselves. */
const wordsOf = (text: string) =>
  extractTerms(text)
    .filter((term) => term.kind === 'word')
    .map((term) => term.text)

function openMiniSearch(documents: readonly PeerDocument[]): Find {
  const index = new MiniSearch<PeerDocument>({
    fields: ['text'],
    storeFields: [],
    tokenize: wordsOf,
    processTerm: (term) => term,
  })
  index.addAll(documents)
  return (query, limit) =>
    index
      .search(query)
      .slice(0, limit)
      .map(({ id }) => String(id))
}

const ourTokenizer: Tokenizer = { language: 'chinese', normalizationCache: new Map(), tokenize: wordsOf }

async function openOrama(documents: readonly PeerDocument[], tokenizer: Tokenizer): Promise<Find> {
  const index = create({ schema: { text: 'string' } as const, components: { tokenizer } })
  await insertMultiple(index, [...documents], 1_000)
  return async (query, limit) => {
    const { hits } = await search(index, { term: query, limit, properties: ['text'], threshold: 1 })
    return hits.map((hit) => String(hit.id))
  }
}

/** Every three characters in a row of the query, quoted, any of them. */
function trigrams(query: string): string {
  const runs = query.match(/[\p{L}\p{N}]{3,}/gu) ?? []
  const grams = runs.flatMap((run) =>
    Array.from({ length: [...run].length - 2 }, (_, at) => [...run].slice(at, at + 3).join('')),
  )
  return [...new Set(grams)].map((gram) => `"${gram}"`).join(' OR ')
}

/** In memory, so that no disk is measured. */
function openTrigram(documents: readonly PeerDocument[]): Find {
  return openFts(documents, "tokenize='trigram'", (text) => text, trigrams)
}

/** FTS5 over the words that our own index uses, apart by spaces. */
function openSegmented(documents: readonly PeerDocument[]): Find {
  const anyWord = (query: string) => [...new Set(wordsOf(query))].map((word) => `"${word}"`).join(' OR ')
  return openFts(documents, "tokenize='unicode61'", (text) => wordsOf(text).join(' '), anyWord)
}

function openFts(
  documents: readonly PeerDocument[],
  options: string,
  textFor: (text: string) => string,
  matchFor: (query: string) => string,
): Find {
  const db = new SqliteDatabase(':memory:')
  db.exec(`CREATE VIRTUAL TABLE texts USING fts5(text, content='', ${options})`)
  const insert = db.prepare('INSERT INTO texts (rowid, text) VALUES (?, ?)')
  db.transaction(() => {
    for (const [at, { text }] of documents.entries()) insert.run(at + 1, textFor(text))
  })()
  const find = db.prepare<[string, number], number>('SELECT rowid FROM texts WHERE texts MATCH ? ORDER BY rank LIMIT ?')
  return (query, limit) => {
    const match = matchFor(query)
    if (match === '') return []
    return find
      .pluck()
      .all(match, limit)
      .map((row) => documents[row - 1]?.id ?? '')
  }
}

export const PEERS: readonly Peer[] = [
  { name: 'MiniSearch, our words', open: openMiniSearch },
  { name: 'Orama, our words', open: (documents) => openOrama(documents, ourTokenizer) },
  { name: 'Orama, its words', open: (documents) => openOrama(documents, createTokenizer()) },
  { name: 'FTS5, our words', open: openSegmented },
  { name: 'FTS5 trigram', open: openTrigram },
]
