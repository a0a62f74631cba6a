import type { QuestionLanguage } from '../../language/questions.ts'
import type { Candidate } from '../candidates.ts'
import { disarmMarkdown, showQuote } from '../plain-text.ts'
import { GIVEN, SURNAMES } from '../surnames.ts'
import { isMostlyChinese } from '../terms.ts'

/** How an answer is laid out: `who` names the place beside the speaker, `list` numbers its points. */
export type AnswerForm = { language: QuestionLanguage; asksWho: boolean; isList: boolean }

const HEADS = {
  zh: { list: '资料里提到的有：' },
  en: { list: 'The sources name:', foreign: 'From the sources (Chinese):' },
} as const

const isForeign = (candidate: Candidate, { language }: AnswerForm): boolean =>
  language === 'en' && isMostlyChinese(candidate.quote)

/** The line over an answer; empty where it needs none. */
export function headOf(candidates: readonly Candidate[], form: AnswerForm): string {
  if (candidates.some((candidate) => isForeign(candidate, form))) return `${HEADS.en.foreign}\n\n`
  return form.isList && candidates.length > 1 ? `${HEADS[form.language].list}\n\n` : ''
}

function titleOf({ passage }: Candidate, language: QuestionLanguage): string {
  const title = showQuote(passage.title).replace(/[《》“”]/g, '')
  return language === 'zh' ? `《${title}》` : `“${title}”`
}

/** A sentence that begins with somebody's name is about them or theirs: nobody else is put before it. */
const OPENS_WITH_NAME = new RegExp(
  `^[${SURNAMES}]${GIVEN}{1,2}(?:[：:]|持续|作为|做为|认为|提出|建议|负责|说|表示|介绍)`,
  'u',
)

/** The sentence shown before, and whether it is of the same passage. */
export type Before = { last: Candidate | undefined; isSamePassage: boolean }

/**
 * What stands before a sentence: for readers of another language the document, once, and who speaks; else the speaker,
 * unless the line or the sentence before says so, and for questions about persons the document.
 */
export function introduce(candidate: Candidate, { last, isSamePassage }: Before, form: AnswerForm): string {
  const { speaker, passage } = candidate
  const shown = showQuote(candidate.quote)
  const isNamed =
    speaker === undefined ||
    (isSamePassage && last?.speaker === speaker) ||
    shown.slice(0, speaker.length + 2).includes(speaker) ||
    OPENS_WITH_NAME.test(shown)
  const name = isNamed ? undefined : disarmMarkdown(speaker)
  const isPlaced = last?.passage.documentId === passage.documentId || !(form.asksWho || isForeign(candidate, form))
  const place = isPlaced ? undefined : titleOf(candidate, form.language)
  if (form.language === 'en') {
    const head = [place, name].filter((part) => part !== undefined).join(', ')
    return head === '' ? '' : `${head}: `
  }
  if (place === undefined) return name === undefined ? '' : `${name}：`
  return name === undefined ? `${place}：` : `${name}（${place}）：`
}
