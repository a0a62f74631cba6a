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
    unsupported: (text: string) => `没有来源支持：“${text}”`,
    stale: (n: number, title: string, date: string) => `[${n}] 已有更新的文档：${title}${date && `（${date}）`}。`,
    without: (names: string) => `本次未能使用：${names}。`,
  },
  en: {
    sources: 'Sources:',
    comma: ', ',
    page: (page: number) => `p. ${page}`,
    title: (title: string) => `“${title}”`,
    unsupported: (text: string) => `Not supported by a source: “${text}”`,
    stale: (n: number, title: string, date: string) => `[${n}] has a newer document: ${title}${date && ` (${date})`}.`,
    without: (names: string) => `Made without: ${names}.`,
  },
} as const

/** Text of documents as words of one line. */
function show(text: string): string {
  return disarmMarkdown(text).replace(/\s+/g, ' ').trim()
}

/** A line for each place, with the marks that stand for it. */
function listSources({ citations }: Answer, language: QuestionLanguage): string {
  const words = WORDS[language]
  const marksOf = new Map<string, string[]>()
  for (const { n, title, speaker, page } of citations) {
    const parts = [show(title), ...(speaker ? [show(speaker)] : []), ...(page === undefined ? [] : [words.page(page)])]
    const place = parts.join(words.comma)
    marksOf.set(place, [...(marksOf.get(place) ?? []), `[${n}]`])
  }
  const lines = [...marksOf].map(([place, marks]) => `${marks.join('')} ${place}`)
  return lines.length === 0 ? '' : `\n\n${[words.sources, ...lines].join(LINE_END)}`
}

/**
 * What a reader has to know besides an answer's words and its sources: what is superseded, unsupported or was done
 * without. '' or Markdown that begins with a blank line, in the question's language.
 */
export function writeNotes(answer: Answer): string {
  const words = WORDS[questionLanguage(answer.question)]
  const { sentences, stale = [], degraded } = answer
  const lines = [
    ...stale.map(({ citation, newer }) => words.stale(citation, words.title(show(newer.title)), newer.date)),
    ...sentences.filter(({ support }) => support === 'unsupported').map(({ text }) => words.unsupported(show(text))),
    ...(degraded.length > 0 ? [words.without(degraded.join(', '))] : []),
  ]
  return lines.length === 0 ? '' : `\n\n${lines.join(LINE_END)}`
}

/** What stands below an answer where only text can be shown: its sources by their marks, then the notes. */
export function writeAppendix(answer: Answer): string {
  return listSources(answer, questionLanguage(answer.question)) + writeNotes(answer)
}

/** Where the appendix of an answer begins in a text that was sent before, or its length. */
export function findAppendix(text: string): number {
  const starts = [WORDS.zh.sources, WORDS.en.sources].map((word) => text.lastIndexOf(`\n\n${word}${LINE_END}[1]`))
  const start = Math.max(...starts)
  return start < 0 ? text.length : start
}
