import { cutByDictionary } from '../../language/segment.ts'
import { CARRIERS, OWNED, ROLES, VERBS } from './chinese-words.ts'

const SURNAMES =
  '王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范廖贾韦付邱邹熊孟秦薛侯雷尹龙陶黎贺顾郝龚邵万钱严覃武戴莫孔汤康易乔赖庞樊殷施洪颜庄聂章鲁葛柴穆纪阮蒲骆温屠宿厉郎苗费卜冉尤毕虞祁童冷晏柯岑邬党石乐戚裴齐盛舒涂翟耿牛伍季华岳简应卫傅白段江史夏方金邢关焦解祝辛卓蓝司欧尚安常单桂滕凌霍鲍缪阎'
const COMPOUND = '欧阳|司马|上官|诸葛|令狐|慕容|皇甫|尉迟|公孙|司徒'
const TITLE = '主任|经理|总监|总工|局长|处长|院长|行长|主管|科长|书记|老师|总|工(?![作程期单地厂具业])|姐|哥'
const BEFORE =
  '(?<=^|[\\s，。、：；:,;!?！？（(“"是由找和与跟让叫请问给]|商务|主任|经理|客户|老师|同事|接口人|负责人|操作人|复核人|PM)'
const GIVEN = '[^\\P{Script=Han}的了是不么什哪怎没有我你他她它这那个和在吗与可要该于也都就还过以后前时]'
const FULL = new RegExp(`${BEFORE}(?:(?:${COMPOUND})${GIVEN}{1,2}|[${SURNAMES}]${GIVEN}{2})`, 'gu')
const SHORT = new RegExp(`${BEFORE}[${SURNAMES}]${GIVEN}(?=$|[\\s，。、：；:,;?？\\[（(和与的是说])`, 'gu')
const TITLED = new RegExp(`[${SURNAMES}](?:${TITLE})`, 'gu')

const isCommon = (word: string): boolean => CARRIERS.has(word) || VERBS.has(word) || OWNED.has(word)

/** Offsets at which the dictionary parts words. */
function boundaries(text: string): Set<number> {
  const at = new Set([0])
  let offset = 0
  for (const word of cutByDictionary(text)) {
    offset += word.length
    at.add(offset)
  }
  return at
}

/**
 * People named in a Chinese text, in their order: a surname with a given name or a title, where a name may stand and
 * where the dictionary knows no word across its ends.
 */
export function findPersons(text: string): string[] {
  const edges = boundaries(text)
  const isWhole = (found: RegExpMatchArray): boolean => {
    const [name] = found
    const parts = cutByDictionary(name)
    const isWord = name.length === 2 && parts.length === 1
    return (
      edges.has(found.index ?? 0) && edges.has((found.index ?? 0) + name.length) && !isWord && !parts.some(isCommon)
    )
  }
  const full = [...text.matchAll(FULL)].filter(isWhole)
  const taken = (found: RegExpMatchArray) => full.some(({ index }) => index === found.index)
  const short = [...text.matchAll(SHORT)].filter((found) => isWhole(found) && !taken(found))
  const found = [...full, ...short, ...[...text.matchAll(TITLED)].filter((one) => !taken(one))]
  return [...new Set(found.sort((a, b) => a.index - b.index).map(([name]) => name))]
}

/** The first word for someone without a name: 客户, 厂家. */
export function findRole(text: string): string | undefined {
  return cutByDictionary(text).find((word) => ROLES.has(word))
}
