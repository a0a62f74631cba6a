import { describe, expect, it } from 'vitest'
import { doubtFigures } from '../../src/answering/check/figure-doubts.ts'
import { readText } from '../../src/answering/check/reading.ts'

const doubts = (claim: string, source: string) =>
  doubtFigures(readText(claim), [readText(source)], 1).map(({ kind, figure }) => `${kind} ${figure.text.trim()}`)

describe('a value of a claim', () => {
  it.each([
    ['一个半小时', '90 分钟'],
    ['耗时一小时一刻钟', '1小时15分钟'],
    ['一年零三个月', '15 个月'],
    ['两千六百万元', '2600 万元'],
    ['九成五', '95%'],
    ['99.9%', '百分之九十九点九'],
    ['万分之三', '0.03%'],
    ['晚八点开始', '20:00开始'],
    ['十点一刻', '10:15'],
    ['22 时 38 分', '22:38'],
    ['at two in the morning', '02:00'],
    ['十月二十一日', '2025-10-21'],
    ['25 号之前', '12月25日之前'],
    ['三月中旬', '3月15日'],
    ['第二次割接', 'the second cut-over'],
    ['二期', '第二阶段'],
    ['每月一次', '一个月一次'],
    ['six months', '半年'],
    ['a hundred and sixty-eight machines', '168 台机床'],
    ['two thirds of them', '三分之二'],
  ])('"%s" is stated by "%s"', (claim, source) => {
    expect(doubts(claim, source)).toEqual([])
  })

  it.each([
    ['少了 11.5 分钟', '从38分钟降到26.5分钟', 'a difference'],
    ['历时 1 小时 45 分', '22:40 开始，00:25 结束', 'the time between two times'],
    ['约四分之三', '76%', 'a rounded share'],
    ['近三百人', '298人', 'a rounded number'],
    ['部署在 2 月 5 日晚', '2 月 6 日：昨晚部署', 'the day before'],
    ['进场前要过四样', '进场之前要过人、账号、网络、场地', 'a count of what is listed'],
  ])('"%s" may be told of "%s": %s', (claim, source) => {
    expect(doubts(claim, source)).toEqual([])
  })

  it.each([
    ['晚了 73 天', '晚了 37 天', 'absent 73天'],
    ['慢了 26 秒', '慢了 26 分钟', 'unit 26秒'],
    ['用了 3 周', '用了 3 天', 'unit 3周'],
    ['15 个自然日', '15 个工作日', 'unit 15个自然日'],
    ['低 3.6%', '低 3.6 个百分点', 'absent 3.6%'],
    ['已用 38.6%', '已用 38.6 万元', 'unit 38.6%'],
    ['每周推进', '每月推进', 'absent 每周'],
    ['9 月 1 日', '1 月 9 日', 'date 9月1日'],
    ['晚上 12 点整', '中午 12 点整', 'date 12点整'],
    ['第一次例会', '第二次例会', 'absent 第一'],
    ['防护等级 IP67', '防护等级 IP66', 'absent ip67'],
    ['至少 24 个月', '至多 24 个月', 'bound 24个月'],
  ])('"%s" is doubted where the source says "%s"', (claim, source, doubt) => {
    expect(doubts(claim, source)).toEqual([doubt])
  })
})
