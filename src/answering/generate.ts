import { AppError } from '../errors.ts'
import { readListMark } from '../language/list-marks.ts'
import type { QuestionLanguage } from '../language/questions.ts'
import type { AnswerEvent, Chat, Citation, Sentence } from './answer.ts'
import { bindCitation } from './bind-citations.ts'
import { listCandidates, type SourcedPassage } from './candidates.ts'
import { checkSupport } from './check-support.ts'
import { toCitation } from './extract.ts'
import { readMarks, takeSentences } from './marks.ts'
import { disarmMarkdown } from './plain-text.ts'
import { buildPrompt, NO_ANSWER } from './prompt.ts'
import type { FindRelated } from './terms.ts'
import { LONGEST_REPLY } from './thresholds.ts'

export type GenerationRequest = {
  question: string
  language: QuestionLanguage
  /** In the order of their numbers in the prompt, from 1. */
  sourced: readonly SourcedPassage[]
  chat: Chat
  findRelated: FindRelated | undefined
  onEvent: (event: AnswerEvent) => void
  signal: AbortSignal | undefined
}

/** `unusable`: a reply that cites nothing. */
export type Generation =
  | { outcome: 'answered'; text: string; sentences: Sentence[]; citations: Citation[] }
  | { outcome: 'no_answer' }
  | { outcome: 'unusable' }

const SAYS_NO =
  /(资料|段落|文档|材料|原文|上下文|片段)(里|中)?(都|均|并)?(没有|未|无法|不)|没有(找到|提到|提及|相关)|无法(回答|确定|得知)|未(提到|提及|说明|找到)|\b(do(es)? not|don't|doesn't|cannot|can't|no)\b.{0,30}\b(say|mention|contain|answer|information|specif|provide|state)/i
const ADDRESS = /\b(?:https?:\/\/|www\.)[^\s)）\]］>，。；、]+/gi

/** Thoughts that some models think aloud before the answer are not part of it. */
function skipThinking(buffer: string): { text: string; isThinking: boolean; hasThought: boolean } {
  const close = buffer.lastIndexOf('</think>')
  if (close >= 0) return { text: buffer.slice(close + 8), isThinking: false, hasThought: true }
  const start = buffer.trimStart().slice(0, 7)
  return { text: buffer, isThinking: start !== '' && '<think>'.startsWith(start), hasThought: false }
}

/** A model's words as words: no markup, no list mark, no address that no passage has. */
function cleanSentence(text: string, passageText: string): string {
  const plain = disarmMarkdown(text).trim()
  const mark = readListMark(plain, 0, plain.length)
  const body = mark && mark.notation !== 'section' && mark.end < plain.length ? plain.slice(mark.end) : plain
  return body
    .replace(ADDRESS, (address) => (passageText.includes(address) ? address : ''))
    .replace(/[(（]\s*[)）]/g, '')
    .replaceAll(NO_ANSWER, '')
    .trim()
}

/** Collects sentences as they come; nothing is shown before one that cites a passage. */
function createCollector({ sourced, language, findRelated, onEvent }: GenerationRequest) {
  const passageText = sourced.map(({ passage }) => passage.text).join('\n')
  const candidates = sourced.map((one) => listCandidates([one]))
  let sentences: Sentence[] = []
  let citations: Citation[] = []
  let held: AnswerEvent[] = []
  let text = ''
  let isNewLine = false

  function cite(claim: string, mark: number): Citation | undefined {
    const bound = bindCitation(claim, candidates[mark - 1] ?? [], findRelated)
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
      const verdict = checkSupport(
        claim,
        bound.length === 0 ? [] : passages,
        bound.map(({ quote }) => quote),
        findRelated,
      )
      const numbers = [...new Set(bound.map(({ n }) => n))]
      const sentence: Sentence = { text: claim, citations: numbers, ...verdict }
      const gap = text === '' ? '' : isNewLine ? '\n\n' : language === 'en' ? ' ' : ''
      const piece = `${gap}${claim}${numbers.map((n) => `[${n}]`).join('')}`
      sentences.push(sentence)
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
      citations = []
      held = []
      text = ''
    },
    finish: () => ({ sentences, citations, text }),
  }
}

/**
 * Asks the model and checks what it says, sentence by sentence, while it comes: marks of passages that do not exist
 * are dropped, each other mark is bound to a place in its passage, and every sentence gets its verdict. Shown are only
 * whole, checked sentences; their citations are numbered in the order of their appearance.
 * @throws AppError `chat_failed` when the model does not answer or its reply has no end.
 */
export async function generateAnswer(request: GenerationRequest): Promise<Generation> {
  const prompt = buildPrompt(
    request.question,
    request.language,
    request.sourced.map(({ passage }) => passage),
  )
  const collector = createCollector(request)
  let reply = ''
  let buffer = ''
  for await (const delta of request.chat(prompt, request.signal)) {
    reply += delta
    if (reply.length > LONGEST_REPLY) {
      throw new AppError(
        'chat_failed',
        `The chat model's reply passed ${LONGEST_REPLY} characters without an end: try another CHAT_MODEL.`,
      )
    }
    const { text, isThinking, hasThought } = skipThinking(buffer + delta)
    buffer = text
    if (hasThought) collector.restart()
    if (isThinking || isRefusalSoFar(buffer)) continue
    const { sentences, rest } = takeSentences(buffer, false)
    sentences.forEach(collector.add)
    buffer = rest
  }
  const { text: answer } = skipThinking(reply)
  if (answer.trim() === '' || /^\W*NO_ANSWER\b/.test(answer)) return { outcome: 'no_answer' }
  takeSentences(buffer, true).sentences.forEach(collector.add)
  const { sentences, citations, text } = collector.finish()
  if (citations.length > 0) return { outcome: 'answered', text, sentences, citations }
  return { outcome: answer.includes(NO_ANSWER) || SAYS_NO.test(answer) ? 'no_answer' : 'unusable' }
}

/** Whether what has come so far is, or may still become, the word for "no answer". */
function isRefusalSoFar(buffer: string): boolean {
  const start = buffer.replace(/^[^A-Za-z\p{Script=Han}]+/u, '').slice(0, NO_ANSWER.length)
  return NO_ANSWER.startsWith(start)
}
