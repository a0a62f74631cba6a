import type { WantedValue } from '../language/questions.ts'

const NUM = '(?:\\d[\\d,]*(?:\\.\\d+)?|[零〇一二两三四五六七八九十百千万亿半]+)'
const TIME = '(?:工作日|人天|人日|人月|小时|钟头|分钟|季度|星期|礼拜|天|日|周|月|年|秒)'

/** What a value of each kind looks like in a normalised text. Wide on purpose: it says "may be one". */
const VALUES: Record<WantedValue, RegExp> = {
  money: new RegExp(
    `${NUM}\\s*(?:多|余)?\\s*(?:元|万|亿|块|千元|rmb|cny|yuan|million|k\\b|%|usd|美元)|[¥$]\\s*\\d|免费|零成本`,
  ),
  ratio: new RegExp(
    `\\d\\s*%|‰|百分之|百分点|[一二三四五六七八九半两]成|\\d\\s*[:比/-]\\s*\\d|${NUM}\\s*倍|\\bpercent`,
  ),
  duration: new RegExp(
    `${NUM}\\s*(?:个)?(?:多|半)?(?:个)?\\s*${TIME}|当天|当日|当场|次日|立即|随时|\\d\\s*-?\\s*(?:hour|day|week|month|year|minute|second)|(?:one|two|three|four|five|six|seven|eight|nine|ten) (?:working |business )?(?:hour|day|week|month|year|minute)|\\d{1,2}:\\d{2}`,
  ),
  date: new RegExp(
    `\\d{4}\\s*[-/.年]|\\d{1,2}\\s*月|\\d{1,2}\\s*[日号]|\\d{1,2}\\s*[:点]|[一二三四五六七八九十]+月|周[一二三四五六日天末]|星期|礼拜|每[天日周月年季]|当天|当日|次日|前一天|[月年]底|[月年]初|季度|${NUM}\\s*(?:个)?\\s*${TIME}|之前|之后|以前|以后|期间|阶段|[前后时](?=[,。;、)\\s]|$)|\\b(?:january|february|march|april|may|june|july|august|september|october|november|december|monday|tuesday|wednesday|thursday|friday|before|after|within|every)\\b`,
  ),
  count: /\d|[二两三四五六七八九十百千万半]+\s*\p{Script=Han}|[一]\s*[个条项次人家台张份轮种类名位]/u,
  phone:
    /(?<!\d)1[3-9]\d{9}(?!\d)|(?<!\d)(?:0\d{2,3}|400|800)[- ]?\d{3,4}[- ]?\d{3,4}(?!\d)|(?:分机|内线|短号|电话|ext\.?)(?:号码?)?\s*[:是为]?\s*\d{3,}/,
  email: /[\w.+-]+@[\w-]+\.\w+/,
  secret: /(?:密码|口令|工号|微信号?|身份证号?码?|账号|password|id)\s*(?:是|为|:|=)?\s*[a-z0-9][a-z0-9@#$%_-]{2,}/,
}

/** Kinds that only the value itself can answer: without one in the passages there is no answer in them. */
export const PERSONAL_VALUES: ReadonlySet<WantedValue> = new Set(['phone', 'email', 'secret'])

/** @param text in the form of `normaliseForMatch`. */
export function holdsValue(kind: WantedValue, text: string): boolean {
  return VALUES[kind].test(text)
}
