import type { Answer } from '../answering/answer.ts'
import { disarmMarkdown } from '../answering/plain-text.ts'
import { type QuestionLanguage, questionLanguage } from '../language/questions.ts'

/** Ends a line where Markdown is rendered as well as where it is not. */
const LINE_END = '  \n'

const WORDS = {
  zh: {
    sources: '来源：',
    comma: '，',
    page: (page: number) => `第 ${page} 页`,
    title: (title: string) => `《${title}》`,
    conflict: (about: string, values: string) => `来源说法不一（${about}）：${values}。`,
    between: '；',
    unsupported: (text: string) => `没有来源支持：“${text}”`,
    stale: (n: number, title: string, date: string) => `[${n}] 已有更新的文档：${title}${date && `（${date}）`}。`,
    knowers: (names: string) => `可能知道的人：${names}。`,
    of: (name: string, title: string) => `${name}（${title}）`,
    without: (names: string) => `本次未能使用：${names}。`,
  },
  en: {
    sources: 'Sources:',
    comma: ', ',
    page: (page: number) => `p. ${page}`,
    title: (title: string) => `“${title}”`,
    conflict: (about: string, values: string) => `Sources disagree about ${about}: ${values}.`,
    between: '; ',
    unsupported: (text: string) => `Not supported by a source: “${text}”`,
    stale: (n: number, title: string, date: string) => `[${n}] has a newer document: ${title}${date && ` (${date})`}.`,
    knowers: (names: string) => `Who might know: ${names}.`,
    of: (name: string, title: string) => `${name} (${title})`,
    without: (names: string) => `Made without: ${names}.`,
  },
} as const

/** Text of documents as words of one line. */
function show(text: string): string {
  return disarmMarkdown(text).replace(/\s+/g, ' ').trim()
}

function writeSources({ citations }: Answer, language: QuestionLanguage): string[] {
  const words = WORDS[language]
  if (citations.length === 0) return []
  const lines = citations.map(({ n, title, speaker, page }) => {
    const place = [show(title), ...(speaker ? [show(speaker)] : []), ...(page === undefined ? [] : [words.page(page)])]
    return `[${n}] ${place.join(words.comma)}`
  })
  return [[words.sources, ...lines].join(LINE_END)]
}

/** What a reader has to know besides the answer's words and its sources. */
function writeNotes(answer: Answer, language: QuestionLanguage): string[] {
  const words = WORDS[language]
  const { conflicts, sentences, stale = [], mightKnow = [], degraded } = answer
  const lines = [
    ...conflicts.map(({ about, citations, values }) => {
      const sides = citations.map((n, at) => `[${n}] ${show(values[at] ?? '')}`.trim())
      return words.conflict(show(about), sides.join(words.between))
    }),
    ...stale.map(({ citation, newer }) => words.stale(citation, words.title(show(newer.title)), newer.date)),
    ...sentences.filter(({ support }) => support === 'unsupported').map(({ text }) => words.unsupported(show(text))),
    ...(mightKnow.length > 0
      ? [words.knowers(mightKnow.map(({ name, title }) => words.of(show(name), words.title(show(title)))).join('、'))]
      : []),
    ...(degraded.length > 0 ? [words.without(degraded.join(', '))] : []),
  ]
  return lines.length > 0 ? [lines.join(LINE_END)] : []
}

/**
 * What stands below the words of an answer where only text can be shown: its sources by their marks, conflicts, what
 * is superseded or unsupported. '' or Markdown that begins with a blank line, in the question's language.
 */
export function writeAppendix(answer: Answer): string {
  const language = questionLanguage(answer.question)
  return [...writeSources(answer, language), ...writeNotes(answer, language)].map((part) => `\n\n${part}`).join('')
}

/** Where the appendix of an answer begins in a text that was sent before, or its length. */
export function findAppendix(text: string): number {
  const starts = [WORDS.zh.sources, WORDS.en.sources].map((word) => text.lastIndexOf(`\n\n${word}${LINE_END}[1] `))
  const start = Math.max(...starts)
  return start < 0 ? text.length : start
}
