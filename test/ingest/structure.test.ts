import { describe, expect, it } from 'vitest'
import type { Block, Extraction } from '../../ingest/extraction.ts'
import { readPlainText } from '../../ingest/read/text/plain-text.ts'
import { structureDocument } from '../../ingest/structure.ts'

type Row = { text: string; speaker?: string; headings: string[]; kind: string }

function structure(source: string | Extraction): Row[] {
  const extraction = typeof source === 'string' ? readPlainText(source) : source
  return structureDocument(extraction).map(({ start, end, speaker, headings, kind }) => ({
    text: extraction.text.slice(start, end),
    headings,
    kind,
    ...(speaker !== undefined && { speaker }),
  }))
}

const speakers = (source: string): (string | undefined)[] => structure(source).map(({ speaker }) => speaker)
const turns = (source: string): [string | undefined, string][] =>
  structure(source).map(({ speaker, text }) => [speaker, text])
const headings = (source: string): string[][] => structure(source).map((row) => row.headings)

/** An extraction from `[kind, text]` pairs, one a line. */
function extract(parts: [kind: Block['kind'], text: string, level?: number][]): Extraction {
  let text = ''
  const blocks = parts.map(([kind, content, level]): Block => {
    const start = text.length
    text += `${content}\n`
    return { kind, start, end: start + content.length, ...(level !== undefined && { level }) }
  })
  return { text, blocks, warnings: [] }
}

describe('speakers', () => {
  it.each([
    ['姓名1：石敬轩\n先踏勘。', '石敬轩'],
    ['2.纪若川：先讲投标。', '纪若川'],
    ['2、温静姝 ：先讲变更。', '温静姝'],
    ['石敬轩：先踏勘。', '石敬轩'],
    ['石敬轩（架构师）：先踏勘。', '石敬轩'],
    ['【蒲秋实】先报情况。', '蒲秋实'],
    ['石敬轩\t20117：先踏勘。', '石敬轩'],
    ['**石敬轩**：先踏勘。', '石敬轩'],
    ['欧阳若川：先踏勘。', '欧阳若川'],
    ['石敬轩、纪若川：先踏勘。', '石敬轩、纪若川'],
    ['贺总：先踏勘。', '贺总'],
    ['石敬轩补充：先踏勘。', '石敬轩'],
    ['—石敬轩：先踏勘。', '石敬轩'],
    ['[00:12:33] 石敬轩：先踏勘。', '石敬轩'],
    ['石敬轩 10:23\n先踏勘。', '石敬轩'],
    ['石敬轩 2024-03-05 10:23:11\n先踏勘。', '石敬轩'],
    ['发言人2 00:15\n先踏勘。', '发言人2'],
    ['发言人1：石敬轩：先踏勘。', '石敬轩'],
    ['Speaker 1: go and look first.', 'Speaker 1'],
  ])('are read as the bare name: %s', (source, speaker) => {
    expect(speakers(source).at(-1)).toBe(speaker)
  })

  it.each([
    '目标',
    '现象',
    '原因',
    '时间',
    '方案',
    '应用层',
    '项目组',
    '高可用',
    '安全员',
    '计划',
    '单价',
    '全流程',
    '明确',
    '高峰期',
    '时间表',
    '任务书',
    '白名单',
    '温控器',
    '施工方',
    '解决率',
    '单价表',
    '石家庄',
    '金水桥',
  ])('are not everyday words before a colon: %s', (word) => {
    expect(speakers(`石敬轩：我说两点。\n${word}：先把材料备齐。`)).toEqual(['石敬轩', '石敬轩'])
    expect(speakers(`1. ${word}：先把材料备齐。`)).toEqual([undefined])
  })

  it('of two characters need a list of members or other speakers beside them', () => {
    expect(speakers('冉勇：先踏勘。')).toEqual([undefined])
    expect(speakers('组员：石敬轩、冉勇\n冉勇：先踏勘。')).toEqual([undefined, '冉勇'])
    expect(speakers('石敬轩：先踏勘。\n冉勇：同意。')).toEqual(['石敬轩', '冉勇'])
  })

  it('may have padded names, and rare ones that the members list', () => {
    expect(speakers('组员：石  轩、鲜于阿木尔、纪若川\n石  轩：先踏勘。\n鲜于阿木尔：同意。')).toEqual([
      undefined,
      '石轩',
      '鲜于阿木尔',
    ])
  })

  it('may stand alone before their points', () => {
    const source = '组长：石敬轩；组员：纪若川、温静姝\n纪若川\n1、先踏勘\n2、再报价\n温静姝\n变更要补单。'
    expect(speakers(source)).toEqual([undefined, '纪若川', '纪若川', '纪若川', '温静姝', '温静姝'])
    expect(speakers('纪若川\n1、先踏勘\n2、再报价')).toEqual(['纪若川', '纪若川', '纪若川'])
    expect(speakers('方案架构组\n纪若川\n2025年3月')).toEqual([undefined, undefined, undefined])
  })

  it('are those of whom the members list no more than a part, or a rare surname', () => {
    expect(speakers('组长：祁志远；组员：纪若川\n纪若川：先踏勘。\n远总：要绕一圈。')).toEqual([
      undefined,
      '纪若川',
      '远总',
    ])
    expect(speakers('组长：缑敬轩；组员：纪若川\n缑敬轩：先踏勘。').at(-1)).toBe('缑敬轩')
    expect(speakers('组员：施若川、工藤\n施工：先踏勘。')).toEqual([undefined, undefined])
  })

  it('may have a staff number in the list of members and before their words', () => {
    const source = '组长：石敬轩\t20117；组员：冉硕\t20415、冉勇\t20416\n冉硕\t20415：先踏勘。\n冉勇\t20416：先报价。'
    expect(speakers(source)).toEqual([undefined, '冉硕', '冉勇'])
  })

  it('may go straight into their sentence after a label', () => {
    const source = '组员：石敬、纪若川\n姓名1：石敬从三个角度讲。\n姓名2：纪若川从投标讲。\n姓名3：温静姝从变更讲。'
    expect(speakers(source)).toEqual([undefined, '石敬', '纪若川', '温静姝'])
  })

  it('may stand between single spaces where the others of the group stand without a sign', () => {
    const group = '组长：石敬轩；组员：纪若川、温静姝、冉勇'
    expect(turns(`${group}  石敬轩  先踏勘  纪若川  先上会并由 冉勇 登记 温静姝 变更要补单 冉勇 我来登记`)).toEqual([
      [undefined, group],
      ['石敬轩', '石敬轩  先踏勘'],
      ['纪若川', '纪若川  先上会并由 冉勇 登记'],
      ['温静姝', '温静姝 变更要补单'],
      ['冉勇', '冉勇 我来登记'],
    ])
    expect(speakers(`${group}\n石敬轩：请 温静姝 登记。`)).toEqual([undefined, '石敬轩'])
  })

  it('take the name of their team along', () => {
    const source = '组长：石敬轩；组员：纪若川\n石敬轩：先踏勘。  智能终端组 纪若川：先上会。'
    expect(turns(source).at(-1)).toEqual(['纪若川', '智能终端组 纪若川：先上会。'])
  })

  it('are not those who have a task, a role or a telephone', () => {
    expect(speakers('行动项：\n1. 石敬轩：周三前踏勘。\n2. 纪若川：写方案。')).toEqual([
      undefined,
      undefined,
      undefined,
    ])
    expect(speakers('四、本期待办\n1. 石敬轩：周三前踏勘。').at(-1)).toBeUndefined()
    expect(speakers('石敬轩：项目经理\n纪若川：高级架构师\n温静姝：13800000000')).toEqual([
      undefined,
      undefined,
      undefined,
    ])
  })

  it('go on after tasks that somebody lists inside a turn', () => {
    expect(speakers('石敬轩：我讲两块。\n一、责任分工\n各管一段。\n纪若川：我补充。')).toEqual([
      '石敬轩',
      '石敬轩',
      '石敬轩',
      '纪若川',
    ])
  })

  it('are not the members that a list parts by spaces', () => {
    expect(speakers('主持人：石敬轩\n参会：纪若川 温静姝 汤沐阳\n石敬轩：先踏勘。')).toEqual([
      undefined,
      undefined,
      '石敬轩',
    ])
  })

  it('are cut out of a long glued line', () => {
    const source =
      '第一组讨论记录 组长：石敬轩 组员：纪若川、温静姝 记录员：纪若川  石敬轩  我先讲踏勘。要绕闸口走一圈。  纪若川：投标前要上会。 3.温静姝：变更24小时内补单。'
    expect(turns(source)).toEqual([
      [undefined, '第一组讨论记录'],
      [undefined, '组长：石敬轩 组员：纪若川、温静姝 记录员：纪若川'],
      ['石敬轩', '石敬轩  我先讲踏勘。要绕闸口走一圈。'],
      ['纪若川', '纪若川：投标前要上会。'],
      ['温静姝', '3.温静姝：变更24小时内补单。'],
    ])
  })

  it('are not names mentioned in a sentence', () => {
    const source =
      '组长：石敬轩 组员：纪若川、温静姝\n石敬轩：找纪若川签字，由 温静姝 登记。10月21日 18:40  纪若川在群里问过。'
    expect(speakers(source)).toEqual([undefined, '石敬轩'])
  })

  it('end at the next list of members, with the line that leads to it', () => {
    const source = '组长：石敬轩\n石敬轩：先踏勘。\n书面材料 第二组 组长：纪若川；组员：温静姝\n纪若川：先上会。'
    expect(turns(source)).toEqual([
      [undefined, '组长：石敬轩'],
      ['石敬轩', '石敬轩：先踏勘。'],
      [undefined, '书面材料'],
      [undefined, '第二组'],
      [undefined, '组长：纪若川；组员：温静姝'],
      ['纪若川', '纪若川：先上会。'],
    ])
  })

  it('end at conclusions, at the next item of their list and at a new section', () => {
    expect(speakers('石敬轩：先踏勘。\n会议结论：同意投标。')).toEqual(['石敬轩', undefined])
    expect(speakers('3. 汤沐阳：要证明。\n4. 各组：发给白露明。')).toEqual(['汤沐阳', undefined])
    expect(speakers('一、讨论\n石敬轩：先踏勘。\n二、安排\n下周三前完成踏勘。')).toEqual([
      undefined,
      '石敬轩',
      undefined,
      undefined,
    ])
  })

  it('keep the numbered headings inside their turn', () => {
    const rows = structure('石敬轩：我讲两块。\n一、踏勘\n绕闸口走一圈。\n纪若川：我补充。')
    expect(rows.map(({ speaker }) => speaker)).toEqual(['石敬轩', '石敬轩', '石敬轩', '纪若川'])
    expect(rows.map((row) => row.headings)).toEqual([[], ['一、踏勘'], ['一、踏勘'], []])
  })

  it('are those who ask and answer, where the minutes say so', () => {
    const source = '问：（温静姝）为什么只看两分钟？\n答：（石敬轩）当时想的是小改动。\n问：窗口是几点？答：晚上十点。'
    expect(turns(source)).toEqual([
      ['温静姝', '问：（温静姝）为什么只看两分钟？'],
      ['石敬轩', '答：（石敬轩）当时想的是小改动。'],
      ['石敬轩', '问：窗口是几点？'],
      ['石敬轩', '答：晚上十点。'],
    ])
    expect(turns('Q：能改吗？\nA：走变更单。')).toEqual([
      [undefined, 'Q：能改吗？'],
      [undefined, 'A：走变更单。'],
    ])
  })

  it('are in English those whom the attendees list', () => {
    const source =
      'Attendees: Shi Jingxuan (architect), Petra Lund\nPetra Lund: the box buffers 20 minutes.\nNext steps: write it down.\nNote: bring badges.'
    expect(speakers(source)).toEqual([undefined, 'Petra Lund', undefined, undefined])
  })
})

describe('headings', () => {
  it('nest by their notation', () => {
    expect(
      headings(
        '第三章 实施\n总述一段话。\n一、进场\n先过四样。\n（一）证件\n提前三天报。\n1. 培训\n要有证。\n1.1 材料\n两份。\n① 原件\n带公章。\n二、冻结\n上线前三天。\n第四章 验收\n预审。',
      ).filter((_, index) => index % 2 === 1),
    ).toEqual([
      ['第三章 实施'],
      ['第三章 实施', '一、进场'],
      ['第三章 实施', '一、进场', '（一）证件'],
      ['第三章 实施', '一、进场', '（一）证件', '1. 培训'],
      ['第三章 实施', '一、进场', '（一）证件', '1. 培训', '1.1 材料'],
      ['第三章 实施', '一、进场', '（一）证件', '1. 培训', '1.1 材料', '① 原件'],
      ['第三章 实施', '二、冻结'],
      ['第四章 验收'],
    ])
  })

  it('keep blocks of their own, with their own path', () => {
    expect(structure('一、进场：\n先过四样。')[0]).toEqual({
      text: '一、进场：',
      kind: 'heading',
      headings: ['一、进场'],
    })
  })

  it('are not the items of a list, nor sentences with a number', () => {
    expect(structure('1. 推进分级\n2. 加强培训\n3. 抓回款').map(({ kind }) => kind)).toEqual(Array(3).fill('paragraph'))
    expect(structure('一、先把材料备齐，再上会。\n然后签字。').map(({ kind }) => kind)).toEqual([
      'paragraph',
      'paragraph',
    ])
    expect(structure('1. 目标：按期初验\n补充说明。')[0]?.kind).toBe('paragraph')
  })

  it('come from the format first, and numbered ones rank below', () => {
    const rows = structure(
      extract([
        ['heading', '# 临渊港口复盘', 1],
        ['heading', '## **背景：**', 2],
        ['paragraph', '一、合同'],
        ['paragraph', '合同额2860万。'],
        ['list_item', '1. 延期'],
        ['heading', '## 教训', 2],
        ['table_row', '| 一、踏勘 | 石敬轩：要绕一圈 |'],
      ]),
    )
    expect(rows.map((row) => row.headings)).toEqual([
      ['临渊港口复盘'],
      ['临渊港口复盘', '背景'],
      ['临渊港口复盘', '背景', '一、合同'],
      ['临渊港口复盘', '背景', '一、合同'],
      ['临渊港口复盘', '背景', '一、合同'],
      ['临渊港口复盘', '教训'],
      ['临渊港口复盘', '教训'],
    ])
    expect(rows.at(-1)?.speaker).toBeUndefined()
  })

  it('of the format may name a speaker', () => {
    const rows = structure(
      extract([
        ['paragraph', '参加：石敬轩、纪若川'],
        ['heading', '### 石敬轩', 3],
        ['paragraph', '先踏勘。'],
        ['heading', '### 纪若川', 3],
        ['paragraph', '先上会。'],
      ]),
    )
    expect(rows.map(({ speaker }) => speaker)).toEqual([undefined, '石敬轩', '石敬轩', '纪若川', '纪若川'])
  })

  it('name the group before its members, and are cut out of a glued line', () => {
    const rows = structure(
      '书面材料  组6： 组长：石敬轩；组员：纪若川  石敬轩： 一、关于踏勘 现在只去一次。 二、关于报价 清单太粗。',
    )
    expect(rows.map(({ text, speaker, headings }) => [text, speaker, headings.join('/')])).toEqual([
      ['书面材料', undefined, ''],
      ['组6：', undefined, '组6'],
      ['组长：石敬轩；组员：纪若川', undefined, '组6'],
      ['石敬轩：', '石敬轩', '组6'],
      ['一、关于踏勘', '石敬轩', '组6/一、关于踏勘'],
      ['现在只去一次。', '石敬轩', '组6/一、关于踏勘'],
      ['二、关于报价', '石敬轩', '组6/二、关于报价'],
      ['清单太粗。', '石敬轩', '组6/二、关于报价'],
    ])
  })
})

describe('groups', () => {
  it.each([
    ['第二小组 组长：石敬轩；组员：纪若川', '第二小组'],
    ['第二组人员 组长：石敬轩；组员：纪若川', '第二组'],
    ['组--5 组长：石敬轩；组员：纪若川', '组5'],
    ['组：智能终端部 组长：石敬轩；组员：纪若川', '智能终端部'],
    ['方案组： 组长：石敬轩；组员：纪若川', '方案组'],
  ])('are headings: %s', (header, heading) => {
    expect(headings(`${header}\n石敬轩：先踏勘。`).at(-1)).toEqual([heading])
  })

  it('end where the people of the next one are listed, even without a heading', () => {
    const rows = headings(
      '组1： 组长：石敬轩；组员：纪若川\n石敬轩：先踏勘。\n组长：温静姝；组员：冉勇\n温静姝：先上会。',
    )
    expect(rows).toEqual([['组1'], ['组1'], ['组1'], [], []])
  })
})

describe('lines', () => {
  it('that a page has broken inside a sentence become one block', () => {
    const source = '规定是500万以上的项目必须评审，会前两天把材料\n交齐。迟交的顺延。\n\n结论另发。'
    expect(structure(source).map(({ text }) => text)).toEqual([source.slice(0, source.indexOf('\n\n')), '结论另发。'])
  })
})
