import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Block, Extraction } from '../../ingest/extraction.ts'
import { structureDocument } from '../../ingest/structure.ts'

const fragment = fc.constantFrom(
  ...[
    '石敬轩',
    '纪若川',
    '：',
    '姓名1：',
    '2.',
    '【',
    '】',
    '组长：',
    '组员：',
    '、',
    '第二组',
    '组6：',
    '一、',
    '（一）',
    '1. ',
    '1.1 ',
    '第三章 ',
  ],
  ...[
    '踏勘',
    '。',
    '，',
    '；',
    ' ',
    '  ',
    '\t',
    '\n',
    '\n\n',
    '\r\n',
    '\u3000',
    '问：',
    '答：（',
    '）',
    '会议结论：',
    'Q: ',
    'word',
    '3.2',
    '😀',
    '\ud800',
    '#',
    '**',
    '| ',
  ],
)

const extraction = fc
  .array(
    fc.record({
      kind: fc.constantFrom<Block['kind']>('paragraph', 'paragraph', 'heading', 'list_item', 'table_row', 'note'),
      parts: fc.array(fragment, { maxLength: 25 }),
      gap: fc.constantFrom('\n', '\n\n', ' '),
    }),
    { maxLength: 12 },
  )
  .map((pieces): Extraction => {
    let text = ''
    const blocks: Block[] = []
    for (const { kind, parts, gap } of pieces) {
      const content = parts.join('')
      blocks.push({ kind, start: text.length, end: text.length + content.length })
      text += content + gap
    }
    return { text, blocks, warnings: [] }
  })

const solid = (text: string): string => text.replace(/\s/g, '')

describe('for any document', () => {
  it('blocks stay in order, are trimmed, and hold all that the blocks of the format held', () => {
    fc.assert(
      fc.property(extraction, (document) => {
        let last = 0
        let held = ''
        for (const { start, end } of structureDocument(document)) {
          expect(start).toBeGreaterThanOrEqual(last)
          expect(end).toBeGreaterThan(start)
          const content = document.text.slice(start, end)
          expect(content).toBe(content.trim())
          held += content
          last = end
        }
        expect(solid(held)).toBe(solid(document.text))
      }),
      { numRuns: 1_500 },
    )
  })

  it('rows of a table and headings of the format stay whole', () => {
    fc.assert(
      fc.property(extraction, (document) => {
        const structured = structureDocument(document)
        for (const block of document.blocks.filter(({ kind }) => kind === 'table_row' || kind === 'heading')) {
          if (document.text.slice(block.start, block.end).trim() === '') continue
          const inside = structured.filter(({ start, end }) => start < block.end && end > block.start)
          expect(inside).toHaveLength(1)
        }
      }),
      { numRuns: 500 },
    )
  })

  it('speakers are names without numbering or signs, and headings without their marks', () => {
    fc.assert(
      fc.property(extraction, (document) => {
        for (const { speaker, headings } of structureDocument(document)) {
          if (speaker !== undefined) expect(speaker).toMatch(/^[\u3400-\u9fff、·]{2,}$/)
          for (const heading of headings) expect(heading).toBe(heading.trim())
        }
      }),
      { numRuns: 500 },
    )
  })
})
