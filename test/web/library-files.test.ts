import { describe, expect, it } from 'vitest'
import { isAccepted, SUPPORTED_EXTENSIONS } from '../../src/http/accepted-files.ts'
import { MAX_FILE_BYTES } from '../../src/http/limits.ts'
import { ACCEPTED_ENDINGS, endingOf, isIgnored, refusalOf, sortFiles } from '../../web/pages/library/accepted-files.ts'
import { changedFacts, parsePeople } from '../../web/pages/library/document-facts.ts'
import { nextSort, readLibrarySearch, toListQuery } from '../../web/pages/library/library-search.ts'

describe('files that somebody chose', () => {
  it('are judged by the endings and the size that the service takes', () => {
    expect([...ACCEPTED_ENDINGS].sort()).toEqual([...SUPPORTED_EXTENSIONS].sort())
    for (const name of ['a.PDF', '移交/清单.docx', 'a.dwg', 'Makefile', '.md']) {
      expect(refusalOf(name, 1) === undefined).toBe(isAccepted(name))
    }
    expect(refusalOf('a.pdf', MAX_FILE_BYTES)).toBeUndefined()
    expect(refusalOf('a.pdf', MAX_FILE_BYTES + 1)).toBe('too_large')
    expect(refusalOf('a.pdf', 0)).toBe('empty')
    expect(endingOf('周会.2025/纪要')).toBe('')
  })

  it('leave out what systems and office programs put beside them', () => {
    for (const path of ['.DS_Store', 'a/.git/b.md', 'a/~$报告.docx', '__MACOSX/a.md', 'x/node_modules/r.md']) {
      expect(isIgnored(path)).toBe(true)
    }
    expect(isIgnored('a.b/报告.docx')).toBe(false)
  })

  it('are parted into those that are sent and those that are not, with the reason', () => {
    const picked = ['a.md', 'b.dwg', '.DS_Store', 'c.txt'].map((path) => ({
      path,
      file: { size: path === 'c.txt' ? 0 : 9 },
    }))
    expect(sortFiles(picked)).toEqual({
      accepted: [{ path: 'a.md', file: { size: 9 } }],
      refused: [
        { path: 'b.dwg', reason: 'unsupported' },
        { path: 'c.txt', reason: 'empty' },
      ],
    })
  })
})

describe('corrections', () => {
  const document = {
    title: '旧标题',
    kind: 'other',
    date: '',
    project: '',
    people: ['周敏'],
    space: 'default',
    sensitivity: 'internal',
  }

  it('send only what says something else than before', () => {
    expect(changedFacts(document, { title: ' 旧标题 ', kind: 'report', people: '周敏' })).toEqual({ kind: 'report' })
    expect(changedFacts(document, { people: '周敏、石敬轩，周敏' })).toEqual({ people: ['周敏', '石敬轩'] })
    expect(changedFacts({ ...document, date: '2025-03-31' }, { date: '' })).toEqual({ date: '' })
  })

  it('part names at the commas of both languages', () => {
    expect(parsePeople(' 周敏、石 敬轩;Ann Li，, ')).toEqual(['周敏', '石 敬轩', 'Ann Li'])
  })
})

describe('the address of the library', () => {
  it('leaves out what it does not know', () => {
    const search = { q: '复盘', space: '', state: 'lost', sort: '-bytes', doc: 7, other: 'x' }
    expect(readLibrarySearch(search)).toEqual({ q: '复盘', sort: '-bytes', doc: '7' })
  })

  it('becomes a query of the service', () => {
    expect(toListQuery({ q: ' 周 ', kind: 'report', state: 'working' })).toEqual({
      q: '周',
      kind: 'report',
      state: 'queued,reading',
      sort: '-updatedAt',
    })
    expect(toListQuery({ state: 'failed', sort: 'title' })).toEqual({ issue: 'error', sort: 'title' })
  })

  it('turns the order with each press, sizes from the largest on', () => {
    expect(nextSort('-updatedAt', 'title')).toBe('title')
    expect(nextSort('title', 'title')).toBe('-title')
    expect(nextSort('title', 'bytes')).toBe('-bytes')
    expect(nextSort('-bytes', 'bytes')).toBe('bytes')
  })
})
