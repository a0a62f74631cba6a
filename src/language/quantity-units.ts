export type UnitKind = 'percent' | 'money' | 'duration' | 'count'
/** A unit in the form it is compared in; a value in another form of it is multiplied by `times`. */
export type Unit = { name: string; kind: UnitKind; times: number }

/** Durations of a fixed length are told in one unit: years in months, weeks in days, hours in minutes. */
const UNITS: readonly [kind: UnitKind, name: string, times: number, forms: string][] = [
  ['percent', 'percent', 1, '% 个点 个百分点 百分点 percent percentage_points percentage_point per_cent pct'],
  ['percent', 'percent', 0.1, '‰'],
  ['percent', 'percent', 10, '成'],
  ['money', 'yuan', 1, '元 元人民币 块 块钱 圆 人民币 yuan rmb cny'],
  ['money', 'usd', 1, '美元 美金 usd us_dollars us_dollar dollars dollar'],
  ['money', 'eur', 1, '欧元 eur euros euro'],
  ['money', 'hkd', 1, '港元 港币 hkd'],
  ['duration', 'second', 1, '秒 秒钟 seconds second secs sec s'],
  ['duration', 'ms', 1, '毫秒 milliseconds millisecond ms'],
  ['duration', 'minute', 1, '分钟 minutes minute mins min'],
  ['duration', 'minute', 60, '小时 钟头 hours hour hrs hr h'],
  ['duration', 'day', 1, '天 日 日历日 自然日 calendar_days calendar_day days day'],
  ['duration', 'day', 7, '周 星期 礼拜 weeks week'],
  ['duration', 'workday', 1, '工作日 working_days working_day business_days business_day workdays workday'],
  ['duration', 'month', 1, '月 months month'],
  ['duration', 'month', 3, '季度 quarters quarter'],
  ['duration', 'month', 12, '年 周年 years year yrs yr'],
  [
    'duration',
    'personday',
    1,
    '人天 人日 人工日 工日 person-days person-day person_days person_day man-days man-day man_days man_day',
  ],
  ['duration', 'personmonth', 1, '人月 person-months person-month person_months person_month man-months man-month'],
  ['count', 'item', 1, '个 项 条 种 类 款 处 items item points point'],
  ['count', 'person', 1, '人 名 位 个人 people persons person'],
  ['count', 'time', 1, '次 遍 回 times'],
  ['count', 'round', 1, '轮 rounds round'],
  ['count', 'company', 1, '家 companies'],
  ['count', 'unit', 1, '台 套 units unit'],
  ['count', 'sheet', 1, '张'],
  ['count', 'copy', 1, '份 copies'],
  ['count', 'page', 1, '页 pages page'],
  ['count', 'fold', 1, '倍'],
  ['count', 'phase', 1, '期 阶段 phases phase stages stage'],
  ['count', 'lot', 1, '标段 lots lot'],
  ['count', 'group', 1, '组 小组 groups group'],
  ['count', 'batch', 1, '批 批次 batches batch'],
  ['count', 'step', 1, '步 步骤 steps step'],
  ['count', 'chapter', 1, '章 chapters chapter'],
  ['count', 'section', 1, '节'],
  ['count', 'floor', 1, '层 楼 floors floor'],
  ['count', 'level', 1, '级 levels level'],
  ['count', 'vehicle', 1, '辆'],
  ['count', 'lane', 1, '路'],
  ['count', 'character', 1, '字'],
  ['count', 'metre', 1, '米 metres metre meters meter'],
  ['count', 'kilometre', 1, '公里 千米 km'],
  ['count', 'squaremetre', 1, '平方米 平米 ㎡ m²'],
  ['count', 'tonne', 1, '吨 tonnes tons'],
  ['count', 'kilogram', 1, '公斤 千克 kg'],
  ['count', 'gb', 1, 'gb'],
  ['count', 'tb', 1, 'tb'],
  ['count', 'mb', 1, 'mb'],
  ['count', 'mbps', 1, 'mbps'],
  ['count', 'score', 1, '分 marks'],
]

const BY_FORM: ReadonlyMap<string, Unit> = new Map(
  UNITS.flatMap(([kind, name, times, forms]) =>
    forms.split(' ').map((form): [string, Unit] => [form.replaceAll('_', ' '), { name, kind, times }]),
  ),
)

/** Forms that other words begin with, and what must not follow then. */
const NOT_BEFORE: Readonly<Record<string, string>> = {
  成: '立员功本果交熟为绩都就品长型像分套片人年',
  分: '之别公包配布析支享部工成',
  个: '别性体',
  名: '称单字义',
  位: '置于',
  年: '级度代龄',
  路: '径由',
  节: '点约省奏',
  级: '别',
  层: '面次级',
  组: '织长件成合建',
  家: '庭属人',
  批: '准复评示',
  步: '骤',
  章: '程',
  字: '段符',
  类: '型似别',
  项: '目',
  款: '项',
  处: '理',
  回: '款复访',
  次: '日要序',
  期: '间望待限',
  人: '员才工民',
  日: '志常期',
  天: '然',
  周: '期边报会',
  月: '度',
  台: '账词',
  份: '额',
  页: '面',
  圆: '满',
  条: '件款例',
}

type Form = { text: string; unit: Unit; notBefore: string; isLatin: boolean }

/** By their first character, the longest first. */
const BY_START = new Map<string, Form[]>()
for (const [text, unit] of [...BY_FORM].sort(([a], [b]) => b.length - a.length)) {
  const form = { text, unit, notBefore: NOT_BEFORE[text] ?? '', isLatin: /[a-z]$/.test(text) }
  BY_START.set(text.charAt(0), [...(BY_START.get(text.charAt(0)) ?? []), form])
}

/** The unit written as `form`, undefined when there is none. */
export const unitOf = (form: string): Unit | undefined => BY_FORM.get(form)

/** The longest unit that stands at an offset and is not the beginning of another word. */
export function readUnit(text: string, at: number): { unit: Unit; end: number } | undefined {
  const form = BY_START.get(text.charAt(at))?.find(({ text: form, notBefore, isLatin }) => {
    if (!text.startsWith(form, at)) return false
    const next = text.charAt(at + form.length)
    return next === '' || (isLatin ? next < 'a' || next > 'z' : !notBefore.includes(next))
  })
  return form && { unit: form.unit, end: at + form.text.length }
}
