import { expect, it } from 'vitest'
import { prepareChunkLoader } from '../../src/db/chunks.ts'
import { removeDocuments } from '../../src/db/document-removal.ts'
import { correctDocument } from '../../src/db/documents.ts'
import { versionTextReader } from '../../src/db/version-texts.ts'
import { versionText } from '../../src/db/versions.ts'
import { addDocument, openLibrary, stageDocument } from '../helpers/library.ts'

it('loads chunks with what their document says, in the order asked, the first time and again', async () => {
  const db = openLibrary()
  const one = await addDocument(db, { path: 'a.md', paragraphs: ['先开票', '后回款'], fields: { title: '回款' } })
  const two = await addDocument(db, { path: 'b.md', paragraphs: ['割接窗口'], space: '售前' })
  const load = prepareChunkLoader(db)
  const [first = '', second = ''] = one.chunkIds
  const asked = [second, two.chunkIds[0] ?? '', 'none', first]
  const loaded = load(asked)
  expect(loaded).toMatchObject([
    {
      id: second,
      ordinal: 1,
      start: 4,
      end: 7,
      text: '后回款',
      headings: [],
      page: null,
      speaker: null,
      title: '回款',
    },
    { path: 'b.md', space: '售前', text: '割接窗口', documentId: two.documentId, versionId: two.versionId },
    { id: first, path: 'a.md', text: '先开票' },
  ])
  expect(load(asked)).toEqual(loaded)
  expect(load([])).toEqual([])
})

it('sees at once what is corrected in a document, and that it is gone', async () => {
  const db = openLibrary()
  const { documentId, chunkIds } = await addDocument(db, { path: 'a.md', paragraphs: ['先开票'] })
  const load = prepareChunkLoader(db)
  load(chunkIds)
  correctDocument(db, documentId, { title: '开票', date: '2025-03-01' })
  expect(load(chunkIds)).toMatchObject([{ title: '开票', date: '2025-03-01', text: '先开票' }])
  removeDocuments(db, [documentId])
  expect(load(chunkIds)).toEqual([])
})

it('reads the text of a version as it is stored, and none of one that is still being read', async () => {
  const db = openLibrary()
  const { versionId } = await addDocument(db, { path: 'a.md', paragraphs: ['先开票', '后回款'] })
  const staged = await stageDocument(db, { path: 'b.md', paragraphs: ['割接窗口'] })
  const read = versionTextReader(db)
  expect([read(versionId), read(versionId)]).toEqual(['先开票\n后回款', versionText(db, versionId)])
  expect([read(staged.versionId), read('none')]).toEqual([undefined, undefined])
  staged.activate()
  expect(read(staged.versionId)).toBe('割接窗口')
})
