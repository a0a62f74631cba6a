import type { Answer } from '../answer.ts'
import { diffLists } from './diff-lists.ts'
import { type DiffedPassage, diffPassages } from './diff-passages.ts'
import { type ChangedSetting, diffSettings } from './diff-settings.ts'

/** `gone`: only in the earlier answer. `new`: only in the later one. */
export type DiffState = 'kept' | 'gone' | 'new'

/** What became of a document since the snapshot of the earlier answer. */
export type DocumentChange = {
  documentId: string
  /** As it is now; '' where the document is gone. */
  title: string
  change: 'updated' | 'removed' | 'added' | 'unchanged'
}

export type AnswerDiff = {
  snapshots: { before: string; after: string }
  status: { before: Answer['status']; after: Answer['status'] }
  sentences: { text: string; state: DiffState }[]
  citations: { title: string; quote: string; state: DiffState }[]
  passages: DiffedPassage[]
  documents: DocumentChange[]
  settings: ChangedSetting[]
}

const withoutMarks = (text: string) => text.replace(/\s*\[\d+\]/g, '').trim()
const compared = (text: string) => withoutMarks(text).replace(/\s+/gu, '')

/** The documents that either answer cites, shows or was made from, in that order. */
export function documentsOfAnswers(...answers: readonly Answer[]): string[] {
  const all = answers.flatMap(({ citations, nearest, record }) => [
    ...citations,
    ...nearest,
    ...(record?.passages ?? []),
  ])
  return [...new Set(all.map(({ documentId }) => documentId))]
}

/**
 * What is different between two answers to one question. A sentence is the same when its words are, a citation when it
 * quotes the same words of the same document: chunks have other ids once their document was read anew.
 * @param documents what became of the documents of both since the first was given.
 */
export function diffAnswers(before: Answer, after: Answer, documents: readonly DocumentChange[]): AnswerDiff {
  const titles = new Map(documents.map(({ documentId, title }) => [documentId, title]))
  const sentencesOf = ({ sentences }: Answer) => sentences.map(({ text }) => withoutMarks(text))
  const citationsOf = ({ citations }: Answer) =>
    citations.map(({ documentId, title, quote }) => ({ documentId, title, quote }))
  return {
    snapshots: { before: before.snapshot, after: after.snapshot },
    status: { before: before.status, after: after.status },
    sentences: diffLists(sentencesOf(before), sentencesOf(after), compared).map(({ item, state }) => ({
      text: item,
      state,
    })),
    citations: diffLists(
      citationsOf(before),
      citationsOf(after),
      (one) => `${one.documentId} ${compared(one.quote)}`,
    ).map(({ item: { title, quote }, state }) => ({ title, quote, state })),
    passages: diffPassages(before, after, titles),
    documents: [...documents],
    settings: diffSettings(before, after),
  }
}
