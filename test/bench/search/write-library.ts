import { randomUUID } from 'node:crypto'
import { type Database, write } from '../../../src/db/client.ts'
import { placeDocument } from '../../../src/db/documents.ts'
import { setActiveEmbedder } from '../../../src/db/settings.ts'
import { activateVersion, stageChunks, stageVersion } from '../../../src/db/versions.ts'
import { embeddedWriter } from '../../../src/engines/embedded/writer.ts'
import type { Embedder } from '../../../src/models/embedder.ts'
import type { MadeUpDocument } from './made-up-library.ts'

const DOCUMENTS_PER_TRANSACTION = 100
const ROWS_PER_STATEMENT = 2_000

/** Writes one document as the worker would, all of it at once. @returns how many chunks it has. */
async function writeDocument(db: Database, document: MadeUpDocument, embedder: Embedder, dense: boolean) {
  const place = { space: 'default', root: '/made-up', path: document.path }
  const { id: documentId } = write(db, (tx) => placeDocument(tx, place, {})).document
  const text = document.chunks.map((chunk) => chunk.text).join('\n')
  const versionId = randomUUID()
  stageVersion(db, {
    id: versionId,
    documentId,
    contentHash: randomUUID(),
    readerVersion: 1,
    embeddingModel: embedder.id,
    bytes: text.length,
    characters: text.length,
    pages: null,
    warnings: [],
    text,
  })
  let start = 0
  const rows = document.chunks.map((chunk, ordinal) => {
    const span = { start, end: start + chunk.text.length }
    start = span.end + 1
    return { id: randomUUID(), versionId, ordinal, ...span, text: chunk.text, page: null, headings: [], speaker: null }
  })
  for (let at = 0; at < rows.length; at += ROWS_PER_STATEMENT) stageChunks(db, rows.slice(at, at + ROWS_PER_STATEMENT))
  const vectors = dense ? await embedder.embed(rows.map((row) => row.text)) : []
  return {
    points: rows.map((row, at) => ({
      chunkId: row.id,
      versionId,
      ordinal: row.ordinal,
      sparse: document.chunks[at]?.sparse ?? { ids: new Uint32Array(), counts: new Uint8Array() },
      dense: vectors[at] ?? new Float32Array(0),
    })),
    version: { id: versionId, documentId, chunkCount: rows.length },
  }
}

/**
 * Adds made-up documents to a library until it has so many chunks, through the ordinary writer in large transactions.
 * @param dense whether chunks get vectors; those of a lexical library are empty.
 */
export async function growLibrary(
  db: Database,
  documents: Generator<MadeUpDocument>,
  { from, to, embedder, dense }: { from: number; to: number; embedder: Embedder; dense: boolean },
): Promise<void> {
  write(db, (tx) => setActiveEmbedder(tx, embedder.id))
  const { upsert } = embeddedWriter(db, embedder.id)
  for (let done = from; done < to; ) {
    db.$client.exec('BEGIN IMMEDIATE')
    for (let at = 0; at < DOCUMENTS_PER_TRANSACTION && done < to; at++) {
      const next = documents.next()
      if (next.done) break
      const document = { ...next.value, chunks: next.value.chunks.slice(0, to - done) }
      const { points, version } = await writeDocument(db, document, embedder, dense)
      await upsert(points)
      write(db, (tx) => activateVersion(tx, version, {}))
      done += points.length
    }
    db.$client.exec('COMMIT')
  }
}
