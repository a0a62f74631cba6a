import { chunkDocument } from '../../ingest/chunk.ts'
import { layoutFormatOf } from '../../ingest/read/formats.ts'
import { readDocument } from '../../ingest/read/read-document.ts'
import { structureDocument } from '../../ingest/structure.ts'
import { write } from '../../src/db/client.ts'
import { placeDocument } from '../../src/db/documents.ts'
import { packLayout } from '../../src/db/layout-body.ts'
import { saveLayout } from '../../src/db/layouts.ts'
import { storeOriginal } from '../../src/db/originals.ts'
import { activateVersion, stageChunks, stageVersion } from '../../src/db/versions.ts'
import type { FakeServices } from '../helpers/services.ts'

export type Shelved = { documentId: string; versionId: string; text: string; chunks: { start: number; end: number }[] }

let count = 0

/** Reads a file as ingestion does and puts it into the library, a later one of the same path as its next version. */
export async function shelve(fake: FakeServices, path: string, content: Uint8Array | string): Promise<Shelved> {
  const { db } = fake.services
  const bytes = typeof content === 'string' ? Buffer.from(content) : content
  const extraction = await readDocument({ name: path, bytes })
  const { text, blocks, boxes, pageSizes } = extraction
  const spans = chunkDocument(text, structureDocument(extraction))
  const { document } = write(db, (tx) => placeDocument(tx, { space: 'default', root: '', path }))
  const original = await storeOriginal(fake.folder, [Buffer.from(bytes)])
  count += 1
  const versionId = `version-${count}`
  stageVersion(db, {
    ...original,
    id: versionId,
    documentId: document.id,
    readerVersion: 1,
    embeddingModel: 'none',
    warnings: [],
    characters: text.length,
    pages: extraction.pages ?? null,
    text,
  })
  const format = layoutFormatOf(path)
  const layout = { format, blocks, ...(pageSizes && { pages: pageSizes }), ...(boxes && { boxes }) }
  saveLayout(db, versionId, packLayout(layout))
  stageChunks(
    db,
    spans.map(({ start, end, headings, speaker, page }, ordinal) => ({
      id: `${versionId}-${ordinal}`,
      versionId,
      ordinal,
      start,
      end,
      text: text.slice(start, end),
      page: page ?? null,
      headings,
      speaker: speaker ?? null,
    })),
  )
  const title = extraction.title ?? path
  const activated = { id: versionId, documentId: document.id, chunkCount: spans.length }
  write(db, (tx) => activateVersion(tx, activated, { title, kind: 'report' }))
  return { documentId: document.id, versionId, text, chunks: spans }
}
