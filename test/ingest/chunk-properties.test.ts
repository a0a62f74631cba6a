import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type ChunkSpan, chunkDocument } from '../../ingest/chunk.ts'
import type { Block, Extraction } from '../../ingest/extraction.ts'
import { readPlainText } from '../../ingest/read/text/plain-text.ts'
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
  ...[
    '问：',
    '答：',
    '现象：',
    '原因：',
    '预防：',
    'Q1. ',
    '组长：石敬轩 组员：纪若川、温静姝',
    '𠮷',
    '𨭎𨭎',
    '| 现象 |',
    ' | ',
  ],
  '踏'.repeat(90),
  '𠮷'.repeat(300),
  '现场先走一圈 再报价 石敬轩说要先看闸口  '.repeat(240),
  `${'验收材料 | '.repeat(200)}完`,
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

  it('a longer row is cut where cells end, and elsewhere only in a cell that is itself longer than a chunk', () => {
    const cell = fc.array(fc.constantFrom('验收。', '踏勘', '𠮷', 'x1', '。'), { minLength: 1, maxLength: 120 })
    const row = fc.array(cell, { minLength: 2, maxLength: 40 })
    fc.assert(
      fc.property(row, (cells) => {
        const values = cells.map((parts) => parts.join(''))
        const text = values.join(' | ')
        const chunks = chunkDocument(text, [{ kind: 'table_row', start: 0, end: text.length, headings: [] }])
        expect(solid(chunks.map(({ start, end }) => text.slice(start, end)).join(''))).toBe(solid(text))
        for (const { end } of chunks.slice(0, -1)) expect(text.slice(end - 2, end + 1)).toBe(' | ')
      }),
      { numRuns: 300 },
    )
  })

  it('a question stays with its answer, and the parts of a pitfall with each other, where one chunk holds them', () => {
    const words = fc.array(fc.constantFrom('先踏勘再报价。', '港区割接只有每周三。', '𠮷日开工，', '要签字'), {
      minLength: 1,
      maxLength: 30,
    })
    const kinds = [
      ['问：', '答：'],
      ['现象：', '原因：', '预防：'],
    ]
    const bond = fc.tuple(fc.constantFrom(...kinds), fc.array(words, { minLength: 3, maxLength: 3 }))
    fc.assert(
      fc.property(fc.array(bond, { minLength: 1, maxLength: 6 }), (bonds) => {
        const groups = bonds.map(([labels, said]) => labels.map((label, at) => label + said[at]?.join('')).join('\n'))
        const document = readPlainText(groups.join('\n'))
        const chunks = chunked(document).map(({ start, end }) => document.text.slice(start, end))
        for (const group of groups)
          if (group.length <= 900) expect(chunks.some((text) => text.includes(group))).toBe(true)
      }),
      { numRuns: 300 },
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
