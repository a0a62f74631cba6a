import { describe, expect, it } from 'vitest'
import { freeLabel, toFileLabel } from '../../src/http/file-label.ts'

describe('the label of an uploaded file', () => {
  it.each([
    ['notes.md', 'notes.md'],
    ['项目/复盘/一期.md', '项目/复盘/一期.md'],
    ['../../etc/passwd.md', 'etc/passwd.md'],
    ['/etc/./passwd.md', 'etc/passwd.md'],
    ['C:\\Users\\me\\a.md', 'Users/me/a.md'],
    ['a\u0000b\u202Egnp.md', 'abgnp.md'],
    ['  a  /  b.md ', 'a/b.md'],
    ['..', 'unnamed'],
    ['', 'unnamed'],
    ['e\u0301.md', 'é.md'],
  ])('of %j is %j', (name, label) => {
    expect(toFileLabel(name)).toBe(label)
  })

  it('is shortened but keeps its ending', () => {
    const label = toFileLabel(`${'长'.repeat(500)}.docx`)
    expect([...label]).toHaveLength(200)
    expect(label.endsWith('长.docx')).toBe(true)
  })

  it('gets a number where another file has it', () => {
    const taken = new Set(['a/notes.md', 'a/notes (2).md'])
    expect(freeLabel('a/notes.md', (label) => taken.has(label))).toBe('a/notes (3).md')
    expect(freeLabel('b.md', (label) => taken.has(label))).toBe('b.md')
  })
})
