import { beginsEverydayWord } from './everyday-words.ts'
import { COMPOUND_SURNAMES, EVERYDAY_SURNAMES, SURNAMES } from './surnames.ts'

/** Third characters that make a noun and no name: 负责人-like roles, units, measures. */
const NOUN_ENDINGS = new Set(
  '员组层部者会表率类型额费段端库号项点度性期值面级区位件站网版线案品制商卡板厅科局司所院校店市县省镇桥湖器机仪柜箱包票证款价式图车',
)
const TITLED = /^(..?)(?:总|经理|主任|总监|老师|部长|处长|局长|院长|书记|主席)$/

/** A name without the spaces that pad it: `石  轩` is `石轩`. */
export const bareName = (name: string): string => name.replace(/[\s\u3000*]+/g, '')

function surnameLength(name: string): 0 | 1 | 2 {
  if (name.length > 2 && COMPOUND_SURNAMES.has(name.slice(0, 2))) return 2
  return SURNAMES.has(name.charAt(0)) ? 1 : 0
}

/** Whether it is made like a Chinese name, surname and one or two given characters, and is not an everyday word. */
export function looksLikeName(name: string): boolean {
  const surname = surnameLength(name)
  const given = name.length - surname
  if (surname === 0 || given < 1 || given > 2) return false
  if (surname === 2) return true
  if (beginsEverydayWord(name)) return false
  return given === 1 || !NOUN_ENDINGS.has(name.charAt(2))
}

/** Whether it looks like a name at first sight, even when nothing else in the document says so. */
export function isDistinctName(name: string): boolean {
  return name.length > 2 && looksLikeName(name) && !EVERYDAY_SURNAMES.has(name.charAt(0))
}

/** What stands between a name and the colon or the words after it: 补充, 认为; and, where no sign ends the name, 从. */
const REMARK =
  /(?:认为|表示|提出|补充|指出|建议|总结|发言|汇报|点评|反馈|强调|说明|介绍|提问|回答|回复|说|问|答|谈|讲)+$/
const GOES_ON = /^(..[^\n]?)[从对就在]/

/**
 * The name that a run of Chinese characters begins with: one of the members, or what is left without a remark
 * (`石敬轩补充` is `石敬轩`). `isOpen`: no sign ends the name, so that the sentence may begin right after it.
 */
export function leadingName(run: string, members: ReadonlySet<string>, isOpen: boolean): string {
  if (members.has(run)) return run
  const bare = run.replace(REMARK, '')
  if (bare !== run && (members.has(bare) || isDistinctName(bare))) return bare
  if (!isOpen) return run
  for (let length = run.length - 1; length > 1; length--)
    if (members.has(run.slice(0, length))) return run.slice(0, length)
  return GOES_ON.exec(run)?.[1] ?? run
}

const CALLED = /^(..?)(?:总|工|老师|经理|主任|总监|部长|处长|局长|院长|书记|哥|姐)$/

/** A member called by a part of the name and a title: 远总 where 祁志远 is a member. */
export function isCalledMember(name: string, members: ReadonlySet<string>): boolean {
  const part = CALLED.exec(name)?.[1]
  if (part === undefined || beginsEverydayWord(name)) return false
  for (const member of members)
    if (member.length > part.length && (member.startsWith(part) || member.endsWith(part))) return true
  return false
}

/** A surname and a title: 贺总, 简主任. */
export function isTitledName(name: string): boolean {
  const surname = TITLED.exec(name)?.[1]
  if (surname === undefined) return false
  return surname.length === 2
    ? COMPOUND_SURNAMES.has(surname)
    : SURNAMES.has(surname) && !EVERYDAY_SURNAMES.has(surname)
}
