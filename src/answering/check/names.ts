import type { Span } from '../../language/span.ts'
import type { Word } from './reading.ts'

const SURNAMES = new Set(
  '王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范廖贾韦付邱邹熊孟秦薛侯雷尹龙陶黎贺顾郝龚邵万钱严覃武戴莫孔汤康易乔赖庞樊殷施洪颜庄聂章鲁葛柴穆纪阮蒲骆温屠宿厉郎苗费卜冉尤毕虞祁童冷晏柯岑邬党石乐戚欧司裴齐盛舒涂翟耿牛伍季华岳应尚水秋麦蓝鲍方史江白文倪段金安常于傅钮卞元窦解宗宣贲郁单杭诸左车宁仇栾甘厍祖符景詹束幸慎',
)
const COMPOUND = new Set('欧阳 司马 上官 诸葛 令狐 慕容 皇甫 尉迟 公孙 宇文 东方'.split(' '))
const TITLE =
  /^(?:主任|科长|经理|老师|处长|部长|局长|书记|院长|总监|组长|站长|校长|医生|律师|工(?![作程具期人厂艺资时序业地])|总(?=[说认要在和、,。:;的提指问答把给]|$))/
const NEVER = /[由自只全清总先即的了是不在有和与到就也都而或被把让给对从向及其此该各每某这那你我他她它们个们]/

/** A person as a text names one: 柯文博, 贾主任, Marit Solheim. */
export type Name = Span & { text: string }

/** 贾主任, 贺工. */
function titledAt(text: string, { start, text: word }: Word, head: number): Name | undefined {
  const title = TITLE.exec(text.slice(start + head))?.[0]
  if (word.length !== head || title === undefined) return undefined
  const end = start + head + title.length
  return { start, end, text: text.slice(start, end) }
}

const isPersonal = ({ tag }: Word): boolean => tag.startsWith('nr')

/** A family name with one or two characters that the dictionary cuts apart, or takes for a name. */
function isFullName(text: string, words: readonly Word[], head: number): boolean {
  const [first] = words
  const last = words.at(-1)
  if (!first || !last) return false
  const length = last.end - first.start
  if (length < head + 1 || length > head + 2 || NEVER.test(text.slice(first.start + head, last.end))) return false
  if (words.length === 1) return isPersonal(first)
  const isRare =
    words.every((word) => word.text.length === 1 || isPersonal(word)) || (length === 3 && words.some(isPersonal))
  return isRare && (length === head + 2 || isPersonal(first))
}

/** What follows a word without a gap, as far as a name may reach. */
function piecesFrom(words: readonly Word[], at: number, head: number): Word[] {
  const pieces: Word[] = []
  for (const word of words.slice(at, at + 3)) {
    const last = pieces.at(-1)
    if (last && (word.start !== last.end || word.end - (pieces[0]?.start ?? 0) > head + 2)) break
    pieces.push(word)
  }
  return pieces
}

function chineseNames(text: string, words: readonly Word[]): Name[] {
  const han = words.filter(({ isHan }) => isHan)
  return han.flatMap((word, at): Name[] => {
    const head = COMPOUND.has(word.text.slice(0, 2)) ? 2 : 1
    if (head === 1 && !SURNAMES.has(word.text.charAt(0))) return []
    const titled = titledAt(text, word, head)
    if (titled) return [titled]
    const pieces = piecesFrom(han, at, head)
    const longest = pieces.findLastIndex((_, last) => isFullName(text, pieces.slice(0, last + 1), head))
    const end = pieces[longest]?.end
    return end === undefined ? [] : [{ start: word.start, end, text: text.slice(word.start, end) }]
  })
}

const ENGLISH = /(?<![\p{L}\p{N}])\p{Lu}\p{Ll}+(?: \p{Lu}\p{Ll}+)*(?![\p{L}\p{N}])/gu

/** Capitalised words of an English text in lower case, those that begin a sentence only with another beside them. */
export function capitalisedNames(original: string): string[] {
  return [...original.matchAll(ENGLISH)].flatMap((found) => {
    const before = original.slice(0, found.index).trimEnd()
    const isFirst = before === '' || /[.!?:\n•-]$/.test(before)
    const words = found[0].split(' ')
    return isFirst && words.length === 1 ? [] : [found[0].toLowerCase()]
  })
}

const LABEL = /(?:^|[\n。;!?【])(\p{Script=Han}{2,4})[:】]/gu

/** Who is speaking, by the name that opens a turn. */
function labels(text: string, words: readonly Word[]): Name[] {
  return [...text.matchAll(LABEL)].flatMap((found) => {
    const name = found[1] ?? ''
    const start = found.index + found[0].indexOf(name)
    const isWord = words.some((word) => word.start === start && word.text === name)
    return SURNAMES.has(name.charAt(0)) && !isWord ? [{ start, end: start + name.length, text: name }] : []
  })
}

/** The people that a text names, as far as their form tells. */
export function findNames(text: string, words: readonly Word[]): Name[] {
  return [...chineseNames(text, words), ...labels(text, words)]
}
