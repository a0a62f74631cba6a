import type { Access } from '../engines/access.ts'
import { asksForList, questionLanguage } from '../language/questions.ts'
import type { Passage } from '../retrieval/passage.ts'
import type { Answer, AnswerEvent, AnswerRecord, AnswerRequest, AnswerStep, Ask } from './answer.ts'
import type { AskDeps } from './ask-ports.ts'
import { listCandidates, sourcePassages } from './candidates.ts'
import { type Body, extractBody, generateBody, type Work } from './compose-answer.ts'
import { findStale } from './disagreement/editions.ts'
import { findConflicts } from './disagreement/find-conflicts.ts'
import { showConflict } from './disagreement/show-conflict.ts'
import { type CorpusWords, corpusWords } from './evidence/corpus-words.ts'
import { weighEvidence } from './evidence.ts'
import { setOrdersAside } from './planted.ts'
import { checkQuestion, readQuestion } from './read-question.ts'
import { PASSAGES_WANTED } from './thresholds.ts'
import { findWhoMightKnow } from './who-might-know.ts'

type Watch = { onEvent: (event: AnswerEvent) => void; signal: AbortSignal | undefined }

/** What retrieval gave, in one step or in several. */
type Gathered = { passages: Passage[]; degraded: string[]; steps?: AnswerStep[]; words?: CorpusWords }

/** The full question of a follow-up; the question itself where it stands alone or cannot be completed. */
async function completeQuestion(deps: AskDeps, request: AnswerRequest, watch: Watch): Promise<string> {
  const { question, conversationId } = request
  const turns = request.turns ?? (conversationId === undefined ? [] : (deps.recallTurns?.(conversationId) ?? []))
  if (turns.length === 0 || !deps.rewrite) return question
  const rewritten = await deps.rewrite(question, turns, questionLanguage(question), watch.signal)
  if (!rewritten || rewritten.question === question) return question
  watch.onEvent({ event: 'rewritten', data: { question: rewritten.question } })
  return rewritten.question
}

async function gather(
  deps: AskDeps,
  asked: string,
  { filters, depth }: AnswerRequest,
  access: Access,
  { onEvent, signal }: Watch,
): Promise<Gathered> {
  if (depth !== 'deep' || !deps.investigate) {
    const { statistics, ...found } = await deps.retrieve(
      { query: asked, limit: PASSAGES_WANTED, filters },
      access,
      signal,
    )
    return { ...found, ...(statistics ? { words: corpusWords(statistics) } : {}) }
  }
  const scope = { filters, access, language: questionLanguage(asked) }
  const {
    passages,
    steps,
    degraded = [],
  } = await deps.investigate(asked, scope, {
    onStep: (step) => onEvent({ event: 'step', data: step }),
    signal,
  })
  return { passages, degraded, steps }
}

function recordOf(
  deps: AskDeps,
  request: AnswerRequest,
  passages: readonly Passage[],
  promptHash?: string,
): AnswerRecord {
  const { engine = 'unknown', embedder = 'unknown', ...others } = deps.settings?.() ?? {}
  return {
    settings: { engine, embedder, ...others, passages: passages.length },
    passages: passages.map(({ chunkId, documentId, versionId, span }) => ({ chunkId, documentId, versionId, span })),
    filters: request.filters,
    depth: request.depth ?? 'quick',
    ...(promptHash === undefined ? {} : { promptHash }),
    ...(promptHash === undefined || deps.chatModel === undefined ? {} : { model: deps.chatModel }),
    ...(request.replayOf === undefined ? {} : { replayOf: request.replayOf }),
  }
}

/** Notes what could not be answered, for whoever looks after the library. */
function noteRefusal(deps: AskDeps, answer: Answer, { evidence, question }: Work): Partial<Answer> {
  const gapId = deps.noteGap?.({
    question: answer.asked ?? answer.question,
    language: question.language,
    reason: evidence.answers ? 'no_answer' : evidence.reason,
    missing: evidence.missing,
    nearest: answer.nearest.map(({ documentId, title }) => ({ documentId, title })),
    answerId: answer.id,
    replayOf: answer.record?.replayOf,
  })
  const mightKnow = findWhoMightKnow(answer.nearest)
  return { ...(gapId === undefined ? {} : { gapId }), ...(mightKnow.length === 0 ? {} : { mightKnow }) }
}

/** Where sources disagree on what is asked, all sides are cited, each with its value. */
function withConflicts(
  { question, candidates, passages, onEvent }: Work,
  body: Body,
): Body & Pick<Answer, 'conflicts' | 'stale'> {
  if (body.status === 'refused') return { ...body, conflicts: [] }
  const { conflicts, added } = findConflicts(question, candidates, body.citations)
  const citations = [...body.citations, ...added]
  const dateOf = new Map(passages.map(({ documentId, date }) => [documentId, date]))
  const dated = citations.map((citation) => ({ ...citation, date: dateOf.get(citation.documentId) ?? '' }))
  const lines = conflicts.map((conflict) => `\n\n${showConflict(question.language, conflict, dated)}`)
  for (const citation of added) onEvent({ event: 'citation', data: citation })
  for (const text of lines) onEvent({ event: 'delta', data: { text } })
  const stale = findStale(citations, passages)
  const text = body.text + lines.join('')
  return { ...body, text, citations, conflicts, ...(stale.length === 0 ? {} : { stale }) }
}

/**
 * Answers a question from the passages that its asker may read. Without a model, or when it fails (then `degraded`
 * names `chat`), in the passages' own words; refuses when they hold no evidence. What was streamed before a model
 * failed, or before it mended what did not pass the check, is superseded by the answer returned.
 * @throws AppError `question_empty`, `question_too_long`; whatever retrieval or saving throws; the signal's reason.
 */
export function createAsk(deps: AskDeps): Ask {
  return async (request, access, { onEvent = () => {}, signal } = {}) => {
    const started = deps.now()
    checkQuestion(request.question)
    const snapshot = deps.snapshot()
    const watch: Watch = { onEvent, signal }
    const asked = await completeQuestion(deps, request, watch)
    const gathered = await gather(deps, asked, request, access, watch)
    const sourced = setOrdersAside(sourcePassages(gathered.passages, deps.readText))
    const nearest = gathered.passages.filter(({ chunkId }) =>
      sourced.some(({ passage }) => passage.chunkId === chunkId),
    )
    const passages = sourced.map(({ passage }) => passage)
    const candidates = listCandidates(sourced)
    const question = readQuestion(asked, deps.findRelated)
    const known = { words: gathered.words, findRelated: deps.findRelated }
    const evidence = weighEvidence(question, passages, candidates, known)
    let hasStreamed = false
    const work: Work = {
      question,
      isList: asksForList(asked),
      passages,
      sourced,
      candidates,
      evidence,
      onEvent: (event) => {
        hasStreamed = true
        onEvent(event)
      },
    }
    onEvent({ event: 'passages', data: nearest })
    const isAway = gathered.degraded.includes('chat')
    const mayGenerate = deps.chat !== undefined && !isAway && (evidence.answers || !evidence.certain)
    const writer = deps.chat && { chat: deps.chat, findRelated: deps.findRelated, readsTwice: deps.readsTwice === true }
    const generated = mayGenerate && writer ? await generateBody(work, writer, signal) : undefined
    const settled = hasStreamed && !generated ? { ...work, onEvent: () => {} } : work
    const { promptHash, ...body } = withConflicts(settled, generated ?? extractBody(settled))
    signal?.throwIfAborted()
    const made: Answer = {
      id: deps.newId(),
      question: request.question,
      ...(asked === request.question ? {} : { asked }),
      ...body,
      nearest,
      ...(gathered.steps ? { steps: gathered.steps } : {}),
      record: recordOf(deps, request, nearest, promptHash),
      snapshot,
      degraded: [...new Set([...gathered.degraded, ...body.degraded, ...(mayGenerate && !generated ? ['chat'] : [])])],
      tookMs: Math.max(0, Math.round(deps.now() - started)),
    }
    const answer = made.status === 'refused' ? { ...made, ...noteRefusal(deps, made, work) } : made
    deps.save(answer, request)
    return answer
  }
}
