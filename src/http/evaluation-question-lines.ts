import type { EvaluationQuestion } from '../db/schema/evaluation-questions.ts'
import { nameDocuments } from '../evaluation/document-names.ts'
import { isFinished } from './draft-evaluation-question.ts'

/**
 * The finished questions in the form of a known-answer file, one JSON object a line, as `evaluate questions` takes it.
 * @param paths where each document of the library lies.
 */
export function toQuestionLines(
  questions: readonly EvaluationQuestion[],
  paths: readonly { id: string; path: string }[],
): string {
  const names = nameDocuments(paths)
  return questions
    .filter(isFinished)
    .map(({ id, type, language, question, isAnswerable, evidence, answerPoints, mustNot }) => ({
      ...{ id, type, lang: language, question, answerable: isAnswerable },
      evidence: evidence.map(({ documentId, quote }) => ({ doc: names.get(documentId) ?? documentId, quote })),
      answer_points: answerPoints.map(({ text }) => text),
      must_not: mustNot.map(({ text }) => text),
    }))
    .map((line) => `${JSON.stringify(line)}\n`)
    .join('')
}
