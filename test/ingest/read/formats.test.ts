import { expect, it } from 'vitest'
import { formatOf, isSupported, layoutFormatOf, SUPPORTED_EXTENSIONS } from '../../../ingest/read/formats.ts'
import { safeMediaType, SUPPORTED_EXTENSIONS as UPLOADED } from '../../../src/http/accepted-files.ts'

it('knows a format by its ending, in any case and in any folder', () => {
  expect(isSupported('报价.DOCX')).toBe(true)
  expect(isSupported('a.b/notes.md')).toBe(true)
  expect(SUPPORTED_EXTENSIONS.every((extension) => isSupported(`file${extension}`))).toBe(true)
})

it('takes templates and files with macros for the format they are of', () => {
  const formats = ['a.dotm', 'a.ppsx', 'a.xltm', 'a.TSV', 'a.mht', 'a.wps', 'a.dps', 'a.et', 'a.jpeg'].map(formatOf)
  expect(formats).toEqual([
    'docx',
    'pptx',
    'xlsx',
    'csv',
    'mhtml',
    'legacy_text',
    'legacy_slides',
    'legacy_sheet',
    'image',
  ])
})

it('shows a file in the shape that its reader gives it', () => {
  const shapes = ['a.csv', 'a.doc', 'a.ods', 'a.eml', 'a.zip', 'README'].map(layoutFormatOf)
  expect(shapes).toEqual(['xlsx', 'docx', 'xlsx', 'html', 'text', 'text'])
})

it('supports neither other endings, nor none, nor names that only look like one', () => {
  for (const name of ['a.exe', 'a.svg', 'README', '.md', 'folder.md/file', 'a.constructor', 'a.__proto__']) {
    expect(isSupported(name), name).toBe(false)
  }
})

it('takes the endings as uploads that it can read', () => {
  expect([...UPLOADED]).toEqual([...SUPPORTED_EXTENSIONS])
})

it('hands out what a browser could run as a page as plain bytes', () => {
  for (const name of ['a.html', 'a.HTM', 'a.mht', 'a.mhtml', 'a.eml', 'a.md', 'a.txt', 'a.csv', 'a.svg', 'a.docm']) {
    expect(safeMediaType(name), name).toBe('application/octet-stream')
  }
  expect(safeMediaType('a.PNG')).toBe('image/png')
  expect(safeMediaType('a.pdf')).toBe('application/pdf')
})
