import { describe, expect, it } from 'vitest'
import type { Extraction } from '../../../ingest/extraction.ts'
import { linesOf, makePdf, type PdfText } from '../../helpers/fixtures/pdf.ts'
import { read } from '../../helpers/fixtures/read.ts'

/** What stands where, as the fixture printed it: Chinese letters are one letter size wide, ASCII ones half. */
function printedAt(pages: PdfText[][]): Map<string, string> {
  return new Map(
    pages.flatMap((page, at) => page.map(({ text, x, top }) => [`${at + 1}: ${x}, ${top}`, text.trim()] as const)),
  )
}

/** For each box the text of its span, by the place of its baseline's beginning. */
function readAt({ text, boxes = [] }: Extraction, size: number): Map<string, string> {
  return new Map(
    boxes.map(({ start, end, page, x, y, height }) => {
      const baseline = y + (height * 0.92) / (0.92 + 0.22)
      expect(height).toBeCloseTo(size * 1.14, 0)
      return [`${page}: ${x}, ${Math.round(baseline)}`, text.slice(start, end)]
    }),
  )
}

describe('boxes of a PDF', () => {
  it('tell of every line that is kept what stands in its place, across joined lines, pages and repeated margins', async () => {
    const margin = (page: number): PdfText[] => [
      { text: '衡渡数科 内部资料', x: 400, top: 40 },
      { text: `${page}`, x: 290, top: 812 },
    ]
    const body = [
      linesOf(['验收前六十天内客户更换了分管领导，此前口头确', '认的事项全部重来，损失三十天。', '另一段从这里开始。']),
      linesOf(['A paragraph of English words that goes on over more', 'than one line of the page.']),
      linesOf(['第三页只有一句话。']),
    ]
    const extraction = await read('a.pdf', makePdf(body.map((lines, at) => [...margin(at + 1), ...lines])))
    expect(readAt(extraction, 12)).toEqual(printedAt(body))
    expect(extraction.pageSizes).toEqual([1, 2, 3].map((page) => ({ page, width: 595, height: 842 })))
  })

  it('are as wide as the words', async () => {
    const { boxes } = await read('a.pdf', makePdf([linesOf(['共四个字。', 'abcd'])]))
    expect(boxes?.map(({ x, width }) => [x, width])).toEqual([
      [72, 60],
      [72, 24],
    ])
  })

  it('tell the cells of a table apart, empty ones and cells of several lines included', async () => {
    const cells = [
      ['', '问题', '责任人'],
      ['签约', '拖延', '王五'],
      ['投标', '漏项', '张三'],
      ['验收', '', '李四'],
    ]
    const at = [72, 160, 360]
    const rows = cells.flatMap((row, line) =>
      row.map((text, column) => ({ text, x: at[column] ?? 0, top: 150 + line * 40, size: 12 })),
    )
    const second = { text: '而且没有人发现', x: 160, top: 246, size: 12 }
    const page = [...rows.slice(0, 8), second, ...rows.slice(8)].filter((cell) => cell.text !== '')
    const extraction = await read('a.pdf', makePdf([page]))
    expect(extraction.text).toContain('漏项而且没有人发现')
    expect(extraction.text).toContain('验收 |')
    expect(readAt(extraction, 12)).toEqual(printedAt([page]))
  })

  it('are those of the page as it is shown where it is written sideways', async () => {
    const page: PdfText[] = [
      { text: '横着写的第一行字在这里', x: 200, top: 700, size: 20, isUpwards: true },
      { text: '第二行', x: 240, top: 700, size: 20, isUpwards: true },
    ]
    const { text, boxes = [], pageSizes } = await read('a.pdf', makePdf([page]))
    expect(pageSizes).toEqual([{ page: 1, width: 595, height: 842 }])
    expect(boxes.map(({ start, end }) => text.slice(start, end))).toEqual(page.map((line) => line.text))
    const [first, second] = boxes
    expect([first?.y, first?.height]).toEqual([700 - 220, 220])
    expect(first?.x).toBeLessThan(200)
    expect((first?.x ?? 0) + (first?.width ?? 0)).toBeGreaterThan(200)
    expect([second?.y, second?.height]).toEqual([700 - 60, 60])
  })

  it('exist in no other format', async () => {
    expect((await read('a.md', '# 题\n\n正文。')).boxes).toBeUndefined()
  })
})
