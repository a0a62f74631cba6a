import { describe, expect, it } from 'vitest'
import { linesOf, makePdf } from '../../helpers/fixtures/pdf.ts'
import { outline, read } from '../../helpers/fixtures/read.ts'
import { makeScannedPdf, type ScanText } from '../../helpers/fixtures/scan.ts'
import { shareFound } from '../../helpers/fixtures/similarity.ts'
import { redirectTemporaryFiles } from '../../helpers/temporary-folder.ts'
import { NO_TESSERACT, withPath } from '../../helpers/tools.ts'

redirectTemporaryFiles()

const PARAGRAPH = [
  '验收前六十天内客户更换了分管领导，此前口头确认的事项全部重来，',
  '损失三十天。项目组决定把所有确认改为书面，由项目经理每周五汇',
  '总，报送客户办公室备案，编号从 A-001 开始，金额 1,280.50 万元。',
]
const TABLE = [
  ['现象', '原因', '处理'],
  ['验收延期', '领导更换', '补签确认单'],
  ['回款滞后', '发票抬头有误', '重开发票并函告'],
]

const printed = (lines: string[], { x = 72, top = 165, leading = 18 } = {}): ScanText[] =>
  lines.map((text, at) => ({ text, x, top: top + at * leading }))

const page: ScanText[] = [
  { text: '临港项目验收复盘', x: 200, top: 80, size: 20 },
  ...printed(PARAGRAPH),
  ...TABLE.flatMap((row, at) => row.map((text, column) => ({ text, x: 72 + column * 130, top: 260 + at * 26 }))),
]

const failure = (name: string, bytes: Uint8Array) => read(name, bytes).catch((error) => error)

describe.skipIf(NO_TESSERACT !== '')(`a scanned PDF${NO_TESSERACT}`, () => {
  it('is read with its headings, joined paragraphs and table rows', async () => {
    const extraction = await read('a.pdf', makeScannedPdf([page]))
    const [heading, paragraph, ...rows] = outline(extraction)
    expect(heading).toBe('heading1: 临港项目验收复盘')
    expect(paragraph).toMatch(/^paragraph: /)
    expect(shareFound(PARAGRAPH.join(''), paragraph ?? '')).toBeGreaterThan(0.95)
    expect(rows).toHaveLength(3)
    expect(rows[0]).toMatch(/^table_row: .* \| .* \| /)
    expect(shareFound(TABLE.flat().join(''), rows.join(''))).toBeGreaterThan(0.85)
    expect(extraction).toMatchObject({ reader: 'Tesseract', pages: 1, title: '临港项目验收复盘' })
  })

  it('warns that it was read by text recognition, naming the pages, and says nothing of empty ones', async () => {
    const { warnings, pages } = await read('a.pdf', makeScannedPdf([page, [], page]))
    expect(warnings).toEqual(['Pages without a text layer, read by text recognition: 1, 3. Check names and numbers.'])
    expect(pages).toBe(3)
  })

  it('knows where each line stands, in points of the page', async () => {
    const { text, boxes = [], pageSizes } = await read('a.pdf', makeScannedPdf([page]))
    expect(pageSizes).toEqual([{ page: 1, width: 595, height: 842 }])
    const box = boxes.find(({ start, end }) => shareFound(PARAGRAPH[1] ?? '', text.slice(start, end)) > 0.9)
    expect(box).toBeDefined()
    expect(Math.abs((box?.x ?? 0) - 72)).toBeLessThan(4)
    expect(Math.abs((box?.y ?? 0) - 183)).toBeLessThan(6)
    expect(box?.height).toBeGreaterThan(8)
    expect(box?.height).toBeLessThan(18)
  })

  it('keeps the order of two columns', async () => {
    const left = ['左栏第一行讲的是项目的背景和', '范围，包括三个子系统的建设内', '容与工期安排以及人员的配置。']
    const right = ['右栏第一行讲的是验收的标准和', '流程，包括初验与终验两步，每', '步都要由客户的代表书面确认。']
    const { text } = await read('a.pdf', makeScannedPdf([[...printed(left), ...printed(right, { x: 320 })]]))
    expect(shareFound([...left, ...right].join(''), text)).toBeGreaterThan(0.9)
  })

  it('in English is read, too', async () => {
    const english = ['The acceptance was delayed by thirty days', 'because the client changed its project lead.']
    const { text } = await read('a.pdf', makeScannedPdf([printed(english)]))
    expect(shareFound(english.join(''), text)).toBeGreaterThan(0.97)
    expect(text).toContain('was delayed by thirty days')
  })
})

describe.skipIf(NO_TESSERACT !== '')(`a PDF of which some pages are scanned${NO_TESSERACT}`, () => {
  it('has both kinds of pages in their order, each with its number', async () => {
    const extraction = await read('a.pdf', makeScannedPdf([{ layer: ['第一页有文字层，写着项目的背景。'] }, page]))
    expect(outline(extraction).slice(0, 2)).toEqual([
      'paragraph: 第一页有文字层，写着项目的背景。',
      'heading1: 临港项目验收复盘',
    ])
    expect(extraction.blocks.map((block) => block.page)).toEqual([1, 2, 2, 2, 2, 2])
    expect(extraction.warnings).toEqual([
      'Pages without a text layer, read by text recognition: 2. Check names and numbers.',
    ])
  })

  it('does not read again what stands on a page as text', async () => {
    const stamp = { text: '12', x: 300, top: 400 }
    expect(await failure('a.pdf', makePdf([[stamp], [stamp]]))).toMatchObject({ code: 'no_text' })
  })
})

describe('without Tesseract', () => {
  it('a PDF of pictures fails and says what to install', async () => {
    const error = await withPath('', () => failure('a.pdf', makeScannedPdf([page])))
    expect(error).toMatchObject({ code: 'tool_missing' })
    expect(error.message).toMatch(/^a\.pdf: .* Tesseract, which is not installed.*: .*install/)
  })

  it('a PDF with some text is read, and says which pages are not', async () => {
    const { text, warnings, reader } = await withPath('', async () =>
      read('a.pdf', makeScannedPdf([{ layer: ['第一页有文字层，写着项目的背景。'] }, page])),
    )
    expect(text).toBe('第一页有文字层，写着项目的背景。')
    expect(warnings).toEqual([expect.stringMatching(/^Pages without text, scanned: 2; .*install/)])
    expect(reader).toBeUndefined()
  })

  it('empty pages are no scan', async () => {
    const { warnings } = await withPath('', () => read('a.pdf', makePdf([linesOf(['只有一页有文字。']), []])))
    expect(warnings).toEqual([])
    expect(await withPath('', () => failure('a.pdf', makeScannedPdf([[], []])))).toMatchObject({ code: 'no_text' })
  })
})

it('a PDF of more pages than are read is refused before its pages are looked at', async () => {
  const pages = Array.from({ length: 5_001 }, () => [])
  expect(await failure('a.pdf', makePdf(pages))).toMatchObject({
    code: 'file_too_large',
    message: 'a.pdf: 5001 pages, more than 5000; split it.',
  })
})
