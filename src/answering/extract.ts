import type { QuestionLanguage, WantedValue } from '../language/questions.ts'
import type { Citation, Sentence } from './answer.ts'
import type { Candidate } from './candidates.ts'
import { disarmMarkdown, showQuote } from './plain-text.ts'
import { scoreCandidates } from './score.ts'
import { containment, contentUnits, isMostlyChinese, type QuestionTerm } from './terms.ts'
import { EXTRACT } from './thresholds.ts'

export type ExtractionRequest = {
  language: QuestionLanguage
  wants: WantedValue | undefined
  isList: boolean
  terms: readonly QuestionTerm[]
}

/** An answer in the sources' own words; `text` is `pieces` put together, one piece for each sentence. */
export type Extraction = {
  text: string
  pieces: string[]
  sentences: Sentence[]
  citations: Citation[]
  chosen: Candidate[]
}

const lengthOf = (candidate: Candidate): number => showQuote(candidate.quote).length

/** What a lead-in announces: the sentence after it, or the points after it in an answer that is a list. */
function announced(candidate: Candidate, candidates: readonly Candidate[], isList: boolean): Candidate[] {
  if (!candidate.isLeadIn) return []
  const at = candidates.indexOf(candidate)
  return candidates
    .slice(at + 1, at + (isList ? 4 : 2))
    .filter((next) => next.passage === candidate.passage && !next.isLabel)
}

/** Chooses sentences best first until there is no room: no near-duplicates, and none far below the best. */
function choose(candidates: readonly Candidate[], scores: readonly number[], isList: boolean): Candidate[] {
  const room = isList ? EXTRACT.listCharacters : EXTRACT.characters
  const most = isList ? EXTRACT.listSentences : EXTRACT.sentences
  const order = candidates
    .map((candidate, at) => ({ candidate, score: scores[at] ?? 0 }))
    .filter(({ candidate }) => !candidate.isLabel)
    .sort((a, b) => b.score - a.score)
  const floor = (order[0]?.score ?? 0) * (isList ? EXTRACT.listRelativeScore : EXTRACT.relativeScore)
  const chosen: Candidate[] = []
  const units: Set<string>[] = []
  let length = 0
  const add = (candidate: Candidate): void => {
    const own = contentUnits(candidate.quote)
    const isKnown = units.some(
      (other) => containment(own, other) > EXTRACT.duplicate || containment(other, own) > EXTRACT.duplicate,
    )
    const next = length + lengthOf(candidate)
    if (isKnown || chosen.length >= most || (chosen.length > 0 && next > room)) return
    if (isList && chosen.filter(({ passage }) => passage === candidate.passage).length >= EXTRACT.perPassageInList)
      return
    chosen.push(candidate)
    units.push(own)
    length = next
  }
  for (const { candidate, score } of order) {
    if (score < floor) break
    const following = announced(candidate, candidates, isList)
    if (candidate.isLeadIn && following.length === 0 && chosen.length > 0) continue
    add(candidate)
    if (chosen.includes(candidate)) following.forEach(add)
  }
  return chosen
}

/** Passages in the order of their best sentence; the sentences of one passage in their own order. */
function arrange(chosen: readonly Candidate[]): Candidate[][] {
  const groups = new Map<string, Candidate[]>()
  for (const candidate of chosen) {
    const key = `${candidate.passage.versionId}:${candidate.passage.chunkId}`
    groups.set(key, [...(groups.get(key) ?? []), candidate])
  }
  return [...groups.values()].map((group) => group.sort((a, b) => a.span.start - b.span.start))
}

export function toCitation(n: number, { passage, span, quote, speaker }: Candidate): Citation {
  return {
    n,
    chunkId: passage.chunkId,
    documentId: passage.documentId,
    versionId: passage.versionId,
    title: passage.title,
    quote,
    span,
    ...(passage.page === undefined ? {} : { page: passage.page }),
    ...(speaker === undefined ? {} : { speaker }),
  }
}

/** A sentence as shown, its speaker before it unless the line or the sentence before already says who speaks. */
function present(candidate: Candidate, before: Candidate | undefined): string {
  const shown = showQuote(candidate.quote)
  const { speaker } = candidate
  if (speaker === undefined || before?.speaker === speaker || shown.slice(0, speaker.length + 2).includes(speaker)) {
    return shown
  }
  return `${disarmMarkdown(speaker)}：${shown}`
}

/**
 * Answers in the words of the passages: the sentences that cover the question best, each with the place it was cut
 * from. An English answer from Chinese passages says so in a line before them.
 * @returns undefined when no sentence can be chosen.
 */
export function extractAnswer(candidates: readonly Candidate[], request: ExtractionRequest): Extraction | undefined {
  const chosen = choose(candidates, scoreCandidates(candidates, request), request.isList)
  if (chosen.length === 0) return undefined
  const isForeign = request.language === 'en' && chosen.some(({ quote }) => isMostlyChinese(quote))
  const pieces: string[] = []
  const sentences: Sentence[] = []
  const citations: Citation[] = []
  for (const [place, group] of arrange(chosen).entries()) {
    for (const [at, candidate] of group.entries()) {
      const n = citations.length + 1
      const text = present(candidate, group[at - 1])
      const lead = place === 0 && at === 0 && isForeign ? 'From the sources (Chinese):\n\n' : ''
      const gap = at > 0 ? (/[\p{Script=Han}\p{P}]$/u.test(text) ? '' : ' ') : place > 0 ? '\n\n' : ''
      pieces.push(`${lead}${gap}${text}[${n}]`)
      sentences.push({ text, citations: [n], support: 'supported' })
      citations.push(toCitation(n, candidate))
    }
  }
  return { text: pieces.join(''), pieces, sentences, citations, chosen: arrange(chosen).flat() }
}
