import { describe, expect, it } from 'vitest'
import { contentWords } from '../../web/components/content-words.ts'
import { findWords } from '../../web/components/find-words.ts'

describe('words marked in a text', () => {
  it('are found whatever their letter case', () => {
    expect(findWords('VLAN 改了 vlan', ['Vlan'])).toEqual([
      { start: 0, end: 4 },
      { start: 8, end: 12 },
    ])
  })

  it('become one where they overlap or touch', () => {
    expect(findWords('第二次割接失败', ['第二次', '二次割接', '失败'])).toEqual([{ start: 0, end: 7 }])
  })

  it('are none where no word is given', () => {
    expect(findWords('割接', ['', '回退'])).toEqual([])
  })

  it('are left out where lower case has another length, so that no mark is misplaced', () => {
    expect(findWords('İstanbul 割接', ['割接'])).toEqual([])
  })
})

describe('the content words of a question', () => {
  it('leave out what any question has', () => {
    const words = contentWords('第二次割接为什么失败了？')
    expect(words).toContain('失败')
    expect(words).not.toContain('为什么')
    expect(words).not.toContain('了')
  })

  it('are English words without the small ones', () => {
    expect(contentWords('What message loss did the customer see?')).toEqual(['message', 'loss', 'customer', 'see'])
  })
})
