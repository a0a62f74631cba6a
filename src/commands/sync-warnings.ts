import { sql } from 'drizzle-orm'
import type { Database } from '../db/client.ts'

export type FileWarnings = { path: string; warnings: string[] }

/** What reading noted about the files that a sync brought in, those inside other files included; in the order of their paths. */
export function syncWarnings(db: Database, syncId: string): FileWarnings[] {
  const rows = db.all<{ path: string; warnings: string }>(sql`
    WITH RECURSIVE family(id) AS (
      SELECT ${syncId} UNION ALL SELECT jobs.id FROM jobs JOIN family ON jobs.parent_id = family.id)
    SELECT DISTINCT documents.path, versions.warnings
    FROM family JOIN jobs ON jobs.id = family.id AND jobs.state = 'done'
    JOIN documents ON documents.id = json_extract(jobs.request, '$.documentId')
    JOIN versions ON versions.id = documents.current_version_id
    WHERE json_array_length(versions.warnings) > 0
    ORDER BY documents.path`)
  return rows.map(({ path, warnings }) => ({ path, warnings: JSON.parse(warnings) as string[] }))
}
