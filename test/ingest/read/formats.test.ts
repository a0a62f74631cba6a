import { expect, it } from 'vitest'
import { isSupported, SUPPORTED_EXTENSIONS } from '../../../ingest/read/formats.ts'

it('knows a format by its ending, in any case and in any folder', () => {
  expect(isSupported('报价.DOCX')).toBe(true)
  expect(isSupported('a.b/notes.md')).toBe(true)
  expect(SUPPORTED_EXTENSIONS.every((extension) => isSupported(`file${extension}`))).toBe(true)
})

it('supports neither other endings, nor none, nor names that only look like one', () => {
  for (const name of ['a.doc', 'a.png', 'README', '.md', 'folder.md/file', 'a.constructor']) {
    expect(isSupported(name), name).toBe(false)
  }
})
