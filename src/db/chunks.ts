import { and, asc, eq, gt } from 'drizzle-orm'
import type { Database } from './client.ts'
import { recentlyUsed } from './recently-used.ts'
import { type Chunk, chunks } from './schema/chunks.ts'

/** A page of a version's chunks in text order; `after` is the ordinal of the last one seen. */
export function listChunks(
  db: Database,
  versionId: string,
  page: { after?: number | undefined; limit: number },
): Chunk[] {
  const mine = eq(chunks.versionId, versionId)
  return db
    .select()
    .from(chunks)
    .where(page.after === undefined ? mine : and(mine, gt(chunks.ordinal, page.after)))
    .orderBy(asc(chunks.ordinal))
    .limit(page.limit)
    .all()
}

/** A chunk with what a reader needs to see of its document. */
export type ChunkInContext = Chunk & {
  documentId: string
  title: string
  path: string
  kind: string
  space: string
  date: string
}

/** A chunk never changes, nor does the document that it belongs to. */
type KeptChunk = Chunk & { documentId: string }

type ChunkRow = [
  documentId: string,
  id: string,
  versionId: string,
  ordinal: number,
  start: number,
  end: number,
  text: string,
  page: number | null,
  headings: string,
  speaker: string | null,
]

/** Rows come as plain arrays: a search loads a hundred chunks or more. */
const CHUNKS = `
  SELECT versions.document_id, chunks.id, chunks.version_id, chunks.ordinal, chunks.start, chunks."end", chunks.text, chunks.page, chunks.headings,
    chunks.speaker
  FROM json_each(?) AS asked CROSS JOIN chunks ON chunks.id = asked.value
    CROSS JOIN versions ON versions.id = chunks.version_id`

type ContextRow = [documentId: string, title: string, path: string, kind: string, space: string, date: string]

const CONTEXTS = `
  SELECT documents.id, documents.title, documents.path, documents.kind, spaces.name, documents.date
  FROM json_each(?) AS asked CROSS JOIN documents ON documents.id = asked.value
    CROSS JOIN spaces ON spaces.id = documents.space_id`

/** Characters of chunks that are kept at hand; a character takes two bytes at most. */
const CHARACTERS_AT_HAND = 16_000_000
/** What a chunk takes beside its text, in characters. */
const CHARACTERS_AROUND = 300

/**
 * Prepares the loading of chunks by id, in the order asked; ids that are gone are left out. Chunks that
 * were asked for of late are at hand; what a reader sees of their documents may change, and is read each time.
 */
export function prepareChunkLoader(db: Database): (ids: readonly string[]) => ChunkInContext[] {
  const readChunks = db.$client.prepare<[string], ChunkRow>(CHUNKS).raw()
  const readContexts = db.$client.prepare<[string], ContextRow>(CONTEXTS).raw()
  const atHand = recentlyUsed<KeptChunk>(CHARACTERS_AT_HAND, ({ text }) => text.length + CHARACTERS_AROUND)
  const loadChunks = (ids: readonly string[]): Map<string, KeptChunk> => {
    const loaded = new Map<string, KeptChunk>()
    const missing: string[] = []
    for (const id of ids) {
      const chunk = atHand.get(id)
      if (chunk) loaded.set(id, chunk)
      else missing.push(id)
    }
    if (missing.length === 0) return loaded
    for (const row of readChunks.all(JSON.stringify(missing))) {
      const [documentId, id, versionId, ordinal, start, end, text, page, headings, speaker] = row
      const chunk = {
        documentId,
        id,
        versionId,
        ordinal,
        start,
        end,
        text,
        page,
        headings: JSON.parse(headings),
        speaker,
      }
      atHand.set(id, chunk)
      loaded.set(id, chunk)
    }
    return loaded
  }
  const loadContexts = (chunks: Iterable<KeptChunk>): Map<string, ContextRow> => {
    const documentIds = new Set<string>()
    for (const { documentId } of chunks) documentIds.add(documentId)
    return new Map(readContexts.all(JSON.stringify([...documentIds])).map((row) => [row[0], row]))
  }
  return (ids) => {
    if (ids.length === 0) return []
    const loaded = loadChunks(ids)
    const contexts = loadContexts(loaded.values())
    const found: ChunkInContext[] = []
    for (const id of ids) {
      const chunk = loaded.get(id)
      const context = chunk && contexts.get(chunk.documentId)
      if (context) found.push(putInContext(chunk, context))
    }
    return found
  }
}

function putInContext(chunk: KeptChunk, [, title, path, kind, space, date]: ContextRow): ChunkInContext {
  return {
    id: chunk.id,
    versionId: chunk.versionId,
    ordinal: chunk.ordinal,
    start: chunk.start,
    end: chunk.end,
    text: chunk.text,
    page: chunk.page,
    headings: chunk.headings,
    speaker: chunk.speaker,
    documentId: chunk.documentId,
    title,
    path,
    kind,
    space,
    date,
  }
}
