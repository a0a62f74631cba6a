import type { Database } from '../src/db/client.ts'
import { cachedEmbeddings, cacheEmbeddings } from '../src/db/embeddings.ts'
import { hashBytes } from '../src/db/originals.ts'
import type { Embedder } from '../src/models/embedder.ts'

/**
 * The text that both vectors of a chunk are made of: what a reader sees around it (title, headings, speaker) and the
 * chunk itself.
 */
export function embeddingText(
  title: string,
  chunk: { text: string; headings: readonly string[]; speaker?: string | null },
): string {
  const headings = chunk.headings.filter((heading) => heading !== title)
  const context = [title, ...headings, ...(chunk.speaker ? [chunk.speaker] : [])]
  return `${context.join('\n')}\n${chunk.text}`
}

/** A text to embed, and the document that it is of: with that goes what was kept of it. */
export type EmbeddingItem = { text: string; documentId: string }

/** Gives a vector for each item, in their order; see `Embedder`. */
export type EmbedItems = (items: readonly EmbeddingItem[], signal?: AbortSignal) => Promise<Float32Array[]>

function textsOf(items: readonly EmbeddingItem[]): string[] {
  return items.map(({ text }) => text)
}

/** Embeds anew each time: for an embedder that costs less than a look into a cache. */
export function uncached(embedder: Embedder): EmbedItems {
  return (items, signal) => embedder.embed(textsOf(items), signal)
}

/** Asks an embedder for no text twice, not even after a restart. Keys are `<embedder id>:<SHA-256 of the text>`. */
export function cached(db: Database, embedder: Embedder): EmbedItems {
  return async (items, signal) => {
    const keys = items.map(({ text }) => `${embedder.id}:${hashBytes(Buffer.from(text))}`)
    const known = cachedEmbeddings(db, keys)
    const missing = new Map(items.flatMap((item, i) => (known.has(keys[i] ?? '') ? [] : [[keys[i] ?? '', item]])))
    const made = missing.size === 0 ? [] : await embedder.embed(textsOf([...missing.values()]), signal)
    const fresh = [...missing].flatMap(([key, { documentId }], i) =>
      made[i] ? [{ key, documentId, vector: made[i] }] : [],
    )
    cacheEmbeddings(db, fresh)
    for (const { key, vector } of fresh) known.set(key, vector)
    return keys.flatMap((key) => known.get(key) ?? [])
  }
}
