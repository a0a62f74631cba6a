import { normaliseForMatch } from '../../language/normalise.ts'

/** What parts the members of a list, without the words in which the same characters stand. */
const JOIN =
  '(?:\\s*(?:、?\\s*(?:还有|以及)|、|(?<![饱缓温总])和(?![解谐平睦])|(?<!参)与(?!会)|跟(?![踪进])|(?<![涉普以])及(?![时格])|还是|或者?|(?<![对相占配])比(?![例较如对]))\\s*|\\s*,?\\s+(?:and|or|vs\\.?|versus)\\s+|\\s*/\\s*)'
const LEFT = '对比一?下?|比较一?下?|相比|请问|问一下|关于|对于|列出|说说|梳理|总结|盘点|归纳|我们|咱们|分别|在|从|把|将'
const RIGHT =
  '的|对|在|里|中|上|分别|各|都|有|哪|谁|怎|咋|如何|是|相比|之间|这|那|两|到底|差|区别|不同|不一样|一样|为|用|花|更|需|要|应|最|因'
const CHARACTER = '[\\p{L}\\p{N}·《》“”()_.+-]|(?<=[A-Za-z0-9]) (?=[A-Za-z0-9])'
const MEMBER = `(?:(?!${JOIN}|${LEFT}|${RIGHT})(?:${CHARACTER})){1,20}`
const HAN_LIST = new RegExp(
  `(?:^|[\\s,，。;；:：]|${LEFT})(${MEMBER}(?:${JOIN}${MEMBER})+)(?=${RIGHT}|[\\s,，。;；?？]|$)`,
  'u',
)
/** Members that are phrases themselves are told by what comes after the list. */
const PHRASE = `(?:(?!${JOIN}|分别|各)[^,，。;；:：?？\\s]){2,18}`
const PHRASES = new RegExp(
  `(?:^|[\\s,，。;；:：])(${PHRASE}(?:${JOIN}${PHRASE})+)(?=[,，]?(?:分别|各[自是有由找要]))`,
  'u',
)
const FROM_TO = new RegExp(`从?(${MEMBER})(?:到|至)(${MEMBER})(?=${RIGHT}|[\\s,，。;；?？]|$)`, 'u')
/** Lists stand in all kinds of questions; these take them one by one. */
const ONE_BY_ONE =
  /分别|各[自是有由找要个]|都|之间|哪个|哪家|哪边|谁更|更|一样|区别|差别|差异|对比|比较|不同|异同|相比|还是|两(?:个|家|边|版)|变化|变了|改了|(?<![对相占配])比(?![例较如对])/
const CHANGES = /变化|变了|改了|改成|调整|演变|区别|差别|不同|差异/

const NAME = '(?:the )?[A-Z0-9][\\w.-]*(?: (?:[A-Z0-9][\\w.-]*|of))*'
const ENGLISH: readonly RegExp[] = [
  /\bbetween ((?:(?! and ).){2,60}) and (.{2,60}?)(?= (?:in|on|for|of|with|when|about|regarding|at|during|over)\b|[,?.;]|$)/i,
  /\b(?:compare|contrast) ((?:(?! (?:and|with|to) ).){2,60}) (?:and|with|to) (.{2,60}?)(?= (?:in|on|for|of|when|about|regarding|at|over|by)\b|[,?.;]|$)/i,
  new RegExp(`((?:${NAME})(?:, (?:${NAME}))*,? (?:and|or|vs\\.?|versus) (?:${NAME}))`),
]

const COMPARING =
  /分别|各自|之间|对比一?下?|比较一?下?|相比|(?:有什么|有何|有哪些|有啥)?(?:的)?(?:区别|差别|差异|不同|不一样|异同|变化)|哪个更?|哪家更?|谁更|\b(?:the )?differences? (?:between|in|of)\b|\bcompare\b|\bbetween\b|\bboth\b|\beach\b/gi

/** The form in which members of a list are alike: figures count as one. */
const shapeOf = (text: string): string => text.replace(/\d/g, '9').replace(/[一二三四五六七八九十百]/g, '一')

/** What the first has before, or the last behind, that all share: `交付指南2023版和2025版`, `2023和2025版交付指南`. */
function completeMembers(members: readonly string[]): string[] {
  const first = members[0] ?? ''
  const last = members.at(-1) ?? ''
  return members.map((member, at) => {
    const shape = shapeOf(member)
    if (at > 0 && shapeOf(first).endsWith(shape)) return first.slice(0, first.length - member.length) + member
    if (member !== last && /[\d一二三四五六七八九十]$/u.test(member) && shapeOf(last).startsWith(shape))
      return member + last.slice(member.length)
    return member
  })
}

/** Of so many, 、 between them, each is looked for by itself whatever is asked of them. */
const MANY = 3

/** The members of a Chinese list; after 、 the last may be reached: 从报价、演示到移交. */
function splitList(text: string): string[] {
  const members = text.split(new RegExp(JOIN, 'u'))
  const [, before, last] = (text.includes('、') && /^(.{2,})[到至](.{2,})$/u.exec(members.at(-1) ?? '')) || []
  return before === undefined || last === undefined ? members : [...members.slice(0, -1), before, last]
}

type Found = { at: number; length: number; members: string[] }

function findMembers(question: string): Found | undefined {
  if (/\p{Script=Han}/u.test(question)) {
    const change = CHANGES.test(question) ? FROM_TO.exec(question) : null
    if (change) return { at: change.index, length: change[0].length, members: change.slice(1) }
    const list = HAN_LIST.exec(question) ?? PHRASES.exec(question)
    const text = list?.[1]
    if (!list || text === undefined) return undefined
    const members = splitList(text)
    if (!ONE_BY_ONE.test(question) && members.length < MANY) return undefined
    return { at: list.index + list[0].indexOf(text), length: text.length, members }
  }
  for (const pattern of ENGLISH) {
    const found = pattern.exec(question)
    if (!found) continue
    const members = found.length > 2 ? found.slice(1) : (found[1] ?? '').split(/,? (?:and|or|vs\.?|versus) |, /)
    return { at: found.index, length: found[0].length, members }
  }
  return undefined
}

/** The question once for each of the things that it compares or lists; none where it does neither. */
export function splitSides(question: string): string[] {
  const found = findMembers(question)
  if (!found || found.members.some((member) => normaliseForMatch(member).trim().length === 0)) return []
  const before = question.slice(0, found.at)
  const after = question.slice(found.at + found.length)
  return completeMembers(found.members.map((member) => member.trim())).map((member) =>
    `${before}${member}${after}`
      .replace(COMPARING, '')
      .replace(/\s+/g, ' ')
      .replace(/[\s?？。.]+$/, '')
      .trim(),
  )
}
