import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cellsOf, columnWidths, isHeaderRow, widthOf } from '../../web/viewer/model/cells.ts'
import { chunkSizes, chunkStartingIn, segmentsOf, shownStarts } from '../../web/viewer/model/chunks.ts'
import { inlinePieces } from '../../web/viewer/model/inline.ts'
import { type Block, firstEndingAfter, type Passage, spansWithin } from '../../web/viewer/model/layout.ts'
import { currentEntry, outlineOf } from '../../web/viewer/model/outline.ts'
import { boxesOfSpan, framesOf } from '../../web/viewer/model/page-boxes.ts'
import { groupPages } from '../../web/viewer/model/pages.ts'
import { cutSections } from '../../web/viewer/model/parts.ts'
import { cutLong, cutText } from '../../web/viewer/model/pieces.ts'
import { cutRuns } from '../../web/viewer/model/runs.ts'

const words = fc.string({
  unit: fc.constantFrom('验', '收', 'a', ' ', '\n', '。', '😀', '*', '`', '[', ']', '(', ')', '\\', '|'),
})
const LONE_SURROGATE = /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/
const wordsOf = (text: string) => (span: { start: number; end: number }) => text.slice(span.start, span.end)

describe('runs', () => {
  it('are the whole span in order, and each is marked from end to end or not at all', () => {
    const span = fc.tuple(fc.nat(40), fc.nat(40)).map(([a, b]) => ({ start: Math.min(a, b), end: Math.max(a, b) + 1 }))
    fc.assert(
      fc.property(span, span, fc.uniqueArray(fc.nat(42), { maxLength: 6 }), (whole, cited, cuts) => {
        const edges = cuts.sort((a, b) => a - b)
        const passages = edges.slice(1).map((end, at) => ({ start: edges[at] ?? 0, end }))
        const runs = cutRuns(whole, { cited, passages })
        expect(runs[0]?.start).toBe(whole.start)
        expect(runs.at(-1)?.end).toBe(whole.end)
        for (const [at, run] of runs.entries()) {
          expect(run.start).toBe(runs[at - 1]?.end ?? whole.start)
          for (let offset = run.start; offset < run.end; offset++) {
            expect(cited.start <= offset && offset < cited.end).toBe(run.isCited)
            const passage = passages.findIndex(({ start, end }) => start <= offset && offset < end)
            expect(run.passage ?? -1).toBe(passage)
          }
        }
      }),
    )
  })
})

describe('spans in order', () => {
  const spans = [
    { start: 0, end: 3 },
    { start: 3, end: 3 },
    { start: 5, end: 9 },
  ]
  it('are found by an offset, those without a character never', () => {
    expect([0, 2, 3, 8, 9].map((offset) => firstEndingAfter(spans, offset))).toEqual([0, 0, 2, 2, 3])
  })
  it('are those that share a character with another', () => {
    const apart = spans.filter(({ start, end }) => end > start)
    expect(spansWithin(apart, { start: 2, end: 6 })).toEqual(apart)
    expect(spansWithin(apart, { start: 3, end: 5 })).toEqual([])
  })
})

describe('a long text', () => {
  it('is cut into pieces that are the text again, inside no character and not too long', () => {
    fc.assert(
      fc.property(words, fc.integer({ min: 1, max: 900 }), (text, times) => {
        const long = text.repeat(times)
        const pieces = cutText(long)
        expect(pieces.map(wordsOf(long)).join('')).toBe(long)
        for (const { start, end } of pieces) {
          expect(end - start).toBeLessThanOrEqual(4_000)
          expect(end).toBeGreaterThan(start)
        }
        expect(pieces.map(wordsOf(long)).filter((piece) => LONE_SURROGATE.test(piece))).toEqual([])
      }),
      { numRuns: 40 },
    )
  })

  it('is cut between emoji where there is nothing else to cut at', () => {
    const emoji = `a${'😀'.repeat(5_000)}`
    expect(
      cutText(emoji)
        .map(wordsOf(emoji))
        .filter((piece) => LONE_SURROGATE.test(piece)),
    ).toEqual([])
  })

  it('stays whole where it is short', () => {
    expect(cutLong('一段话。', { start: 0, end: 4 })).toEqual([{ start: 0, end: 4 }])
  })
})

describe('Markdown', () => {
  const look = (text: string) =>
    inlinePieces(text, { start: 0, end: text.length }).map(
      ({ start, end, style }) => `${style}: ${text.slice(start, end)}`,
    )

  it('loses no character, whatever it holds', () => {
    fc.assert(
      fc.property(words, (text) => {
        const pieces = inlinePieces(text, { start: 0, end: text.length })
        expect(pieces.map(wordsOf(text)).join('')).toBe(text)
      }),
    )
  })

  it('shows bold, code and links, and of a link its address too', () => {
    expect(look('签收单**必须**盖章')).toEqual([
      'plain: 签收单',
      'hidden: **',
      'strong: 必须',
      'hidden: **',
      'plain: 盖章',
    ])
    expect(look('跑 `npm i`')).toEqual(['plain: 跑 ', 'hidden: `', 'code: npm i', 'hidden: `'])
    expect(look('![图](http://a/b.png)')).toEqual(['hidden: ![', 'link: 图', 'hidden: ]', 'faint: (http://a/b.png)'])
    expect(look('2 * 3 * 4 和 a_b_c')).toEqual(['plain: 2 * 3 * 4 和 a_b_c'])
    expect(look('\\*不斜\\*')).toEqual(['hidden: \\', 'plain: *', 'plain: 不斜', 'hidden: \\', 'plain: *'])
  })

  it('leaves markup of other kinds as the words that they are', () => {
    expect(look('<script>alert(1)</script>')).toEqual(['plain: <script>alert(1)</script>'])
  })
})

describe('tables', () => {
  it('have the cells that stand between the bars, empty ones too', () => {
    const text = '阶段 |  | 责\\|任人'
    const cells = cellsOf(text, { kind: 'table_row', start: 0, end: text.length })
    expect(cells.map(wordsOf(text))).toEqual(['阶段', '', '责\\|任人'])
  })

  it('are put together from rows, and parted where another header begins', () => {
    const row = (start: number, columns?: string): Block => ({ kind: 'table_row', start, end: start + 2, columns })
    const text = 'x'.repeat(40)
    const parts = cutSections(text, [row(0), row(3, 'a'), row(6, 'a'), row(9), row(12, 'b')]).flatMap(
      ({ parts: all }) => all,
    )
    expect(parts.map((part) => ('rows' in part ? part.rows.length : 0))).toEqual([3, 2])
  })

  it('are as wide as their values want, within bounds, and know their header', () => {
    const text = '编号 | 说明\n编号：一；说明：很长的说明文字'
    const header: Block = {
      kind: 'table_row',
      start: 0,
      end: 7,
      cells: [
        { column: 0, start: 0, end: 2 },
        { column: 1, start: 5, end: 7 },
      ],
    }
    const cells = [
      { column: 0, start: 11, end: 12 },
      { column: 1, start: 16, end: 23 },
    ]
    const record: Block = { kind: 'table_row', start: 8, end: 23, cells }
    expect(columnWidths(text, [header, record])).toEqual([6, 14])
    expect([header, record].map((row) => isHeaderRow(text, row))).toEqual([true, false])
    expect(widthOf('a验😀')).toBe(5)
  })
})

describe('sections of a document', () => {
  it('hold every block once, in order, a very long one in pieces', () => {
    const text = '一'.repeat(12_000)
    const blocks: Block[] = [
      { kind: 'heading', level: 1, start: 0, end: 4 },
      { kind: 'paragraph', start: 5, end: 11_000 },
      { kind: 'paragraph', start: 11_001, end: 12_000 },
    ]
    const sections = cutSections(text, blocks)
    const parts = sections.flatMap((section) => section.parts)
    expect(parts.map(({ start, end }) => [start, end])).toEqual([
      [0, 4],
      [5, 4_005],
      [4_005, 8_005],
      [8_005, 11_000],
      [11_001, 12_000],
    ])
    expect(sections.every(({ start, end, parts: [first] }) => start === first?.start && end - start <= 4_000)).toBe(
      true,
    )
  })

  it('are slides or sheets by the page that their blocks name', () => {
    const block = (start: number, page?: number): Block => ({ kind: 'paragraph', start, end: start + 1, page })
    const pages = groupPages([block(0, 1), block(1), block(2, 3)])
    expect(pages.map(({ page, start, end, blocks }) => [page, start, end, blocks.length])).toEqual([
      [1, 0, 2, 2],
      [3, 2, 3, 1],
    ])
  })
})

describe('boxes of a span', () => {
  const text = '验收前六十天内\nabcdefgh'
  const first = { start: 0, end: 7, page: 1, x: 72, y: 100, width: 84, height: 14 }
  const second = { start: 8, end: 16, page: 1, x: 72, y: 118, width: 48, height: 14 }
  const far = { start: 17, end: 20, page: 1, x: 320, y: 100, width: 48, height: 14 }

  it('are the lines it touches, each as far as it does', () => {
    const found = boxesOfSpan([first, second, far], { start: 3, end: 10 }, text)
    expect(found).toEqual([
      { ...first, x: 72 + 36, width: 48 },
      { ...second, width: 12 },
    ])
  })

  it('of lines written upwards are never cut', () => {
    const upwards = { ...first, width: 14, height: 84 }
    expect(boxesOfSpan([upwards], { start: 3, end: 4 }, text)).toEqual([upwards])
  })

  it('are framed together where lines follow each other, apart in another column and on another page', () => {
    const low = { ...second, y: 700 }
    const frames = framesOf([first, second, low, far, { ...first, page: 2 }])
    expect(frames.map(({ page, x, y, height }) => [page, x, y, height])).toEqual([
      [1, 70, 98, 36],
      [1, 70, 698, 18],
      [1, 318, 98, 18],
      [2, 70, 98, 18],
    ])
  })

  it('are one frame for the rows of a table, cells of several lines included', () => {
    const cell = (x: number, y: number) => ({ ...far, x, y })
    const frames = framesOf([
      cell(72, 100),
      cell(72, 116),
      cell(160, 100),
      cell(300, 116),
      cell(72, 140),
      cell(160, 140),
    ])
    expect(frames).toEqual([{ page: 1, x: 70, y: 98, width: 280, height: 58 }])
  })
})

describe('the cuts between chunks', () => {
  const at = (start: number, end: number): Passage => ({ id: `${start}`, start, end, headings: [] })

  it('part the text into chunks and the words that lie in none; nothing but white space is left out', () => {
    const text = '题目\n\n甲段。\n  页脚 7  \n乙段。\n'
    const passages = [at(0, 7), at(text.indexOf('乙'), text.indexOf('乙') + 3)]
    const segments = segmentsOf(text, passages)
    expect(segments.map(({ start, end, chunk }) => [text.slice(start, end), chunk])).toEqual([
      ['题目\n\n甲段。', 0],
      ['页脚 7', undefined],
      ['乙段。', 1],
    ])
    expect(segmentsOf(text, []).map(({ start, end }) => text.slice(start, end))).toEqual([text.trim()])
  })

  it('stand in the original before the first words that it shows of a chunk', () => {
    const text = '**甲** 的话。乙说了。\n- 丙'
    const blocks: Block[] = [
      { kind: 'paragraph', start: 0, end: 13 },
      { kind: 'list_item', start: 16, end: 17 },
    ]
    const passages = [at(0, 9), at(9, 13), at(14, 17)]
    const starts = shownStarts(text, { format: 'markdown', blocks }, passages)
    expect(starts.map((start) => text[start])).toEqual(['甲', '乙', '丙'])
  })

  it('of a sheet stand at the cells, not at the names of their columns, and none where nothing is shown', () => {
    const text = '编号：一；说明：二\n暗\n编号：三'
    const cell = (start: number, column: number) => ({ column, start, end: start + 1 })
    const blocks: Block[] = [
      { kind: 'table_row', start: 0, end: 9, cells: [cell(3, 0), cell(8, 1)] },
      { kind: 'table_row', start: 12, end: 16, cells: [cell(15, 0)] },
    ]
    const passages = [at(0, 9), at(10, 11), at(12, 16)]
    const starts = shownStarts(text, { format: 'xlsx', blocks }, passages)
    expect(starts).toEqual([3, -1, 15])
    const rows = blocks.map((row) => chunkStartingIn(row, passages, starts))
    expect(rows).toEqual([0, 2])
  })

  it('are summed up in characters', () => {
    expect(chunkSizes([at(0, 10), at(10, 40)])).toEqual({ count: 2, mean: 20, longest: 30 })
    expect(chunkSizes([])).toEqual({ count: 0, mean: 0, longest: 0 })
  })
})

describe('the outline', () => {
  const text = '总则\n范围\n正文'
  it('is made of the headings of the format', () => {
    const blocks: Block[] = [
      { kind: 'heading', level: 2, start: 0, end: 2 },
      { kind: 'heading', level: 3, start: 3, end: 5 },
      { kind: 'paragraph', start: 6, end: 8 },
    ]
    const outline = outlineOf({ format: 'docx', blocks }, text, [])
    expect(outline.map(({ title, level }) => [title, level])).toEqual([
      ['总则', 1],
      ['范围', 2],
    ])
    expect([0, 4, 7].map((offset) => currentEntry(outline, offset))).toEqual([0, 1, 1])
  })

  it('is that of the passages where the format has no headings', () => {
    const passage = (start: number, headings: string[]) => ({ id: `${start}`, start, end: start + 2, headings })
    const passages = [passage(0, ['甲', '一']), passage(3, ['甲', '一']), passage(6, ['甲', '二'])]
    expect(
      outlineOf({ format: 'text', blocks: [] }, text, passages).map(({ title, level, start }) => [title, level, start]),
    ).toEqual([
      ['甲', 1, 0],
      ['一', 2, 0],
      ['二', 2, 6],
    ])
  })
})
