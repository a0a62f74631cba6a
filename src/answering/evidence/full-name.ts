import { normaliseForMatch } from '../../language/normalise.ts'
import { GIVEN, SURNAMES, SURNAMES_BEFORE_TITLES } from '../surnames.ts'

const TITLE =
  '副?主任|副?经理|副?科长|副?处长|副?局长|副?院长|副?行长|副?部长|副?校长|组长|班长|队长|站长|所长|秘书长|总监|总工|书记|主席|总(?=全|姓|叫|的|是)|工(?=全|姓|叫|的|是)'
const ROLE = new RegExp(
  `${TITLE}|会计|出纳|老师傅|师傅|老师|司机|护士|医生|大夫|专员|助理|秘书|接口人|联系人|对接人|负责人|经办人|审批人|工程师|技术员|操作工|调度员|管理员|客服|代表|领导|同事|村医|民警`,
  'g',
)
const ASKING =
  /全名|姓名|尊姓|姓什么|姓啥|姓甚|大名|名字|叫.?什么|叫做什么|叫啥|\b(?:full|last|first|given|family) names?\b|\bsurnames?\b/
const OF_A_THING = /(?:系统|平台|项目|产品|文件|表|制度|模块|工具|公司|单位|厂家|部门|小组)[^，,。]{0,4}(?:名字|叫)/

/** Whom a question asks the full name of: someone with a title and perhaps a surname. */
export type AskedName = { surname: string | undefined; role: string }

/** @returns undefined when the question asks for no person's name, or does not say by which role the person goes. */
export function readAskedName(question: string): AskedName | undefined {
  const text = normaliseForMatch(question)
  const asking = ASKING.exec(text)
  if (!asking || OF_A_THING.test(text)) return undefined
  const role = [...text.matchAll(ROLE)].findLast(({ index }) => index <= asking.index) ?? text.match(ROLE)
  const name = role?.[0]
  if (name === undefined) return undefined
  const before = text.charAt(text.indexOf(name) - 1)
  const isTitle = new RegExp(`^(?:${TITLE.replaceAll(/\(\?=[^)]*\)/g, '')})$`).test(name)
  return {
    surname: isTitle && before !== '' && SURNAMES_BEFORE_TITLES.includes(before) ? before : undefined,
    role: name,
  }
}

/** Whether a text gives the name: the surname with a given name, or any full name, directly beside the role. */
export function givesName({ surname, role }: AskedName, text: string): boolean {
  const given = `(?!${role})${GIVEN}`
  const name = `${surname ?? `[${SURNAMES}]`}${given}{1,2}`
  const link = '[\\s（(：:，,、|]{0,2}(?:是|叫|为|姓名)?[：:]?'
  return new RegExp(`${role}${link}${name}|${name}${link}(?:\\p{Script=Han}{0,4})${role}`, 'u').test(
    normaliseForMatch(text),
  )
}
