import { PLACES } from '../places.ts'

/** 在哪, but not 差在哪 and not 在哪下载: what follows a verb of standing or putting, before no act that a way is asked for. */
const AT_WHERE =
  '(?<![差难错卡好坏输强弱出败])(?:在|放|装|设|搬|住|位于|开|办|建|存|驻|安排)[在到]?哪(?:里|儿|一?[个座栋层条间]|$|[?？])(?!(?:可以|能)?(?:下载|看|找|查|领|拿|取|获取|提交|提|填|登|申请|报|改|设置|配))'
const WHICH =
  '哪个?(?:城市|省|市|区|县|国家|楼层?|会议室|机房|酒店|园区|街道?)|哪(?:条街|[栋座层]楼|间)|几楼|什么地方|(?:地点|位置|总部|办公室)(?:是|在)?(?:哪|呢|[?？]|$)|地址(?:是|在|$|[?？])'
const ENGLISH =
  '\\bwhere (?:is|are|was|were)\\b|\\bwhich (?:city|office|building|country|province|street|floor|room)\\b|\\bwhat (?:city|address|location|floor)\\b'
/** The words that ask for a place in a normalised text. */
export const ASKS_FOR_PLACE = new RegExp(`${AT_WHERE}|${WHICH}|${ENGLISH}`, 'g')

const NAMED = new RegExp(
  PLACES.flat()
    .map((form) => (/^[a-z]/.test(form) ? `\\b${form}\\b` : form))
    .join('|'),
)
const ANY =
  /[楼室柜厅城市区县镇村路街巷院校房库仓站港湾]|机房|现场|隔壁|对面|门口|中心|旁边|首页|页面|目录|系统|网盘|平台|\b(?:room|floor|building|street|road|city|office|site|rack|cabinet|folder|page|drive|near|opposite)\b/
/** What a place of the kind asked for looks like; the first that fits the question decides. */
const KINDS: readonly [asked: RegExp, given: RegExp][] = [
  [/几楼|楼层|哪一?层|floor/, /[\d一二三四五六七八九十]\s*[楼层]|\bfloor\b/],
  [/[栋座]楼|哪一?[栋座]|building/, /[栋座幢]|号楼|大厦|主楼|副楼|\b(?:building|tower)\b/],
  [/城市|哪个?[省市]|国家|city|country|province/, new RegExp(`${NAMED.source}|[市省](?![场级里内外直])`)],
  [/街|street/, /[路街巷]|\b(?:street|road|avenue)\b/],
  [/地址|address/, /[路街号]|\d\s*[楼室]|\b(?:street|road|avenue)\b/],
]

/** Tells whether a text in the form of `normaliseForMatch` may name the place that a question asks for. */
export function placeReader(question: string): (text: string) => boolean {
  const given = KINDS.find(([asked]) => asked.test(question))?.[1] ?? ANY
  return (text) => given.test(text)
}
