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

/** An embedder that asks for no text twice, not even after a restart. Keys are `<embedder id>:<SHA-256 of the text>`. */
export function cachedEmbedder(db: Database, embedder: Embedder): Embedder {
  return {
    id: embedder.id,
    get dimensions() {
      return embedder.dimensions
    },
    embed: async (texts, signal) => {
      const keys = texts.map((text) => `${embedder.id}:${hashBytes(Buffer.from(text))}`)
      const known = cachedEmbeddings(db, keys)
      const missing = new Map(keys.flatMap((key, i) => (known.has(key) ? [] : [[key, texts[i] ?? '']])))
      const made = missing.size === 0 ? [] : await embedder.embed([...missing.values()], signal)
      const fresh = new Map([...missing.keys()].flatMap((key, i) => (made[i] ? [[key, made[i]]] : [])))
      cacheEmbeddings(db, fresh)
      return keys.flatMap((key) => known.get(key) ?? fresh.get(key) ?? [])
    },
  }
}
