import { randomUUID } from 'node:crypto'
import type { Answer } from '../answering/answer.ts'
import { findAnswer } from '../db/answers.ts'
import { type Database, write } from '../db/client.ts'
import { findDocument } from '../db/document-views.ts'
import { putEvaluationQuestion } from '../db/evaluation-questions.ts'
import { findFeedback } from '../db/feedback.ts'
import type { EvaluationQuestion, QuestionEvidence } from '../db/schema/evaluation-questions.ts'
import { versionText } from '../db/versions.ts'
import { type Access, isVisible } from '../engines/access.ts'
import { AppError } from '../errors.ts'
import { locateQuote } from '../evaluation/places.ts'
import { type Corrections, draftEvaluationQuestion } from './draft-evaluation-question.ts'

/** A quote as it stands in its document today; undefined where it does not, or where the viewer may not read it. */
function cutQuote(db: Database, { documentId, quote }: QuestionEvidence, access: Access): QuestionEvidence | undefined {
  const document = findDocument(db, documentId)
  if (!document || !isVisible({ ...document, documentId }, access)) return undefined
  const text = versionText(db, document.versionId) ?? ''
  const span = locateQuote(text, quote)
  return span && { documentId, quote: text.slice(span.start, span.end) }
}

/** @throws AppError `invalid_request` naming the quote that stands nowhere. */
function cutGiven(db: Database, given: QuestionEvidence[], access: Access): QuestionEvidence[] {
  return given.map((one) => {
    const cut = cutQuote(db, one, access)
    if (cut) return cut
    throw new AppError(
      'invalid_request',
      `evidence: “${one.quote.slice(0, 40)}” does not stand in document ${one.documentId} as it is now: take a piece of its text.`,
    )
  })
}

/**
 * Makes a question with a known answer of an answer, in place of one made of it before.
 * @throws AppError `not_found` when there is no such answer, `invalid_request` for evidence that stands nowhere.
 */
export function makeEvaluationQuestion(
  db: Database,
  answerId: string,
  { corrections, access }: { corrections: Corrections; access: Access },
): EvaluationQuestion {
  return write(db, (tx) => {
    const kept = findAnswer(db, answerId)
    if (!kept) throw new AppError('not_found', `There is no answer ${answerId}.`)
    const given = corrections.evidence && cutGiven(db, corrections.evidence, access)
    const answer = JSON.parse(kept.body) as Answer
    const drafted = draftEvaluationQuestion(answer, findFeedback(db, answerId), { ...corrections, evidence: given })
    const evidence = given ?? drafted.evidence.flatMap((one) => cutQuote(db, one, access) ?? [])
    const createdAt = new Date().toISOString()
    return putEvaluationQuestion(tx, { ...drafted, evidence, id: randomUUID(), answerId, createdAt })
  })
}
