import { expect, it } from 'vitest'
import { nameDocuments } from '../../src/evaluation/document-names.ts'

const names = (...paths: string[]) => [...nameDocuments(paths.map((path) => ({ id: path, path }))).values()]

it('names a document by its file', () => {
  expect(names('notes/2025/k01_港口.md', 'k02.docx')).toEqual(['k01_港口.md', 'k02.docx'])
})

it('names those whose file names are alike, or begin alike, by their paths', () => {
  expect(names('a/note.md', 'b/note.md', 'c.md')).toEqual(['a/note.md', 'b/note.md', 'c.md'])
  expect(names('x/list.md', 'list.md.bak')).toEqual(['x/list.md', 'list.md.bak'])
})
