import { describe, expect, it } from 'vitest'
import { formatListNumber } from '../../../ingest/read/docx/list-number.ts'
import { makeRawDocx, rawParagraph } from '../../helpers/fixtures/docx.ts'
import { outline, read } from '../../helpers/fixtures/read.ts'

const level = (at: number, format: string, text: string, more = '') =>
  `<w:lvl w:ilvl="${at}"><w:start w:val="1"/><w:numFmt w:val="${format}"/><w:lvlText w:val="${text}"/>${more}</w:lvl>`
const list = (id: number, levels: string) => `<w:abstractNum w:abstractNumId="${id}">${levels}</w:abstractNum>`
const number = (id: number, body: number, more = '') =>
  `<w:num w:numId="${id}"><w:abstractNumId w:val="${body}"/>${more}</w:num>`
const item = (text: string, id: number, at = 0, more = '') =>
  rawParagraph(text, `${more}<w:numPr><w:ilvl w:val="${at}"/><w:numId w:val="${id}"/></w:numPr>`)

async function outlineOf(body: string[], numbering: string, styles = ''): Promise<string[]> {
  return outline(await read('a.docx', await makeRawDocx(body.join(''), { numbering, styles })))
}

describe("automatic numbers of Word documents come out as the text's own", () => {
  it('numbers headings by their style, deeper ones within higher ones', async () => {
    const style = (id: string, name: string, at: number) =>
      `<w:style w:type="paragraph" w:styleId="${id}"><w:name w:val="${name}"/><w:pPr><w:numPr><w:ilvl w:val="${at}"/><w:numId w:val="1"/></w:numPr></w:pPr></w:style>`
    const styles = style('1', 'heading 1', 0) + style('2', '标题 2', 1)
    const levels = level(0, 'chineseCounting', '第%1章') + level(1, 'decimal', '%1.%2', '<w:isLgl/>')
    const heading = (id: string, text: string) => rawParagraph(text, `<w:pStyle w:val="${id}"/>`)
    const body = [
      heading('1', '总则'),
      heading('2', '范围'),
      heading('1', '阶段'),
      heading('2', '投标'),
      heading('2', '交底'),
    ]
    expect(await outlineOf(body, list(0, levels) + number(1, 0), styles)).toEqual([
      'heading1: 第一章 总则',
      'heading2: 1.1 范围',
      'heading1: 第二章 阶段',
      'heading2: 2.1 投标',
      'heading2: 2.2 交底',
    ])
  })

  it('counts lists by level and begins again below a new item', async () => {
    const levels = level(0, 'decimal', '%1.') + level(1, 'decimalEnclosedCircle', '%2') + level(2, 'bullet', '')
    const body = [item('甲', 1), item('乙', 1, 1), item('丙', 1, 1), item('丁', 1), item('戊', 1, 1), item('己', 1, 2)]
    const file = await makeRawDocx(body.join(''), { numbering: list(0, levels) + number(1, 0) })
    const { text } = await read('a.docx', file)
    expect(text).toBe('1. 甲\n  ① 乙\n  ② 丙\n2. 丁\n  ① 戊\n    - 己')
  })

  it('goes on counting in another list of the same kind, but begins anew where it says so', async () => {
    const restart = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    const numbering = list(0, level(0, 'decimal', '%1)')) + number(1, 0) + number(2, 0) + number(3, 0, restart)
    const body = [item('甲', 1), item('乙', 2), item('丙', 3), item('丁', 3)]
    expect(await outlineOf(body, numbering)).toEqual([
      'list_item: 1) 甲',
      'list_item: 2) 乙',
      'list_item: 1) 丙',
      'list_item: 2) 丁',
    ])
  })

  it('takes a number that headings have for the beginning of a paragraph, which may be one', async () => {
    const numbering =
      list(0, level(0, 'chineseCounting', '%1、') + level(1, 'chineseCounting', '（%2）')) + number(1, 0)
    expect(await outlineOf([item('背景', 1), item('目标', 1, 1), item('经过', 1)], numbering)).toEqual([
      'paragraph: 一、背景',
      'paragraph: （一）目标',
      'paragraph: 二、经过',
    ])
  })

  it('gives no number to a paragraph that is taken out of its list, nor to one that is no longer there', async () => {
    const style =
      '<w:style w:type="paragraph" w:styleId="L"><w:name w:val="列表"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    const listed = (text: string, more = '') => rawParagraph(text, `<w:pStyle w:val="L"/>${more}`)
    const gone = `<w:p><w:pPr><w:pStyle w:val="L"/><w:rPr><w:del/></w:rPr></w:pPr><w:del><w:r><w:delText>删</w:delText></w:r></w:del></w:p>`
    const body = [listed('甲'), listed('说明', '<w:numPr><w:numId w:val="0"/></w:numPr>'), gone, listed('乙')]
    expect(await outlineOf(body, list(0, level(0, 'decimal', '%1.')) + number(1, 0), style)).toEqual([
      'list_item: 1. 甲',
      'paragraph: 说明',
      'list_item: 2. 乙',
    ])
  })

  it.each([
    [1, 'chineseCountingThousand', '一'],
    [10, 'chineseCounting', '十'],
    [12, 'chineseCountingThousand', '十二'],
    [20, 'japaneseCounting', '二十'],
    [105, 'chineseCountingThousand', '一百零五'],
    [1010, 'chineseCountingThousand', '一千零一十'],
    [12, 'chineseLegalSimplified', '拾贰'],
    [3, 'ideographTraditional', '丙'],
    [12, 'ideographDigital', '一二'],
    [28, 'lowerLetter', 'bb'],
    [14, 'upperRoman', 'XIV'],
    [22, 'ordinal', '22nd'],
    [21, 'decimalEnclosedCircleChinese', '㉑'],
    [3, 'decimalEnclosedParen', '⑶'],
    [7, 'decimalZero', '07'],
    [7, 'unheardOf', '7'],
  ])('writes %i as %s: %s', (value, format, shown) => {
    expect(formatListNumber(value, format)).toBe(shown)
  })
})
