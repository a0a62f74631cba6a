import { readListMark } from '../language/list-marks.ts'
import { normaliseForMatch } from '../language/normalise.ts'
import type { QuestionLanguage } from '../language/questions.ts'
import type { AnswerEvent, Citation, Sentence } from './answer.ts'
import { citationBinder } from './bind-citations.ts'
import { type Candidate, listCandidates, type SourcedPassage } from './candidates.ts'
import { checkSupport } from './check-support.ts'
import { toCitation } from './extract.ts'
import { readMarks } from './marks.ts'
import { disarmMarkdown } from './plain-text.ts'
import { NO_ANSWER } from './prompt.ts'
import type { FindRelated } from './terms.ts'

export type CollectorRequest = {
  language: QuestionLanguage
  /** In the order of their numbers in the prompt, from 1. */
  sourced: readonly SourcedPassage[]
  findRelated: FindRelated | undefined
  onEvent: (event: AnswerEvent) => void
}

/** What a model wrote, sentence by sentence; `raws` are its own words for each of the sentences. */
export type Collected = { sentences: Sentence[]; raws: string[]; citations: Citation[]; text: string }

const ADDRESS = /\b(?:(?:https?|ftp|file):\/\/|www\.|(?:javascript|vbscript|data):(?=\S))[^\s)）\]］>，。；、]+/gi
/** Shorter ones are checked as other words are, in normalised characters. */
const SHORTEST_QUOTE = 8
const TAG = /<\/?[a-z!][^>]*>?/gi

/** A model's words as words: no markup, no list mark, no address that no passage has. */
function cleanSentence(text: string, passageText: string): string {
  const plain = disarmMarkdown(text.replace(TAG, ' ')).trim()
  const mark = readListMark(plain, 0, plain.length)
  const body = mark && mark.notation !== 'section' && mark.end < plain.length ? plain.slice(mark.end) : plain
  return body
    .replace(ADDRESS, (address) => (passageText.includes(address) ? address : ''))
    .replace(/[(（]\s*[)）]/g, '')
    .replaceAll(NO_ANSWER, '')
    .trim()
}

const squash = (text: string): string =>
  normaliseForMatch(text)
    .replace(/\s*\n\s*/g, '。')
    .replace(/\s+/g, '')
const SENTENCE_BEGINS = /^$|[。！!？?]/u
const SENTENCE_ENDS = /^$|[。！!？?]/u

/** Whether a text says the same word for word as a whole sentence: a clause of one may have lost its condition. */
function holdsVerbatim(squashed: string, claim: string): boolean {
  const said = squash(claim).replace(/[。.！!；;]+$/u, '')
  if (said.length < SHORTEST_QUOTE) return false
  for (let at = squashed.indexOf(said); at >= 0; at = squashed.indexOf(said, at + 1)) {
    const isWhole =
      SENTENCE_BEGINS.test(squashed.charAt(at - 1)) && SENTENCE_ENDS.test(squashed.charAt(at + said.length))
    if (isWhole) return true
  }
  return false
}

/** What is read of the passages only when a sentence cites them. */
function openPassages(sourced: readonly SourcedPassage[]) {
  const candidates = new Map<number, Candidate[]>()
  const squashed = new Map<number, string>()
  return {
    candidatesOf: (mark: number): Candidate[] => {
      const one = sourced[mark - 1]
      const known = candidates.get(mark) ?? (one ? listCandidates([one]) : [])
      candidates.set(mark, known)
      return known
    },
    saysVerbatim: (mark: number, claim: string): boolean => {
      const known = squashed.get(mark) ?? squash(sourced[mark - 1]?.passage.text ?? '')
      squashed.set(mark, known)
      return holdsVerbatim(known, claim)
    },
  }
}

/** Collects sentences as they come; nothing is shown before one that cites a passage. */
export function createCollector({ sourced, language, findRelated, onEvent }: CollectorRequest) {
  const passageText = sourced.map(({ passage }) => passage.text).join('\n')
  const { candidatesOf, saysVerbatim } = openPassages(sourced)
  const bindCitation = citationBinder(findRelated)
  let sentences: Sentence[] = []
  let raws: string[] = []
  let citations: Citation[] = []
  let held: AnswerEvent[] = []
  let text = ''
  let isNewLine = false

  function cite(claim: string, mark: number): Citation | undefined {
    const bound = bindCitation(claim, candidatesOf(mark))
    if (!bound) return undefined
    const known = citations.find(
      ({ versionId, span }) => versionId === bound.passage.versionId && span.start === bound.span.start,
    )
    if (known) return known
    const citation = toCitation(citations.length + 1, bound)
    citations.push(citation)
    held.push({ event: 'citation', data: citation })
    return citation
  }

  function add(raw: string): void {
    const read = readMarks(raw)
    const claim = cleanSentence(read.text, passageText)
    const isAnnouncement = read.marks.length === 0 && /[：:]$/.test(claim)
    if (/\p{L}|\p{N}/u.test(claim) && !/^\s*#/.test(raw) && !isAnnouncement) {
      const cited = read.marks.filter((mark) => sourced[mark - 1] !== undefined)
      const bound = cited.flatMap((mark) => cite(claim, mark) ?? [])
      const passages = cited.flatMap((mark) => sourced[mark - 1]?.passage ?? [])
      const quotes = bound.map(({ quote }) => quote)
      const isQuoted = bound.length > 0 && cited.some((mark) => saysVerbatim(mark, claim))
      const verdict: Pick<Sentence, 'support' | 'notes'> = isQuoted
        ? { support: 'supported' }
        : checkSupport(claim, bound.length === 0 ? [] : passages, quotes, findRelated)
      const numbers = [...new Set(bound.map(({ n }) => n))]
      const sentence: Sentence = { text: claim, citations: numbers, ...verdict }
      const gap = text === '' ? '' : isNewLine ? '\n\n' : language === 'en' ? ' ' : ''
      const piece = `${gap}${claim}${numbers.map((n) => `[${n}]`).join('')}`
      sentences.push(sentence)
      raws.push(raw)
      text += piece
      held.push({ event: 'delta', data: { text: piece } }, { event: 'check', data: sentence })
      isNewLine = false
      if (citations.length > 0) {
        held.forEach(onEvent)
        held = []
      }
    }
    if (/\n\s*$/.test(raw)) isNewLine = true
  }

  return {
    add,
    restart: () => {
      sentences = []
      raws = []
      citations = []
      held = []
      text = ''
    },
    finish: (): Collected => ({ sentences, raws, citations, text }),
  }
}
