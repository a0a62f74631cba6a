import { describe, expect, it } from 'vitest'
import { listCandidates, sourcePassages } from '../../../src/answering/candidates.ts'
import { type Disagreement, findConflicts } from '../../../src/answering/disagreement/find-conflicts.ts'
import { extractAnswer } from '../../../src/answering/extract.ts'
import { readQuestion } from '../../../src/answering/read-question.ts'
import { relatedWords } from '../../../src/answering/related-words.ts'
import { builtInThesaurus } from '../../../src/language/built-in-thesaurus.ts'
import { asksForList } from '../../../src/language/questions.ts'
import { makePassages } from '../sources.ts'
import { readConflicts } from './exams.ts'

const rows = await readConflicts()
type Row = (typeof rows)[number]

const isHeldOut = ({ id }: Row): boolean => Number(id.slice(1)) % 2 === 0
const findRelated = relatedWords(builtInThesaurus)

/** Passages of one title are of one document. */
function answer(row: Row): Disagreement {
  const sources = row.passages.map(({ speaker, ...rest }) => ({
    ...rest,
    ...(speaker === undefined ? {} : { speaker }),
  }))
  const { passages, texts } = makePassages(sources)
  const documents = new Map(passages.toReversed().map(({ title, documentId }) => [title, documentId]))
  const placed = passages.map((one) => ({ ...one, documentId: documents.get(one.title) ?? one.documentId }))
  const candidates = listCandidates(sourcePassages(placed, (versionId) => texts.get(versionId)))
  const question = readQuestion(row.question, findRelated)
  const extraction = extractAnswer(candidates, { ...question, isList: asksForList(row.question) })
  return findConflicts(question, candidates, extraction?.citations ?? [])
}

const isFound = (row: Row): boolean => answer(row).conflicts.length > 0

/** Whether every value is shown, whole or in part: one end of a range. */
function showsAll(row: Row): boolean {
  const shown = answer(row).conflicts.flatMap(({ values }) => values)
  return row.values.every((value) => shown.some((one) => value.includes(one) || one.includes(value)))
}

const share = (some: readonly Row[], holds: (row: Row) => boolean): number => some.filter(holds).length / some.length

describe.each([
  { name: 'for development', isOf: (row: Row) => !isHeldOut(row), floor: { found: 1, values: 0.88 } },
  { name: 'held out', isOf: isHeldOut, floor: { found: 0.4, values: 0.3 } },
])('the conflicts $name, without a model', ({ isOf, floor }) => {
  const asked = rows.filter(isOf)
  const conflicting = asked.filter(({ conflict }) => conflict)

  it('are found, with the values of each side', () => {
    expect(share(conflicting, isFound)).toBeGreaterThanOrEqual(floor.found)
    expect(share(conflicting, showsAll)).toBeGreaterThanOrEqual(floor.values)
  })

  it('are never seen in other things, other notations, editions, phases and parts', () => {
    expect(
      asked
        .filter(({ conflict }) => !conflict)
        .filter(isFound)
        .map(({ id }) => id),
    ).toEqual([])
  })
})
