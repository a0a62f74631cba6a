import { eq, inArray, isNotNull } from 'drizzle-orm'
import { overlap, readSketch } from '../language/sketch.ts'
import type { Database } from './client.ts'
import { type DocumentView, selectDocuments } from './document-views.ts'
import { documents } from './schema/documents.ts'
import { versions } from './schema/versions.ts'

/** Shares of text from which two documents are told to repeat each other. */
const LEAST_SHARE = 0.3
const MOST_SHOWN = 20

export type SimilarDocument = {
  document: DocumentView
  /** How much of the document asked about stands in this one, 0 to 1, estimated. */
  share: number
  shareOfOther: number
  /** The same bytes. */
  isSame: boolean
}

/** Documents whose current text repeats that of this one, or is repeated by it; those that share most come first. */
export function similarDocuments(db: Database, documentId: string): SimilarDocument[] {
  const rows = db
    .select({ id: documents.id, contentHash: versions.contentHash, sketch: versions.sketch })
    .from(documents)
    .innerJoin(versions, eq(versions.id, documents.currentVersionId))
    .where(isNotNull(versions.sketch))
    .all()
  const mine = rows.find(({ id }) => id === documentId)
  if (!mine?.sketch) return []
  const own = readSketch(mine.sketch)
  const found = rows
    .filter(({ id }) => id !== documentId)
    .map(({ id, contentHash, sketch }) => {
      const isSame = contentHash === mine.contentHash
      const { ofFirst, ofSecond } = isSame
        ? { ofFirst: 1, ofSecond: 1 }
        : overlap(own, readSketch(sketch ?? Buffer.of()))
      return { id, isSame, share: ofFirst, shareOfOther: ofSecond, most: Math.max(ofFirst, ofSecond) }
    })
    .filter(({ most }) => most >= LEAST_SHARE)
    .sort((a, b) => b.most - a.most || (a.id < b.id ? -1 : 1))
    .slice(0, MOST_SHOWN)
  const shown = selectDocuments(db, {
    where: inArray(
      documents.id,
      found.map(({ id }) => id),
    ),
    orderBy: [],
    limit: MOST_SHOWN,
  })
  return found.flatMap(({ id, share, shareOfOther, isSame }) => {
    const document = shown.find((one) => one.id === id)
    return document ? [{ document, share, shareOfOther, isSame }] : []
  })
}
