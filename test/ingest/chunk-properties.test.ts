import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type ChunkSpan, chunkDocument } from '../../ingest/chunk.ts'
import type { Block, Extraction } from '../../ingest/extraction.ts'
import { readPlainText } from '../../ingest/read/plain-text.ts'
import { structureDocument } from '../../ingest/structure.ts'
import { splitSentences } from '../../src/language/sentences.ts'

const fragment = fc.constantFrom(
  ...[
    '石敬轩：',
    '纪若川',
    '：',
    '一、',
    '1. ',
    '第三章 验收',
    '港区割接窗口只有每周三',
    '先踏勘再报价',
    '。',
    '！',
    '，',
    '；',
    '、',
    '（',
    '）',
    '“',
    '”',
  ],
  ...[
    'The cameras arrived late. ',
    'implementation',
    '3.2',
    '1,000',
    ' ',
    '  ',
    '\n',
    '\u3000',
    '|',
    '😀',
    '👨\u200d👩',
    '\ud800',
    '**',
    '#',
    '…',
  ],
  '踏'.repeat(90),
  'x'.repeat(700),
  '验收材料，'.repeat(30),
)

const extraction = fc
  .array(
    fc.record({
      kind: fc.constantFrom<Block['kind']>('paragraph', 'paragraph', 'heading', 'list_item', 'table_row', 'note'),
      parts: fc.array(fragment, { maxLength: 20 }),
      gap: fc.constantFrom('\n', '\n\n', ' \n '),
      page: fc.option(fc.integer({ min: 1, max: 3 }), { nil: undefined }),
    }),
    { maxLength: 15 },
  )
  .map((pieces): Extraction => {
    let text = ''
    const blocks: Block[] = []
    for (const { kind, parts, gap, page } of pieces) {
      const content = parts.join('')
      blocks.push({ kind, start: text.length, end: text.length + content.length, ...(page !== undefined && { page }) })
      text += content + gap
    }
    return { text, blocks, warnings: [] }
  })

const solid = (text: string): string => text.replace(/\s/g, '')
const chunked = (document: Extraction): ChunkSpan[] => chunkDocument(document.text, structureDocument(document))

describe('for any document', () => {
  it('chunks are trimmed, in order, at most 1,200 long, and hold every character once', () => {
    fc.assert(
      fc.property(extraction, (document) => {
        let last = 0
        let held = ''
        for (const { start, end } of chunked(document)) {
          expect(start).toBeGreaterThanOrEqual(last)
          const text = document.text.slice(start, end)
          expect(text.length).toBeGreaterThan(0)
          expect(text.length).toBeLessThanOrEqual(1_200)
          expect(text).toBe(text.trim())
          held += text
          last = end
        }
        expect(solid(held)).toBe(solid(document.text))
      }),
      { numRuns: 1_500 },
    )
  })

  it('no chunk begins or ends inside a surrogate pair', () => {
    fc.assert(
      fc.property(extraction, ({ text, blocks, warnings }) => {
        for (const { start, end } of chunked({ text, blocks, warnings })) {
          for (const at of [start, end])
            expect(text.slice(at - 1, at + 1)).not.toMatch(/^[\ud800-\udbff][\udc00-\udfff]$/)
        }
      }),
      { numRuns: 500 },
    )
  })

  it('no chunk ends inside a sentence of its block, unless that is longer than a chunk', () => {
    fc.assert(
      fc.property(extraction, (document) => {
        const ends = chunked(document).map(({ end }) => end)
        for (const block of structureDocument(document).filter(({ kind }) => kind !== 'table_row')) {
          for (const { start, end } of splitSentences(document.text, block)) {
            if (end - start <= 1_200) expect(ends.filter((at) => at > start && at < end)).toEqual([])
          }
        }
      }),
      { numRuns: 500 },
    )
  })

  it('no row of a table up to 1,200 long is cut', () => {
    fc.assert(
      fc.property(extraction, (document) => {
        const ends = chunked(document).map(({ end }) => end)
        for (const { start, end } of document.blocks.filter(({ kind }) => kind === 'table_row')) {
          const row = document.text.slice(start, end).trimEnd()
          if (row.length <= 1_200) expect(ends.filter((at) => at > start && at < start + row.length)).toEqual([])
        }
      }),
      { numRuns: 500 },
    )
  })

  it('a document of megabytes takes seconds', () => {
    const line = '石敬轩：规定是五百万以上的项目必须评审，会前两天把材料交齐。迟交的顺延到下一场，每周两场。\n'
    const document = readPlainText(line.repeat(40_000))
    const before = performance.now()
    expect(chunked(document).length).toBeGreaterThan(1_000)
    expect(performance.now() - before).toBeLessThan(5_000)
  })
})
