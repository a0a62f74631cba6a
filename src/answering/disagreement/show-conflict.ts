import type { QuestionLanguage } from '../../language/questions.ts'
import type { Citation, Conflict } from '../answer.ts'
import { disarmMarkdown, showQuote } from '../plain-text.ts'

/** A citation with the date of its document, as it is written there; '' where none is known. */
export type DatedCitation = Citation & { date?: string }

const WORDS = {
  zh: {
    head: (about: string) => `资料说法不一（${about}）：`,
    open: '《',
    close: '》',
    between: '，',
    end: '；',
    last: '。',
  },
  en: {
    head: (about: string) => `The sources disagree (${about}): `,
    open: '“',
    close: '”',
    between: ', ',
    end: '; ',
    last: '.',
  },
} as const

/**
 * The sides of a conflict beside each other, each with its document, date, speaker and mark: a line for the answer. No
 * side is preferred.
 * @param citations those of the answer; a date stands where the citation has one.
 */
export function showConflict(
  language: QuestionLanguage,
  conflict: Conflict,
  citations: readonly DatedCitation[],
): string {
  const words = WORDS[language]
  const sides = conflict.citations.flatMap((n, at) => {
    const citation = citations.find((one) => one.n === n)
    if (!citation) return []
    const title = `${words.open}${showQuote(citation.title).replace(/[《》“”]/g, '')}${words.close}`
    const from = [title, citation.date ?? '', disarmMarkdown(citation.speaker ?? '')].filter((part) => part !== '')
    return [`${disarmMarkdown(conflict.values[at] ?? '')}（${from.join(words.between)}）[${n}]`]
  })
  const line = words.head(disarmMarkdown(conflict.about)) + sides.join(words.end) + words.last
  return language === 'zh' ? line : line.replaceAll('（', ' (').replaceAll('）', ')')
}
