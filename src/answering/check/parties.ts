import type { Token } from './align.ts'
import { statesFigure } from './compare-figures.ts'

const PARTIES =
  '客户 我方 我们 对方 己方 厂家 厂商 供应商 供货方 服务商 集成商 运营商 代理商 甲方 乙方 丙方 采购人 投标人 中标人 招标人 承包人 发包人 业主 用户 监理 总包 分包 ' +
  '领导 法务 商务 财务 采购 销售 售前 售后 交付 研发 产品 测试 运维 实施 质量 行政 人事 人力 审计 安全 pm pmo 经理 总监 主任 组长 组组长 院长 科长 处长 矿方 校方 院方 银行 医院 学校 区里 市里 县里 省里 ' +
  '街道 接口人 复核人 值守人 交班人 接班人 操作人 申请人 审批人 负责人 驻场人员 专家 评委 讲师 学员 ' +
  'client customer vendor supplier contractor team bank pilots tenants officers office auditor manager director'
const IS_PARTY: ReadonlySet<string> = new Set(PARTIES.split(' '))
const ORGANISATION = /^(?!全部|内部|外部|局部|部|大局|本科)[\p{Script=Han}]{1,6}(?:部|局|科|中心|集团|委|院|厂|队)$/u

/** Units that rank: 一级 is no article. */
const RANKS = new Set(['level', 'phase', 'batch', 'floor', 'group', 'lot'])

/** What may take another's place: values of one unit, people and parties. */
export function slotOf(token: Token): string | undefined {
  if (token.kind === 'word' && /^[a-z]$/.test(token.text)) return 'letter'
  if (token.kind === 'word' && token.word.tag === 'nr' && token.text.length > 1) return 'party'
  if (token.kind === 'word') return IS_PARTY.has(token.text) || ORGANISATION.test(token.text) ? 'party' : undefined
  const { kind, unit, value, text } = token.figure
  if (kind === 'code' || kind === 'rate') return undefined
  if (value === 1 && (kind === 'number' || kind === 'duration' || (kind === 'count' && !RANKS.has(unit))))
    return undefined
  if (kind === 'percent' && value === 1) return undefined
  if (kind === 'percent') return /点/.test(text) ? 'points' : 'percent'
  if (kind === 'number' || unit === 'item') return 'count'
  return kind === 'date' || kind === 'month' ? 'date' : unit === '' ? kind : `${kind} ${unit}`
}

export const isSame = (a: Token, b: Token): boolean => {
  if (a.kind === 'figure' && b.kind === 'figure')
    return statesFigure(a.figure, b.figure) || statesFigure(b.figure, a.figure)
  return a.text === b.text
}

export const worth = (token: Token): number =>
  token.kind === 'figure' ? 1 : token.word.isHan ? Math.min(token.text.length, 4) / 2 : 1
