import { describe, expect, it } from 'vitest'
import { chunkDocument } from '../../ingest/chunk.ts'
import type { Block } from '../../ingest/extraction.ts'
import { readPlainText } from '../../ingest/read/text/plain-text.ts'
import { structureDocument } from '../../ingest/structure.ts'

type Part = [kind: Block['kind'], text: string, more?: { level?: number; page?: number }]

function chunk(source: string | Part[]) {
  let text = ''
  const blocks: Block[] = []
  if (typeof source !== 'string') {
    for (const [kind, content, more] of source) {
      blocks.push({ kind, start: text.length, end: text.length + content.length, ...more })
      text += `${content}\n`
    }
  }
  const extraction = typeof source === 'string' ? readPlainText(source) : { text, blocks, warnings: [] }
  const chunks = chunkDocument(extraction.text, structureDocument(extraction))
  return chunks.map((span) => ({ ...span, text: extraction.text.slice(span.start, span.end) }))
}

const texts = (source: string | Part[]): string[] => chunk(source).map(({ text }) => text)

/** A sentence of exactly `length` characters, different for each `name`. */
const sentence = (name: string, length: number): string => `${name}${'踏'.repeat(length - name.length - 1)}。`

describe('packing', () => {
  it('joins small neighbours and keeps what stands around them', () => {
    const chunks = chunk([
      ['heading', '第一章 总则', { level: 1, page: 3 }],
      ['list_item', '1. 先踏勘。', { page: 3 }],
      ['list_item', '2. 再报价。', { page: 4 }],
    ])
    expect(chunks).toEqual([
      { start: 0, end: 22, text: '第一章 总则\n1. 先踏勘。\n2. 再报价。', headings: ['第一章 总则'], page: 3 },
    ])
  })

  it('aims at about 450 characters', () => {
    const sizes = texts(Array.from({ length: 40 }, (_, n): Part => ['list_item', sentence(`${n}、`, 50)])).map(
      (text) => text.length,
    )
    expect(Math.max(...sizes)).toBeLessThanOrEqual(600)
    expect(Math.min(...sizes.slice(0, -1))).toBeGreaterThan(350)
  })

  it('cuts a long block between sentences only', () => {
    const sentences = Array.from({ length: 30 }, (_, n) => sentence(`第${n}句`, 70))
    const chunks = texts(sentences.join(''))
    expect(chunks.length).toBeGreaterThan(3)
    expect(chunks.join('')).toBe(sentences.join(''))
    for (const text of chunks) expect(text.startsWith('第') && text.endsWith('。')).toBe(true)
  })

  it('never cuts a sentence that runs over broken lines', () => {
    const line = '规定是五百万以上的项目必须评审会前两天把材料交齐迟交的顺延到下一场每周两场周二下午和周四上午'
    const chunks = texts(
      Array(30)
        .fill(`${line}\n再说一句${line.slice(0, 30)}。`)
        .join('\n'),
    )
    expect(chunks.length).toBeGreaterThan(2)
    for (const text of chunks) expect(text.endsWith('。')).toBe(true)
  })

  it('leaves no tiny rest of a section alone', () => {
    expect(
      texts([
        ['paragraph', sentence('甲', 440)],
        ['paragraph', '以上。'],
      ]),
    ).toHaveLength(1)
  })
})

describe('boundaries', () => {
  it('a chunk holds one speaker, when either turn is of a useful size', () => {
    const chunks = chunk(`石敬轩：${sentence('我', 120)}\n纪若川：同意。`)
    expect(chunks.map(({ speaker }) => speaker)).toEqual(['石敬轩', '纪若川'])
  })

  it('a short point stands alone with its speaker; tiny turns are packed together, and then belong to nobody alone', () => {
    const point = '先去闸口走一圈再谈报价，别在办公室里估，图纸和现场从来对不上。'
    expect(chunk(`石敬轩：${point}\n纪若川：${point}`).map(({ speaker }) => speaker)).toEqual(['石敬轩', '纪若川'])
    const tiny = chunk('石敬轩：同意投标。\n纪若川：我也同意。')
    expect(tiny).toHaveLength(1)
    expect(tiny[0]?.speaker).toBeUndefined()
  })

  it('a tiny turn is not joined with what nobody says', () => {
    const chunks = chunk('组员：石敬轩、纪若川\n石敬轩：同意。\n会议结论：投标。')
    expect(chunks.map(({ speaker }) => speaker)).toEqual([undefined, '石敬轩', undefined])
  })

  it('a bare name goes with its points, and a question with its answer', () => {
    expect(texts(`组员：石敬轩、纪若川\n石敬轩\n1、${sentence('一', 200)}`).at(-1)).toMatch(/^石敬轩\n1、/)
    const chunks = chunk(`问：（温静姝）为什么只看两分钟？\n答：（石敬轩）${sentence('因', 200)}`)
    expect(chunks.map(({ speaker }) => speaker)).toEqual(['石敬轩'])
  })

  it('sections of the highest level are kept apart; subsections are packed', () => {
    const [a, b, c] = [sentence('甲', 150), sentence('乙', 150), sentence('丙', 150)]
    expect(
      chunk(`第一章 总则\n一、范围\n${a}\n二、依据\n${b}\n第二章 实施\n${c}`).map(({ headings, text }) => [
        headings,
        text,
      ]),
    ).toEqual([
      [['第一章 总则'], `第一章 总则\n一、范围\n${a}\n二、依据\n${b}`],
      [['第二章 实施'], `第二章 实施\n${c}`],
    ])
  })

  it('the title of the document is no section', () => {
    const part = (title: string): Part[] => [
      ['heading', title, { level: 2 }],
      ['paragraph', sentence(title, 100)],
    ]
    expect(
      chunk([['heading', '临渊复盘', { level: 1 }], ...part('背景'), ...part('教训')]).map(({ headings }) => headings),
    ).toEqual([
      ['临渊复盘', '背景'],
      ['临渊复盘', '教训'],
    ])
  })

  it('a table stands apart from the text around it, and its rows stay whole', () => {
    const row = (n: number): Part => ['table_row', `${n} | ${'验收材料预审。'.repeat(20)}`]
    const chunks = texts([
      ['paragraph', sentence('前', 100)],
      row(1),
      row(2),
      row(3),
      row(4),
      row(5),
      ['paragraph', sentence('后', 100)],
    ])
    expect(chunks[0]).toBe(sentence('前', 100))
    expect(chunks.at(-1)).toBe(sentence('后', 100))
    for (const text of chunks.slice(1, -1)) expect(text).toMatch(/^\d \| [^\n]*(\n\d \| [^\n]*)*。$/)
  })

  it('each row that says something is a chunk, with the names of the columns before the first', () => {
    const row = (n: number): Part => ['table_row', `${n} | ${'验收材料预审。'.repeat(12)}`]
    const chunks = texts([['table_row', '编号 | 说明'], row(1), row(2), row(3)])
    expect(chunks.map((text) => text.split('\n').length)).toEqual([2, 1, 1])
  })

  it('a row is cut where a cell ends once it is longer than a chunk can be', () => {
    const cells = ['甲', '乙', '丙', '丁'].map((name) => `${name}${'验收。'.repeat(150)}`)
    const cut = texts([['table_row', cells.join(' | ')]])
    expect(cut).toEqual([`${cells[0]} | ${cells[1]} |`, `${cells[2]} | ${cells[3]}`])
    const record = cells.map((cell) => `列：${cell}`).join('；')
    const spans = cells.map((cell) => ({ start: record.indexOf(cell), end: record.indexOf(cell) + cell.length }))
    const block: Block = {
      kind: 'table_row',
      start: 0,
      end: record.length,
      cells: spans.map((span, column) => ({ column, ...span })),
    }
    const records = chunkDocument(record, [{ ...block, headings: [] }])
    expect(records.map(({ start, end }) => record.slice(start, end))).toEqual([
      `列：${cells[0]}；列：${cells[1]}；`,
      `列：${cells[2]}；列：${cells[3]}`,
    ])
  })

  it('a cell that is longer than a chunk can be is cut between sentences', () => {
    expect(texts([['table_row', '验收。'.repeat(390)]])).toHaveLength(1)
    const cut = texts([['table_row', '验收。'.repeat(500)]])
    expect(cut.length).toBeGreaterThan(1)
    for (const text of cut) expect(text.endsWith('。')).toBe(true)
  })

  it('a heading goes with the text below it, and stands alone only at the end', () => {
    const chunks = texts([
      ['paragraph', sentence('前', 430)],
      ['heading', '## 踏勘', { level: 2 }],
      ['heading', '### 现场', { level: 3 }],
      ['paragraph', sentence('后', 430)],
      ['heading', '## 附录', { level: 2 }],
    ])
    expect(chunks).toEqual([sentence('前', 430), `## 踏勘\n### 现场\n${sentence('后', 430)}`, '## 附录'])
  })
})

describe('thoughts of several blocks', () => {
  const answer = '先约固定的时间，两周都没见成再往上说，不算告状，去年秋天换过三对。'

  it('a question and its answer are one chunk, another pair the next', () => {
    const pairs = ['导师没空怎么办？', '答辩要几页？', '窗口是几点？'].map(
      (question) => `问：${question}\n答：${answer}`,
    )
    expect(texts(pairs.join('\n\n'))).toEqual(pairs)
    const english = ['How many slides?', 'When is the window?'].map((question) => `Q: ${question}\nA: ${answer}`)
    expect(texts(english.join('\n'))).toEqual(english)
  })

  it('a long answer of several paragraphs stays with its question, and ends at the next title', () => {
    const paragraphs = ['一', '二', '三'].map((name) => sentence(name, 200))
    const source = `问：导师没空怎么办？\n答：${paragraphs.join('\n')}\n\n—— 现网和变更 ——\n\n问：窗口是几点？\n答：${answer}`
    expect(texts(source)).toEqual([
      `问：导师没空怎么办？\n答：${paragraphs.join('\n')}`,
      `—— 现网和变更 ——\n\n问：窗口是几点？\n答：${answer}`,
    ])
  })

  it('a pitfall keeps its parts together, whether written or in a table', () => {
    const parts = ['现象', '原因', '处理', '预防'].map((label) => `${label}：${sentence(label, 150)}`)
    expect(texts(`${parts.join('\n')}\n${parts.join('\n')}`)).toEqual([parts.join('\n'), parts.join('\n')])
    const bullets = parts.map((part) => `- ${part}`).join('\n')
    expect(texts(`${bullets}\n\n${sentence('后', 300)}`)).toEqual([bullets, sentence('后', 300)])
    const rows = ['甲', '乙'].map(
      (name) => `${name}号闸口的相机半夜坏了 | 值班的人没有看告警 | 从仓库换了一台 | 每周一看一次`,
    )
    const columns = '现象 | 原因 | 处理 | 预防'
    const header = { kind: 'table_row' as const, start: 0, end: columns.length, headings: [] }
    const text = [columns, ...rows].join('\n')
    const blocks = rows.map((row) => {
      const start = text.indexOf(row)
      return { kind: 'table_row' as const, start, end: start + row.length, columns, headings: [] }
    })
    const chunks = chunkDocument(text, [header, ...blocks]).map(({ start, end }) => text.slice(start, end))
    expect(chunks.at(-1)).toBe(rows[1])
  })

  it('a label inside a long block goes with what it announces', () => {
    const chunks = texts(`${sentence('甲', 380)}两个原因：${sentence('乙', 380)}`)
    expect(chunks).toEqual([sentence('甲', 380), `两个原因：${sentence('乙', 380)}`])
  })
})

describe('what no sentence can cut', () => {
  it('is cut at 1,200 characters, and in no surrogate pair', () => {
    for (const text of ['a'.repeat(5_000), '😀'.repeat(2_500), `a${'😀'.repeat(2_500)}`]) {
      const chunks = texts(text)
      expect(chunks.join('')).toBe(text)
      for (const piece of chunks) {
        expect(piece.length).toBeLessThanOrEqual(1_200)
        expect(Buffer.from(piece).toString()).toBe(piece)
      }
    }
  })

  it('nothing gives no chunks', () => {
    expect(chunk('')).toEqual([])
    expect(chunkDocument('  ', [{ kind: 'paragraph', start: 0, end: 2, headings: [] }])).toEqual([])
  })
})
