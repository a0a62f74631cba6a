import type { Answer, Citation } from '../../api/wire.ts'
import type { Texts } from '../../language/texts.ts'

/** A citation as a line of plain text. */
export function citationLine({ n, title, page, speaker, quote }: Citation, text: Texts): string {
  const place = [
    page === undefined ? '' : text.common.page(page),
    speaker === undefined ? '' : text.document.speaker(speaker),
  ].filter((part) => part !== '')
  return `[${n}] ${[title, ...place].join(text.common.separator)}: “${quote.replace(/\s+/g, ' ').trim()}”`
}

/** Question, answer and sources as plain text. */
export function answerAsText(answer: Answer, text: Texts): string {
  const sources = answer.citations.map((citation) => citationLine(citation, text))
  return [
    answer.question,
    answer.text,
    ...(sources.length > 0 ? [`${text.ask.sources}\n${sources.join('\n')}`] : []),
  ].join('\n\n')
}
