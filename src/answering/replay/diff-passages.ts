import type { Answer } from '../answer.ts'

/** A passage of either answer. `before`, `after`: its rank there, from 1. `moved`: in both, at another rank. */
export type DiffedPassage = {
  title: string
  chunkId: string
  state: 'kept' | 'gone' | 'new' | 'moved'
  before?: number
  after?: number
}

type Ranked = { chunkId: string; documentId: string; title: string; text: string; rank: number }

/** What an answer was made from, best first: the passages it shows, and then those that only its record names. */
function passagesOf({ nearest, record }: Answer, titles: ReadonlyMap<string, string>): Ranked[] {
  const shown = new Set(nearest.map(({ chunkId }) => chunkId))
  const others = (record?.passages ?? []).filter(({ chunkId }) => !shown.has(chunkId))
  const named = others.map((one) => ({ ...one, title: titles.get(one.documentId) ?? '', text: '' }))
  return [...nearest, ...named].map(({ chunkId, documentId, title, text }, at) => {
    return { chunkId, documentId, title, text, rank: at + 1 }
  })
}

/** The same chunk, or the same words of the same document: a document read anew has other chunks. */
function isSame(one: Ranked, other: Ranked): boolean {
  if (one.chunkId === other.chunkId) return true
  return one.documentId === other.documentId && one.text !== '' && one.text === other.text
}

/** The passages of the later answer by rank, then those that only the earlier one had. */
export function diffPassages(before: Answer, after: Answer, titles: ReadonlyMap<string, string>): DiffedPassage[] {
  const earlier = passagesOf(before, titles)
  const later = passagesOf(after, titles)
  const found = later.map(({ title, chunkId, rank, ...rest }): DiffedPassage => {
    const partner = earlier.find((one) => isSame(one, { title, chunkId, rank, ...rest }))
    if (!partner) return { title, chunkId, state: 'new', after: rank }
    return { title, chunkId, state: partner.rank === rank ? 'kept' : 'moved', before: partner.rank, after: rank }
  })
  const gone = earlier.filter((one) => !later.some((other) => isSame(one, other)))
  return [
    ...found,
    ...gone.map(({ title, chunkId, rank }): DiffedPassage => ({ title, chunkId, state: 'gone', before: rank })),
  ]
}
