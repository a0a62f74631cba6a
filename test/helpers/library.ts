import { randomUUID } from 'node:crypto'
import { type Database, openDatabase, write } from '../../src/db/client.ts'
import { type CorrectableFields, placeDocument } from '../../src/db/documents.ts'
import { activateVersion, stageChunks, stageVersion } from '../../src/db/versions.ts'
import { embeddedWriter } from '../../src/engines/embedded/writer.ts'
import { sparseVector } from '../../src/language/terms.ts'
import { temporaryFolder } from './temporary-folder.ts'

export const TEST_EMBEDDER = 'test-embedder'

/** A library on a real database in a folder of its own. */
export function openLibrary(folder = temporaryFolder()): Database {
  return openDatabase(folder)
}

export type SmallDocument = {
  path: string
  space?: string
  /** One chunk a paragraph. */
  paragraphs: string[]
  vectors?: Float32Array[]
  /** The embedder of the vectors. */
  model?: string
  fields?: CorrectableFields
}

/** Writes a document as the worker would, its paragraphs as chunks, up to the moment before it becomes current. */
export async function stageDocument(db: Database, small: SmallDocument) {
  const place = { space: small.space ?? 'default', root: '/notes', path: small.path }
  const { document } = write(db, (tx) => placeDocument(tx, place, small.fields))
  const text = small.paragraphs.join('\n')
  const version = { id: randomUUID(), documentId: document.id, chunkCount: small.paragraphs.length }
  stageVersion(db, {
    id: version.id,
    documentId: document.id,
    contentHash: randomUUID(),
    readerVersion: 1,
    embeddingModel: small.model ?? TEST_EMBEDDER,
    bytes: text.length,
    characters: text.length,
    pages: null,
    warnings: [],
    text,
  })
  let start = 0
  const rows = small.paragraphs.map((paragraph, ordinal) => {
    const span = { start, end: start + paragraph.length }
    start = span.end + 1
    return {
      id: randomUUID(),
      versionId: version.id,
      ordinal,
      ...span,
      text: paragraph,
      page: null,
      headings: [],
      speaker: null,
    }
  })
  stageChunks(db, rows)
  await embeddedWriter(db, small.model ?? TEST_EMBEDDER).upsert(
    rows.map((row, at) => ({
      chunkId: row.id,
      versionId: version.id,
      ordinal: row.ordinal,
      sparse: sparseVector(row.text),
      dense: small.vectors?.[at] ?? new Float32Array([1, 0]),
    })),
  )
  return {
    documentId: document.id,
    versionId: version.id,
    chunkIds: rows.map((row) => row.id),
    activate: () => write(db, (tx) => activateVersion(tx, version, {})),
  }
}

/** A document that queries see. */
export async function addDocument(db: Database, small: SmallDocument) {
  const staged = await stageDocument(db, small)
  staged.activate()
  return staged
}
