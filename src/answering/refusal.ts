import type { QuestionLanguage } from '../language/questions.ts'
import type { Passage } from '../retrieval/passage.ts'
import type { Knower } from './answer.ts'
import type { AskedKind } from './evidence/asked-value.ts'
import type { AskedForm } from './evidence/missing-form.ts'
import { disarmMarkdown } from './plain-text.ts'

/** Titles shown in a refusal. */
const TITLES = 3

/** What each kind of value is called, in Chinese and English. */
const VALUES: Record<AskedKind | AskedForm, readonly [chinese: string, english: string]> = {
  money: ['金额', 'amount'],
  ratio: ['比例', 'ratio'],
  duration: ['时长', 'length of time'],
  count: ['数量', 'number'],
  date: ['日期', 'date'],
  phone: ['电话', 'telephone number'],
  email: ['邮箱', 'e-mail address'],
  secret: ['账号或口令', 'password or account'],
  place: ['地点', 'place'],
  name: ['姓名', 'name'],
  url: ['网址', 'web address'],
  full_form: ['全称', 'full form'],
  whole_list: ['完整清单', 'whole list'],
  statement: ['这个人的发言', 'words of that person'],
}

/** What else a refusal can tell. `asked`: the kind of value that stands nowhere beside what it is asked of. */
export type RefusalDetails = { asked?: AskedKind | AskedForm | undefined; mightKnow?: readonly Knower[] | undefined }

/**
 * The words of a refusal: that the corpus does not say, what was looked for in vain, what was searched, and where and
 * whom to ask next. Plain text, no marks.
 */
export function writeRefusal(
  language: QuestionLanguage,
  passages: readonly Passage[],
  missing: readonly string[],
  { asked, mightKnow = [] }: RefusalDetails = {},
): string {
  const titles = [...new Set(passages.map(({ title }) => disarmMarkdown(title)))].slice(0, TITLES)
  const documents = new Set(passages.map(({ documentId }) => documentId)).size
  const names = missing.map(disarmMarkdown)
  const knowers = mightKnow.map(({ name }) => disarmMarkdown(name))
  if (language === 'en') {
    const named = names.length > 0 ? ` Nothing found mentions ${names.map((name) => `“${name}”`).join(', ')}.` : ''
    if (passages.length === 0) return `The corpus does not say: no passage matches this question.${named}`
    const value = asked ? ` It speaks of the matter, but the ${VALUES[asked][1]} asked for does not stand there.` : ''
    const whom = knowers.length > 0 ? ` Might know: ${knowers.join(', ')}.` : ''
    return `The corpus does not say.${named}${value} Searched: the ${passages.length} nearest passages of ${documents} documents. Nearest: ${titles.join('; ')}.${whom}`
  }
  const named = names.length > 0 ? `检索到的内容都没有提到${names.map((name) => `“${name}”`).join('、')}。` : ''
  if (passages.length === 0) return `资料中没有这个问题的答案：没有检索到相关内容。${named}`
  const value = asked ? `相关内容里没有写出所问的${VALUES[asked][0]}。` : ''
  const whom = knowers.length > 0 ? `可以问：${knowers.join('、')}。` : ''
  return `资料中没有这个问题的答案。${named}${value}已查看最接近的 ${passages.length} 段（来自 ${documents} 份文档），最接近的是：${titles.map((title) => `《${title}》`).join('、')}。${whom}`
}

/** The line that says which named part of the question an answer leaves open. */
export function writeGap(language: QuestionLanguage, missing: readonly string[]): string {
  const names = missing.map((name) => `“${disarmMarkdown(name)}”`)
  return language === 'en' ? `The corpus does not mention ${names.join(', ')}.` : `资料中没有提到${names.join('、')}。`
}
