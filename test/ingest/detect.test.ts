import { describe, expect, it } from 'vitest'
import { detectDate, detectDocument, detectKind, detectTitle } from '../../ingest/detect.ts'
import { readDocument } from '../../ingest/read/read-document.ts'
import { structureDocument } from '../../ingest/structure.ts'

async function detect(name: string, text: string) {
  const extraction = await readDocument({ name, bytes: new TextEncoder().encode(text) })
  return detectDocument(name, extraction, structureDocument(extraction))
}

describe('detectDate', () => {
  it.each([
    ['2024-03-05 周会.md', '', '2024-03-05'],
    ['周会20240305.md', '', '2024-03-05'],
    ['周会_2024年3月5日.md', '', '2024-03-05'],
    ['a.md', '会议时间：2024/3/5 下午', '2024-03-05'],
    ['a.md', '二〇二四年三月十五日 于南京', '2024-03-15'],
    ['a.md', '2024年3月修订', '2024-03'],
    ['a.md', '合同签于2023年1月2日。\n日期：2024.03.05', '2024-03-05'],
    ['a.md', '编号 2024-13-45，电话 202403051234', ''],
    ['a.md', '软件版本 2024.1.2.3', ''],
    ['交付指南2023版.md', '没有日期', ''],
  ])('%s with "%s" is of %s', (name, text, date) => {
    expect(detectDate(name, text)).toBe(date)
  })
})

describe('detectKind', () => {
  it.each([
    ['交付踩坑案例集.md', 'pitfall_case'],
    ['事件复盘会纪要.txt', 'retrospective'],
    ['招标文件节选.docx', 'tender'],
    ['知识助手技术方案.docx', 'proposal'],
    ['转维移交指南.md', 'delivery_guide'],
    ['第三组讨论.md', 'discussion_note'],
    ['延期原因分析.pdf', 'report'],
    ['project-retrospective.md', 'retrospective'],
    ['场景库.md', 'other'],
  ])('%s is a %s', (name, kind) => {
    expect(detectKind(name, '', '', 0)).toBe(kind)
  })

  it('takes a text in which several people speak for a discussion, unless its name says otherwise', () => {
    expect(detectKind('a.txt', 'a', '', 3)).toBe('discussion_note')
    expect(detectKind('a复盘.txt', 'a', '', 3)).toBe('retrospective')
  })
})

describe('detectTitle', () => {
  it('prefers the heading, then a short first line, then the file name', async () => {
    expect((await detect('a.md', '# 港口一期复盘\n\n正文。')).title).toBe('港口一期复盘')
    expect((await detect('a.txt', '港口一期复盘：\n\n第一段讲了很多事情。')).title).toBe('港口一期复盘')
    expect((await detect('港口.txt', '我们先说第一件事。然后说第二件事。')).title).toBe('港口')
  })

  it('takes no title that a program made up', async () => {
    const extraction = { text: '正文', blocks: [], warnings: [], title: 'Microsoft Word - 文档1' }
    expect(detectTitle('港口.docx', extraction, [])).not.toContain('Microsoft')
  })

  it('names a kept message by its subject', async () => {
    const mail = 'From: Li Lei\nTo: All\nSubject: Gateway call, 15 January\n\nWe agreed on three things.'
    expect((await detect('call.txt', mail)).title).toBe('Gateway call, 15 January')
  })
})

it('lists the people who speak', async () => {
  const text = '组员：石敬轩、尤佳慧\n\n石敬轩：闸口先走一圈。\n\n尤佳慧：割接窗口要先算。\n\n石敬轩：同意。'
  expect((await detect('讨论.txt', text)).people).toEqual(['石敬轩', '尤佳慧'])
})
