import { inArray, max, min } from 'drizzle-orm'
import type { Database } from './client.ts'
import { changes } from './schema/changes.ts'
import { documents } from './schema/documents.ts'

const IDS_PER_STATEMENT = 500

/** What became of a document since a snapshot: its text or what is known of it. `title`: '' where it is gone. */
export type DocumentChange = {
  documentId: string
  title: string
  change: 'updated' | 'removed' | 'added' | 'unchanged'
}

/** The number of the last change that a snapshot has seen; undefined for what is no snapshot. */
function changeOf(snapshot: string): number | undefined {
  const number = /^s(\d{1,15})$/.exec(snapshot)?.[1]
  return number === undefined ? undefined : Number(number)
}

function changesSome(db: Database, ids: string[], since: number | undefined): DocumentChange[] {
  const rows = db.select({ id: documents.id, title: documents.title }).from(documents).where(inArray(documents.id, ids))
  const titles = new Map(rows.all().map(({ id, title }) => [id, title]))
  const spans = db
    .select({ id: changes.documentId, first: min(changes.seq), last: max(changes.seq) })
    .from(changes)
    .where(inArray(changes.documentId, ids))
    .groupBy(changes.documentId)
    .all()
  const known = new Map(spans.map((span) => [span.id, span]))
  return ids.map((documentId) => {
    const title = titles.get(documentId)
    if (title === undefined) return { documentId, title: '', change: 'removed' }
    const { first, last } = known.get(documentId) ?? { first: null, last: null }
    if (since === undefined || last === null || last <= since) return { documentId, title, change: 'unchanged' }
    return { documentId, title, change: first !== null && first > since ? 'added' : 'updated' }
  })
}

/** What became of these documents since a snapshot, in their order. */
export function documentChanges(db: Database, ids: readonly string[], snapshot: string): DocumentChange[] {
  const since = changeOf(snapshot)
  const found: DocumentChange[] = []
  for (let at = 0; at < ids.length; at += IDS_PER_STATEMENT) {
    found.push(...changesSome(db, ids.slice(at, at + IDS_PER_STATEMENT), since))
  }
  return found
}
