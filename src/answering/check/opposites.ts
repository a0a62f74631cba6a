import type { Match, Source } from './match.ts'
import { findDenials } from './polarity.ts'

/** Groups of which a thing is one at a time, their members parted by `/`, the forms of one by `|`. */
const GROUPS = `
周一|星期一|礼拜一|monday / 周二|星期二|礼拜二|tuesday / 周三|星期三|礼拜三|wednesday / 周四|星期四|礼拜四|thursday / 周五|星期五|礼拜五|friday|fri / 周六|星期六|礼拜六|saturday / 周日|周天|星期日|星期天|礼拜天|sunday
上周 / 本周|这周 / 下周|下一周
上个月|上月 / 本月|这个月|当月 / 下个月|下月|次月
去年|上年度 / 今年|本年度 / 明年|下年度
月初 / 月中|月半 / 月底|月末|月尾
年初 / 年中 / 年底|年末|岁末
上半年 / 下半年
上旬 / 中旬 / 下旬
上午|早上|早晨|morning / 中午|午间|noon / 下午|afternoon / 晚上|傍晚|evening / 凌晨|半夜|深夜
会前 / 会后
节前 / 节后
事前|事先 / 事后
开工|进场 / 完工|竣工
自然日|日历日 / 工作日
第一个|首个 / 最后一个|末个
当天|当日|同一天|same day / 次日|第二天|翌日|next day / 前一天|前一日|day before
提前|提早|early / 推迟|延后|延期|推后|late
增加|增至|新增|上调|increase|increased / 减少|减至|缩减|下调|decrease|decreased|reduced
提高|上升|升到|升至|涨到|rose|risen / 降低|下降|降到|降至|掉到|跌到|fell|fallen|dropped
高于|多于|大于|超过|超出|above|more than / 低于|少于|小于|不足|不到|below|less than
最早|earliest / 最晚|最迟|latest
最大|largest / 最小|smallest
最高|highest / 最低|lowest
最快|fastest / 最慢|slowest
优于|好于|better than / 不如|劣于|worse than
同意|赞成|答应|accepted|agreed|approved / 反对|拒绝|驳回|否决|refused|rejected|declined
成功|succeeded|success / 失败|failed|failure
通过|passed / 未通过|没通过|不通过|failed
免费|free of charge / 收费|付费|charged
全部|所有|全体|一律|all|every / (?<!剩余|其余|该|完工)部分|个别|少数|一部分|有的|some|partly
大多数|多数|大部分|most / 少数|少部分|个别|few
自动|automatically / 手动|手工|人工|manually|by hand
强制|mandatory / 自愿|可选|optional|voluntary
内部|internal / 外部|external
国产|国内|domestic / 进口|国外|imported
线上|在线|online / 线下|现场|on site|offline
集中 / 分散
一致|相符|吻合|差不多 / 不一致|不符|不吻合|相差很大|相差较大|差很多|差得远
口头|verbal|verbally / 书面|in writing|written
单签|一人签字|其中一人|其中一个|有一个人|任何一人|任意一人|任一 / 双签|两签|两人签字|会签|两个人都|两人都|双方都
单机 / 双机
白天|白班 / 夜里|夜间|夜班|晚班
甲方 / 乙方 / 丙方
甲档 / 乙档 / 丙档 / 丁档
一部 / 二部 / 三部 / 四部
一期 / 二期 / 三期 / 四期
一线 / 二线 / 三线
初验|first acceptance / 终验|final acceptance
买方|采购人|招标人 / 卖方|投标人|中标人|供应商
我方|我们|us|we / 客户|客户方|对方|the customer|the client
first / last
before / after
start|beginning / end
`
  .trim()
  .split('\n')
  .map((line) => line.split(' / ').map((member) => member.split('|')))

const isLatin = (form: string): boolean => /^[a-z]/.test(form)
const patternOf = (forms: readonly string[]): RegExp =>
  new RegExp(forms.map((form) => (isLatin(form) ? `\\b${form}\\b` : `(?<![不没未])${form}`)).join('|'))
const PATTERNS: readonly (readonly RegExp[])[] = GROUPS.map((group) => group.map(patternOf))

/** The sides of a contract: one that a source never names does nothing in it. */
const SIDES = new Set(PATTERNS.filter((_, at) => GROUPS[at]?.[0]?.includes('甲方')))

const isAbsent = (pattern: RegExp | undefined, sources: readonly Source[]): boolean =>
  pattern !== undefined && !sources.some(({ reading }) => pattern.test(reading.text))

export type Opposition = { said: string; stands: string }

/** What a claim says where its source says the opposite, or another of a group that excludes it. */
export function findOppositions(claim: Source, matches: readonly Match[], sources: readonly Source[]): Opposition[] {
  const denials = findDenials(claim.reading)
  return matches.flatMap(({ source, pairs, clause, tokens }): Opposition[] => {
    const span = claim.reading.clauses[clause]
    if (!source || !span || pairs.length === 0 || pairs.length * 3 < tokens.length) return []
    const there = new Set(pairs.flatMap(({ source: at }) => source.tokens[at]?.clause ?? []))
    const said = claim.reading.text.slice(span.start, span.end)
    const stands = [...there]
      .map((at) => source.reading.text.slice(source.reading.clauses[at]?.start, source.reading.clauses[at]?.end))
      .join(',')
    const isDenied =
      denials.some((one) => one.clause === clause) !== findDenials(source.reading).some((one) => there.has(one.clause))
    if (isDenied) return []
    return PATTERNS.flatMap((group): Opposition[] => {
      const mine = group.findIndex((pattern) => pattern.test(said) && !pattern.test(stands))
      if (mine < 0) return []
      const other = group.findIndex((pattern, at) => at !== mine && pattern.test(stands))
      if (
        other < 0 ||
        (group[other]?.test(claim.reading.text) && !(SIDES.has(group) && isAbsent(group[mine], sources)))
      )
        return []
      return [{ said: group[mine]?.exec(said)?.[0] ?? '', stands: group[other]?.exec(stands)?.[0] ?? '' }]
    })
  })
}

/** What a term is counted from, or has to precede. */
const EVENTS =
  /(签订|签约|签署|签字|到账|付款|到货|交货|上线|初验|终验|验收|开标|投标|中标|立项|结项|开工|进场|完工|竣工|报障|受理|派单|发布|启动|移交)(?:合同|证书)?(?:之日|当日|当天|次日|日|起|之前|以前|之后|以后|前|后)/g

/** A term counted from another event than the source counts it from. */
export function findOtherEvents(matches: readonly Match[], claim: Source): Opposition[] {
  return matches.flatMap(({ source, pairs, clause }): Opposition[] => {
    const span = claim.reading.clauses[clause]
    if (!source || !span || pairs.length === 0) return []
    const there = new Set(pairs.flatMap(({ source: at }) => source.tokens[at]?.clause ?? []))
    const said = [...claim.reading.text.slice(span.start, span.end).matchAll(EVENTS)].map((one) => one[1] ?? '')
    const text = [...there]
      .map((at) => source.reading.text.slice(source.reading.clauses[at]?.start, source.reading.clauses[at]?.end))
      .join(',')
    const stands = [...text.matchAll(EVENTS)].map((one) => one[1] ?? '')
    const [mine, other] = [said.find((one) => !text.includes(one)), stands.find((one) => !said.includes(one))]
    return mine !== undefined && other !== undefined && said.length === 1 ? [{ said: mine, stands: other }] : []
  })
}

const BEFORE_AFTER =
  /([\p{L}\p{N}]{2})(?:的)?(之前|以前|之后|以后|之内|以内|前(?![期端台后者提面])|后(?![期端台续来者面])|内(?![部容外存网]))/gu

/** Before and after the same thing: 验收前 in one, 验收后 in the other. */
export function findTurnedTimes(claim: Source, sources: readonly Source[]): Opposition[] {
  const read = (text: string) =>
    [...text.matchAll(BEFORE_AFTER)].map(([whole, anchor = '', side = '']) => ({
      whole,
      anchor,
      side: /[前后内]/.exec(side)?.[0] ?? '',
    }))
  const stands = sources.flatMap(({ reading }) => read(reading.text))
  return read(claim.reading.text).flatMap(({ whole, anchor, side }): Opposition[] => {
    const same = stands.filter((one) => one.anchor === anchor)
    return same.length > 0 && same.every((one) => one.side !== side)
      ? [{ said: whole, stands: same[0]?.whole ?? '' }]
      : []
  })
}
