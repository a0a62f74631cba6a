import { describe, expect, it } from 'vitest'
import { readMarkdown } from '../../../ingest/read/text/markdown.ts'
import { outline } from '../../helpers/fixtures/read.ts'

const outlineOf = (text: string) => outline(readMarkdown(text))

describe('readMarkdown', () => {
  it('finds ATX and setext headings with their levels', () => {
    expect(outlineOf('# 复盘 #\n\n小结\n----\n\n总则\n====\n\n###### 六级')).toEqual([
      'heading1: 复盘',
      'heading2: 小结',
      'heading1: 总则',
      'heading6: 六级',
    ])
  })

  it('takes `##标题` without a space for a heading, but a single `#` for a tag', () => {
    expect(outlineOf('##标题\n\n#标签')).toEqual(['heading2: 标题', 'paragraph: #标签'])
  })

  it('keeps the lines of a paragraph together and ends it at a blank line', () => {
    expect(outlineOf('第一行\r\n第二行\r\n\r\n另一段')).toEqual(['paragraph: 第一行\r\n第二行', 'paragraph: 另一段'])
  })

  it('sets list items apart, with their continuation lines and with numbers but without bullets', () => {
    expect(outlineOf('- 甲\n  续行\n  * 乙\n1. 丙\n2) 丁\n后文')).toEqual([
      'list_item: 甲\n  续行',
      'list_item: 乙',
      'list_item: 1. 丙',
      'list_item: 2) 丁',
      'paragraph: 后文',
    ])
  })

  it('gives table rows the columns of their header', () => {
    const { text, blocks } = readMarkdown('| 阶段 | 责任人 |\n|---|:-:|\n| 投标 | a \\| b |\n| | 空 |\n|  |  |\n\n后文')
    expect(outline({ text, blocks, warnings: [] })).toEqual([
      'table_row: 阶段 | 责任人',
      'table_row: 投标 | a \\| b',
      'table_row: | 空',
      'paragraph: 后文',
    ])
    expect(blocks.map((block) => block.columns)).toEqual([undefined, '阶段 | 责任人', '阶段 | 责任人', undefined])
  })

  it('takes fenced code as one paragraph, whatever stands in it', () => {
    expect(outlineOf('前\n```sh\n# 不是标题\n\n- 不是列表\n```\n后')).toEqual([
      'paragraph: 前',
      'paragraph: ```sh\n# 不是标题\n\n- 不是列表\n```',
      'paragraph: 后',
    ])
  })

  it('looks through the marks of a quotation', () => {
    expect(outlineOf('> 引文\n> 第二行\n>\n> - 项\n正文')).toEqual([
      'paragraph: 引文\n> 第二行',
      'list_item: 项',
      'paragraph: 正文',
    ])
  })

  it('reads rules as rules and not as headings of long or many lines', () => {
    expect(outlineOf('第一行\n第二行\n---\n\n* * *\n后')).toEqual(['paragraph: 第一行\n第二行', 'paragraph: 后'])
  })

  it('takes the title from the first level-1 heading, else from the front matter', () => {
    expect(readMarkdown('## 前\n# **总** [结](x)\n# 二').title).toBe('总 结')
    const withFrontMatter = readMarkdown('---\ntitle: "复盘"\ndate: 2025-01-01\n---\n正文')
    expect(withFrontMatter.title).toBe('复盘')
    expect(outline(withFrontMatter)).toEqual(['paragraph: title: "复盘"\ndate: 2025-01-01', 'paragraph: 正文'])
  })

  it('does not change the text', () => {
    const text = '\t# 不是\r\n\u000b正文  \n\n'
    expect(readMarkdown(text).text).toBe(text)
  })
})
