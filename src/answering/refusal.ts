import type { QuestionLanguage } from '../language/questions.ts'
import type { Passage } from '../retrieval/passage.ts'
import { disarmMarkdown } from './plain-text.ts'

/** Titles shown in a refusal. */
const TITLES = 3

/**
 * The words of a refusal: that the corpus does not say, what was looked for in vain, what was searched, and where to
 * look next. Plain text, no marks.
 */
export function writeRefusal(
  language: QuestionLanguage,
  passages: readonly Passage[],
  missing: readonly string[],
): string {
  const titles = [...new Set(passages.map(({ title }) => disarmMarkdown(title)))].slice(0, TITLES)
  const documents = new Set(passages.map(({ documentId }) => documentId)).size
  const names = missing.map(disarmMarkdown)
  if (language === 'en') {
    const named = names.length > 0 ? ` Nothing found mentions ${names.map((name) => `“${name}”`).join(', ')}.` : ''
    if (passages.length === 0) return `The corpus does not say: no passage matches this question.${named}`
    return `The corpus does not say.${named} Searched: the ${passages.length} nearest passages of ${documents} documents. Nearest: ${titles.join('; ')}.`
  }
  const named = names.length > 0 ? `检索到的内容都没有提到${names.map((name) => `“${name}”`).join('、')}。` : ''
  if (passages.length === 0) return `资料中没有这个问题的答案：没有检索到相关内容。${named}`
  return `资料中没有这个问题的答案。${named}已查看最接近的 ${passages.length} 段（来自 ${documents} 份文档），最接近的是：${titles.map((title) => `《${title}》`).join('、')}。`
}

/** The line that says which named part of the question an answer leaves open. */
export function writeGap(language: QuestionLanguage, missing: readonly string[]): string {
  const names = missing.map((name) => `“${disarmMarkdown(name)}”`)
  return language === 'en' ? `The corpus does not mention ${names.join(', ')}.` : `资料中没有提到${names.join('、')}。`
}
