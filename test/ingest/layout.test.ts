import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { type Layout, unpackLayout } from '../../src/db/layout-body.ts'
import { findLayout } from '../../src/db/layouts.ts'
import { listVersions, versionText } from '../../src/db/versions.ts'
import { linesOf, makePdf } from '../helpers/fixtures/pdf.ts'
import { openLibrary } from '../helpers/library.ts'
import { temporaryFolder } from '../helpers/temporary-folder.ts'
import { ingest } from '../helpers/worker.ts'

it('keeps of every version the blocks of its text and, of a PDF, where its lines are printed', async () => {
  const home = temporaryFolder()
  const [data, notes] = [join(home, 'data'), join(home, 'notes')]
  mkdirSync(data)
  mkdirSync(notes)
  writeFileSync(join(notes, 'a.pdf'), makePdf([linesOf(['第一页的话很长。', '第二行。']), linesOf(['第二页的话。'])]))
  const db = openLibrary(data)
  await ingest(db, data, [notes])
  const id = String(db.$client.prepare('SELECT id FROM documents').pluck().get())
  const [version] = listVersions(db, id)
  const packed = findLayout(db, version?.id ?? '')
  const layout: Layout = JSON.parse(packed ? unpackLayout(packed) : '{}')
  const text = versionText(db, version?.id ?? '') ?? ''
  const wordsOf = ({ start, end }: { start: number; end: number }) => text.slice(start, end)
  expect(layout.format).toBe('pdf')
  expect(layout.blocks.map(wordsOf)).toEqual(['第一页的话很长。', '第二行。', '第二页的话。'])
  expect(layout.boxes?.map((box) => [box.page, wordsOf(box)])).toEqual([
    [1, '第一页的话很长。'],
    [1, '第二行。'],
    [2, '第二页的话。'],
  ])
  expect(layout.pages).toHaveLength(2)
})
