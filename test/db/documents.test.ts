import { expect, it } from 'vitest'
import { write } from '../../src/db/client.ts'
import { removeDocuments } from '../../src/db/document-removal.ts'
import { placeDocument } from '../../src/db/documents.ts'
import { enqueueJob } from '../../src/db/jobs.ts'
import { addDocument, openLibrary } from '../helpers/library.ts'

function upload(db: ReturnType<typeof openLibrary>, path: string, contentHash: string): string {
  return write(db, (tx) => {
    const { document } = placeDocument(tx, { space: 'default', root: '', path })
    enqueueJob(tx, { path, request: { kind: 'file', documentId: document.id, isNew: true, contentHash } })
    return document.id
  })
}

it('lets go of an original when the last document that uses it is removed', async () => {
  const db = openLibrary()
  const { documentId } = await addDocument(db, { path: 'a.md', paragraphs: ['回款'] })
  expect(removeDocuments(db, [documentId]).originals).toHaveLength(1)
})

it('keeps an original that another upload still waits to be read from', () => {
  const db = openLibrary()
  const first = upload(db, 'a.md', 'same')
  const second = upload(db, 'b.md', 'same')
  expect(removeDocuments(db, [first]).originals).toEqual([])
  expect(removeDocuments(db, [second]).originals).toEqual(['same'])
})

it('removes nothing for an id that is gone', () => {
  expect(removeDocuments(openLibrary(), ['nobody'])).toEqual({ originals: [], versionIds: [] })
})
