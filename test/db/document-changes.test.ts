import { expect, it } from 'vitest'
import { snapshotId } from '../../src/db/changes.ts'
import { documentChanges } from '../../src/db/document-changes.ts'
import { removeDocuments } from '../../src/db/document-removal.ts'
import { correctDocument } from '../../src/db/documents.ts'
import { addDocument, openLibrary } from '../helpers/library.ts'

it('says what became of documents since a snapshot', async () => {
  const db = openLibrary()
  const add = (path: string, text: string) => addDocument(db, { path, paragraphs: [text], fields: { title: path } })
  const [kept, read, corrected, gone] = [
    await add('a', '一'),
    await add('b', '二'),
    await add('c', '三'),
    await add('d', '四'),
  ]
  const before = snapshotId(db)
  await add('b', '二又')
  correctDocument(db, corrected.documentId, { date: '2026-01-01' })
  removeDocuments(db, [gone.documentId])
  const added = await add('e', '五')
  const ids = [kept, read, corrected, gone, added].map(({ documentId }) => documentId)
  expect(documentChanges(db, ids, before).map(({ title, change }) => [title, change])).toEqual([
    ['a', 'unchanged'],
    ['b', 'updated'],
    ['c', 'updated'],
    ['', 'removed'],
    ['e', 'added'],
  ])
  expect(documentChanges(db, ids, snapshotId(db)).map(({ change }) => change)).toEqual([
    ...['unchanged', 'unchanged', 'unchanged', 'removed', 'unchanged'],
  ])
  expect(documentChanges(db, [kept.documentId], 'no snapshot')).toMatchObject([{ change: 'unchanged' }])
  db.$client.close()
})
