import { normaliseForMatch } from '../../language/normalise.ts'
import { parseHanNumeral } from '../../language/numerals.ts'
import type { Passage } from '../../retrieval/passage.ts'
import type { Citation, Stale } from '../answer.ts'
import { containment, contentUnits } from '../terms.ts'
import { STALE } from '../thresholds.ts'

type Document = Pick<Passage, 'documentId' | 'title' | 'kind' | 'date'>

const NUMBER = '(\\d{1,4}(?:\\.\\d+)*|[一二三四五六七八九十]{1,3})'
/** What marks an edition in a title: 2025 版, 第二版, v1.6, 2026年1月修订, (2024). */
const EDITION = new RegExp(
  `第?\\s*${NUMBER}\\s*(?:年(?:\\s*\\d{1,2}\\s*月)?)?\\s*(?:版本?|修订版?|稿|次修订|edition)|\\b(?:v|ver\\.?|version|rev\\.?|edition)\\s*(\\d+(?:\\.\\d+)*)|[(（]\\s*(\\d{4})\\s*[)）]`,
  'gi',
)
const REVISED = /修订|试行|征求意见稿|终稿|最终版|新版|旧版|作废|[()（）[\]【】_\-—–\s.,·]/g

type Edition = { base: ReadonlySet<string>; bare: string; order: number | undefined }

function readEdition(title: string): Edition {
  const text = normaliseForMatch(title)
  const found = [...text.matchAll(EDITION)].at(-1)
  const figure = found?.[1] ?? found?.[2] ?? found?.[3]
  const order =
    figure === undefined ? undefined : /\d/.test(figure) ? Number.parseFloat(figure) : parseHanNumeral(figure)
  const bare = text.replace(EDITION, ' ').replace(REVISED, '')
  return { base: contentUnits(bare), bare, order }
}

function isSameSubject(a: Edition, b: Edition): boolean {
  if (a.bare === b.bare) return a.bare !== ''
  return Math.min(containment(a.base, b.base), containment(b.base, a.base)) >= STALE.sameTitle
}

/** Whether a document is a later edition of another: one title but for its edition, one kind, a later number or date. */
function supersedes(newer: Document, older: Document): boolean {
  if (newer.documentId === older.documentId || newer.kind !== older.kind) return false
  const [a, b] = [readEdition(newer.title), readEdition(older.title)]
  if ((a.order === undefined && b.order === undefined) || !isSameSubject(a, b)) return false
  if (a.order !== undefined && b.order !== undefined && a.order !== b.order) return a.order > b.order
  return newer.date > older.date
}

/** The latest edition that supersedes a document, among the documents of some passages. */
function findSuccessor<D extends Document>(document: Document, others: readonly D[]): D | undefined {
  return others
    .filter((other) => supersedes(other, document))
    .reduce<D | undefined>((latest, other) => (latest && !supersedes(other, latest) ? latest : other), undefined)
}

/** Ids of the documents of some passages that a newer edition among them supersedes, with that edition. */
export function supersededAmong(passages: readonly Passage[]): Map<string, Passage> {
  const documents = [...new Map(passages.map((passage) => [passage.documentId, passage])).values()]
  return new Map(
    documents.flatMap((document): [string, Passage][] => {
      const successor = findSuccessor(document, documents)
      return successor ? [[document.documentId, successor]] : []
    }),
  )
}

/** The citations of documents that a newer edition among the passages supersedes. */
export function findStale(citations: readonly Citation[], passages: readonly Passage[]): Stale[] {
  const superseded = supersededAmong(passages)
  return citations.flatMap(({ n, documentId }) => {
    const newer = superseded.get(documentId)
    if (!newer) return []
    return [{ citation: n, newer: { documentId: newer.documentId, title: newer.title, date: newer.date } }]
  })
}
