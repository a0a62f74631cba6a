import { createHash } from 'node:crypto'
import type { Embedder } from './embedder.ts'

/** What an embedding model wants to stand before a question and before a passage; '' for nothing. */
export type Prefixes = { query: string; passage: string }

export const NO_PREFIXES: Prefixes = { query: '', passage: '' }

/** What tells vectors made with these prefixes from those made with others: '' or `+` and eight hexadecimal digits. */
export function prefixTag({ query, passage }: Prefixes): string {
  if (query === '' && passage === '') return ''
  return `+${createHash('sha256')
    .update(JSON.stringify([query, passage]))
    .digest('hex')
    .slice(0, 8)}`
}

/** The embedder with the prefixes before its texts; its id tells so. */
export function withPrefixes(embedder: Embedder, prefixes: Prefixes): Embedder {
  const tag = prefixTag(prefixes)
  if (tag === '') return embedder
  return {
    id: `${embedder.id}${tag}`,
    get dimensions() {
      return embedder.dimensions
    },
    embed: (texts, signal) =>
      embedder.embed(
        texts.map((text) => prefixes.passage + text),
        signal,
      ),
    embedQuery: async (text, signal) => (await embedder.embed([prefixes.query + text], signal))[0],
  }
}
