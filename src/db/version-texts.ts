import { and, eq, ne, sql } from 'drizzle-orm'
import type { Database } from './client.ts'
import { recentlyUsed } from './recently-used.ts'
import { versions } from './schema/versions.ts'

const CHARACTERS_AT_HAND = 4_000_000

/** Prepares the reading of whole extracted texts. A version's text never changes: those read of late are at hand. */
export function versionTextReader(db: Database): (versionId: string) => string | undefined {
  const select = db
    .select({ text: versions.text })
    .from(versions)
    .where(and(eq(versions.id, sql.placeholder('id')), ne(versions.state, 'staged')))
    .prepare()
  const atHand = recentlyUsed<string>(CHARACTERS_AT_HAND, ({ length }) => length)
  return (versionId) => {
    const known = atHand.get(versionId)
    if (known !== undefined) return known
    const text = select.get({ id: versionId })?.text
    if (text !== undefined) atHand.set(versionId, text)
    return text
  }
}
