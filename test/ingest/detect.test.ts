import { describe, expect, it } from 'vitest'
import { detectDate } from '../../ingest/detect/date.ts'
import { detectKind } from '../../ingest/detect/kind.ts'
import { detectProject } from '../../ingest/detect/project.ts'
import { detectTitle } from '../../ingest/detect/title.ts'
import { detectDocument } from '../../ingest/detect.ts'
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
    ['周报2024-03.md', '', '2024-03'],
    ['周报_202403.md', '', '2024-03'],
    ['a.md', '二〇二四年三月修订', '2024-03'],
    ['a.md', '二零二四年三月十五日', '2024-03-15'],
    ['a.md', '始建于1986年5月1日', ''],
    ['a.md', '使用至2046年5月1日，2024年5月1日签订', '2024-05-01'],
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

describe('detectProject', () => {
  it.each([
    ['a.md', '', '项目名称：临渊港口一期\n合同额：2860万', '临渊港口一期'],
    ['a.md', '', '会议纪要\n项目：临渊港口；时间：周三', '临渊港口'],
    ['a.md', '', 'Project: Haitang assistant\nDate: 2026-02-11', 'Haitang assistant'],
    ['a.md', '', '项目名称 | 临渊港口\n合同额 | 2860万', '临渊港口'],
    ['a.md', '《临渊港口项目复盘》', '', '临渊港口'],
    ['a.md', '2025年临渊港口项目启动会纪要', '', '临渊港口'],
    ['a.md', '临渊港口一期复盘', '', '临渊港口一期'],
    ['a.md', '松阳县医共体数据平台 复盘', '', '松阳县医共体数据平台'],
    ['a.md', 'Haitang Bank project retrospective', '', 'Haitang Bank'],
    ['03_临渊港口项目_周报_20240315.docx', '周报', '', '临渊港口'],
    ['2024-03-15 临渊港口项目周报.docx', '周报', '', '临渊港口'],
    ['a.md', '2025年项目延期原因分析', '', ''],
    ['a.md', '公司项目交付指南', '', ''],
    ['a.md', '大屏事件复盘', '', ''],
    ['a.md', 'AIGC项目踩坑集', '', ''],
    ['a.md', '周报', '项目 | 计划 | 实际\n临渊 | 3月 | 4月', ''],
    ['a.md', '登记表', '项目：临渊港口；阶段：投标\n项目：松阳医共体；阶段：实施', ''],
  ])('%s with the title "%s" and "%s" is of "%s"', (name, title, text, project) => {
    expect(detectProject(name, title, text)).toBe(project)
  })
})

describe('detectDocument', () => {
  it('lists the people who speak, then those who are listed', async () => {
    const text =
      '组长：温静姝；组员：石敬轩、尤佳慧；记录员：XXX\n\n石敬轩：闸口先走一圈。\n\n尤佳慧：割接窗口要先算。\n\n石敬轩：同意。'
    expect((await detect('讨论.txt', text)).people).toEqual(['石敬轩', '尤佳慧', '温静姝'])
  })

  it('believes the format about date and people before the text', () => {
    const text = '日期：2024-03-05\n石敬轩：先踏勘。\n纪若川：同意。'
    const extraction = { text, blocks: [], warnings: [], date: '2025-01-02', people: ['Petra Lund'] }
    expect(detectDocument('mail.eml', extraction, [])).toMatchObject({ date: '2025-01-02', people: ['Petra Lund'] })
  })

  it('takes no group of a discussion for the title', async () => {
    const title = (await detect('四组.txt', '第四组\n用户服务部讨论记录\n组长：石敬轩；组员：纪若川\n石敬轩：先踏勘。'))
      .title
    expect(title).not.toBe('第四组')
  })
})
