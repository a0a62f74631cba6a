import { describe, expect, it } from 'vitest'
import { type Inline, readAnswerMarkdown } from '../../web/pages/ask/answer-markdown.ts'

function inlineOf(text: string, citations: number[] = []): Inline[] {
  const [block] = readAnswerMarkdown(text, citations)
  return block && block.kind !== 'list' ? block.children : []
}

describe('the Markdown of an answer', () => {
  it('turns a mark into the number of its citation', () => {
    expect(inlineOf('口头变更要补单。[1]', [1])).toEqual([
      { kind: 'text', text: '口头变更要补单。' },
      { kind: 'marks', numbers: [1] },
    ])
  })

  it('makes one of marks that stand side by side, each number once', () => {
    expect(inlineOf('原因[1][3] [1]。', [1, 3])).toEqual([
      { kind: 'text', text: '原因' },
      { kind: 'marks', numbers: [1, 3] },
      { kind: 'text', text: '。' },
    ])
  })

  it('leaves a number that cites nothing as text', () => {
    expect(inlineOf('数组 a[7]', [1])).toEqual([
      { kind: 'text', text: '数组 a' },
      { kind: 'text', text: '[7]' },
    ])
  })

  it('finds marks inside bold words', () => {
    expect(inlineOf('**结论[2]**', [2])).toEqual([
      {
        kind: 'strong',
        children: [
          { kind: 'text', text: '结论' },
          { kind: 'marks', numbers: [2] },
        ],
      },
    ])
  })

  it('parts paragraphs, lists and headings', () => {
    const blocks = readAnswerMarkdown('## 原因\n第一行\n第二行\n\n- 甲[1]\n- 乙\n3. 丙', [1])
    expect(blocks.map(({ kind }) => kind)).toEqual(['heading', 'paragraph', 'list'])
    expect(blocks[1]).toMatchObject({ children: [{ text: '第一行' }, { kind: 'break' }, { text: '第二行' }] })
    expect(blocks[2]).toMatchObject({ items: [[{ text: '甲' }, { numbers: [1] }], [{ text: '乙' }], [{ text: '丙' }]] })
  })

  it('lets a numbered list begin where it begins', () => {
    expect(readAnswerMarkdown('3. 丙\n4. 丁', [])).toMatchObject([{ kind: 'list', start: 3 }])
  })

  it('keeps markup, images and links as the characters they are', () => {
    const hostile = '<script>alert(1)</script> ![x](http://evil.example/a.png) [link](javascript:alert(1))'
    expect(inlineOf(hostile)).toEqual([{ kind: 'text', text: hostile }])
  })
})
