import { describe, expect, it } from 'vitest'
import { orderColumns } from '../../../ingest/read/ocr/ocr-columns.ts'
import { runsOf } from '../../../ingest/read/ocr/ocr-text.ts'
import { meanConfidence, parseTsv, type RecognisedLine } from '../../../ingest/read/ocr/ocr-tsv.ts'

/** A line of words 30 pixels high, each as wide as its letters, with `|` for a gap of five letters. */
function lineOf(text: string, at = { left: 0, top: 0 }): RecognisedLine {
  let left = at.left
  const words = text.split(' ').flatMap((word) => {
    if (word === '') return []
    if (word === '~') {
      left += 150
      return []
    }
    const width = word.length * 30
    const placed = { text: word, left, top: at.top, width, height: 30, confidence: 90 }
    left += width + 5
    return [placed]
  })
  return { left: at.left, top: at.top, width: left - 5 - at.left, height: 30, words }
}

const textsOf = (text: string, printed?: string) => runsOf(lineOf(text), printed).map((run) => run.text)

describe('a recognised line', () => {
  it('has no spaces between Chinese words, and those that were printed elsewhere', () => {
    expect(textsOf('验收 前 六 十 天 内', '验收前六十天内')).toEqual(['验收前六十天内'])
    expect(textsOf('编号 从 A-001 开始', '编号从 A-001 开始')).toEqual(['编号从 A-001 开始'])
    expect(textsOf('接口 POST /api', '接口POST /api')).toEqual(['接口POST /api'])
    expect(textsOf('two words', 'two words')).toEqual(['two words'])
    expect(textsOf('two words')).toEqual(['two words'])
  })

  it('has the full-width marks of Chinese print again, and leaves those of numbers and English', () => {
    expect(textsOf('处理 ; 预防', '处理; 预防')).toEqual(['处理；预防'])
    expect(textsOf('项目 ( 合同号 A1 ) 金额', '项目 (合同号 A1) 金额')).toEqual(['项目（合同号 A1）金额'])
    expect(textsOf('14:00 (UTC), ok?', '14:00 (UTC), ok?')).toEqual(['14:00 (UTC), ok?'])
  })

  it('is parted at wide gaps and rulings, whose boxes fit', () => {
    expect(textsOf('现象 ~ 原因 ~ 处理')).toEqual(['现象', '原因', '处理'])
    expect(textsOf('验收 延期 | 领导 更换', '验收延期 | 领导更换')).toEqual(['验收延期', '领导更换'])
    const [first, second] = runsOf(lineOf('现象 ~ 原因'), undefined)
    expect(first).toMatchObject({ left: 0, width: 60 })
    expect(second).toMatchObject({ left: 215, width: 60 })
  })
})

describe('lines side by side', () => {
  const runsAt = (pairs: [string, string | undefined][]) =>
    pairs.map(([left, right], row) => {
      const top = row * 50
      const runs = runsOf(lineOf(left, { left: 0, top }), undefined)
      return right ? [...runs, ...runsOf(lineOf(right, { left: 800, top }), undefined)] : runs
    })

  it('are columns of text when they are long: first the left one, then the right one', () => {
    const lines = runsAt([
      ['左栏第一行讲的是项目的背景和', '右栏第一行讲的是验收的标准和'],
      ['范围，包括三个子系统的建设内', '流程，包括初验与终验两步，每'],
      ['容与工期的安排以及人员的配置', '步都要书面确认之后才能回款的'],
      ['左栏的最后一行', undefined],
    ])
    const order = orderColumns(lines).map(({ text }) => text.slice(0, 2))
    expect(order).toEqual(['左栏', '范围', '容与', '左栏', '右栏', '流程', '步都'])
  })

  it('are rows of a table when they are short', () => {
    const lines = runsAt([
      ['现象', '原因'],
      ['验收延期', '领导更换'],
      ['回款滞后', '发票有误'],
    ])
    const order = orderColumns(lines).map(({ text }) => text)
    expect(order).toEqual(['现象', '原因', '验收延期', '领导更换', '回款滞后', '发票有误'])
  })
})

describe("Tesseract's rows", () => {
  const tsv = [
    'level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext',
    '1\t1\t0\t0\t0\t0\t0\t0\t1653\t2339\t-1\t',
    '4\t1\t1\t1\t1\t0\t90\t100\t200\t30\t-1\t',
    '5\t1\t1\t1\t1\t1\t90\t100\t60\t30\t90\t验收',
    '5\t1\t1\t1\t1\t2\t150\t100\t30\t30\t30\t前',
    '4\t1\t2\t1\t1\t0\t90\t200\t900\t3\t-1\t',
    '5\t1\t2\t1\t1\t1\t90\t200\t900\t3\t95\t ',
    '1\t2\t0\t0\t0\t0\t0\t0\t1000\t500\t-1\t',
    '',
  ].join('\n')

  it('become pages of lines and words; lines of nothing are left out', () => {
    const [first, second] = parseTsv(tsv)
    expect(first).toMatchObject({ width: 1653, height: 2339 })
    expect(first?.lines).toHaveLength(1)
    expect(first?.lines[0]?.words.map(({ text }) => text)).toEqual(['验收', '前'])
    expect(second).toEqual({ width: 1000, height: 500, lines: [] })
  })

  it('have a mean confidence by letters', () => {
    const [first, second] = parseTsv(tsv)
    expect(first && meanConfidence(first)).toBe(70)
    expect(second && meanConfidence(second)).toBe(100)
  })
})
