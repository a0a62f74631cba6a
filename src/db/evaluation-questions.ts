import { and, desc, eq, lt, or } from 'drizzle-orm'
import { type Database, type Transaction, write } from './client.ts'
import { documents } from './schema/documents.ts'
import {
  type EvaluationQuestion,
  evaluationQuestionSources,
  evaluationQuestions,
  type QuestionClaim,
} from './schema/evaluation-questions.ts'

/** A place in the list: the last question of the page before. */
export type QuestionPlace = { createdAt: string; id: string }

function sourcesOf({ evidence, answerPoints, mustNot }: EvaluationQuestion): string[] {
  const ofClaims = [...answerPoints, ...mustNot].flatMap(({ documentIds }) => documentIds)
  return [...new Set([...evidence.map(({ documentId }) => documentId), ...ofClaims])]
}

/** Keeps the question made of an answer, in place of one that was made of it before. */
export function putEvaluationQuestion(tx: Transaction, question: EvaluationQuestion): EvaluationQuestion {
  const { id: _, createdAt: __, ...latest } = question
  const kept = tx
    .insert(evaluationQuestions)
    .values(question)
    .onConflictDoUpdate({ target: evaluationQuestions.answerId, set: latest })
    .returning()
    .get()
  tx.delete(evaluationQuestionSources).where(eq(evaluationQuestionSources.questionId, kept.id)).run()
  const sources = sourcesOf(kept).map((documentId) => ({ questionId: kept.id, documentId }))
  if (sources.length > 0) tx.insert(evaluationQuestionSources).values(sources).run()
  return kept
}

/** The one made last first. */
export function listEvaluationQuestions(
  db: Database,
  page: { after?: QuestionPlace | undefined; limit: number },
): EvaluationQuestion[] {
  const { createdAt, id } = evaluationQuestions
  const { after, limit } = page
  const isLater = after && or(lt(createdAt, after.createdAt), and(eq(createdAt, after.createdAt), lt(id, after.id)))
  return db.select().from(evaluationQuestions).where(isLater).orderBy(desc(createdAt), desc(id)).limit(limit).all()
}

/** Where every document lies: evaluation questions name documents by that. */
export function listPaths(db: Database): { id: string; path: string }[] {
  return db.select({ id: documents.id, path: documents.path }).from(documents).all()
}

/** @returns false when there is none. */
export function removeEvaluationQuestion(db: Database, id: string): boolean {
  return write(db, (tx) => tx.delete(evaluationQuestions).where(eq(evaluationQuestions.id, id)).run().changes > 0)
}

/** A question without the words of a document; undefined when nothing is left that answers it. */
export function questionWithoutDocument(
  question: EvaluationQuestion,
  documentId: string,
): EvaluationQuestion | undefined {
  const isOther = (claim: QuestionClaim) => !claim.documentIds.includes(documentId)
  const evidence = question.evidence.filter((one) => one.documentId !== documentId)
  if (evidence.length === 0 && question.evidence.length > 0) return undefined
  const { answerPoints, mustNot } = question
  return { ...question, evidence, answerPoints: answerPoints.filter(isOther), mustNot: mustNot.filter(isOther) }
}

/** Takes the words of a document out of every evaluation question; one that rested on it alone goes. */
export function scrubEvaluationQuestions(tx: Transaction, documentId: string): void {
  const rows = tx
    .select({ question: evaluationQuestions })
    .from(evaluationQuestionSources)
    .innerJoin(evaluationQuestions, eq(evaluationQuestions.id, evaluationQuestionSources.questionId))
    .where(eq(evaluationQuestionSources.documentId, documentId))
    .all()
  for (const { question } of rows) {
    const rest = questionWithoutDocument(question, documentId)
    const isIt = eq(evaluationQuestions.id, question.id)
    if (rest) tx.update(evaluationQuestions).set(rest).where(isIt).run()
    else tx.delete(evaluationQuestions).where(isIt).run()
  }
  tx.delete(evaluationQuestionSources).where(eq(evaluationQuestionSources.documentId, documentId)).run()
}
