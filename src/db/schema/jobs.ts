import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'

export type JobState = 'queued' | 'running' | 'done' | 'failed' | 'cancelled'

/** A `sync` compares paths with the library and queues a `file` job for each one that is new or changed. */
export type JobRequest =
  | {
      kind: 'sync'
      paths: string[]
      space: string
      isSample: boolean
      documentKind?: string
      dryRun: boolean
      prune: boolean
    }
  /**
   * `source`: the file's absolute path, or undefined where the original was stored with the request. `isMoved`: read
   * anew under another name, which the sync has counted already.
   */
  | { kind: 'file'; documentId: string; isNew: boolean; source?: string; contentHash: string; isMoved?: true }
  /** Makes the vectors of another embedder for everything that queries see, and then uses them. */
  | { kind: 'reembed'; model: string }
  /**
   * Builds the index anew from what the database holds: the terms of the points where they are those of another version,
   * and the collection of an engine outside. `isForced`: all of it, whatever its version.
   */
  | { kind: 'reindex'; isForced: boolean }
  /** Reads anew what an earlier version of the reader has read. */
  | { kind: 'reread' }

/** What a finished `sync` says; the counts of its `file` jobs included. */
export type SyncResult = {
  added: number
  updated: number
  unchanged: number
  removed: number
  /** Found again at another place; they keep their ids and versions. */
  moved: number
  failed: { path: string; code: string; message: string }[]
  skipped: string[]
  chunks: number
  /** What the files to be read come to, roughly, known before they are read. Of embedding: 0 where no service is asked. */
  estimate?: { files: number; bytes: number; chunks: number; embeddingCalls: number; embeddingTokens: number }
  /** Dry run only: what would be done, by path. */
  plan?: { path: string; action: 'add' | 'replace' | 'move' | 'remove' | 'keep'; from?: string }[]
}

export const jobs = sqliteTable(
  'jobs',
  {
    seq: integer('seq').primaryKey({ autoIncrement: true }),
    id: text('id').notNull().unique(),
    parentId: text('parent_id'),
    path: text('path').notNull(),
    request: text('request', { mode: 'json' }).$type<JobRequest>().notNull(),
    state: text('state').$type<JobState>().notNull(),
    /** waiting, planning, reading, chunking, embedding, indexing, finished */
    stage: text('stage').notNull(),
    /** The lower lane goes first: 0 for what a person waits for, 1 for the files of a folder, 2 for what an update brings. */
    lane: integer('lane').notNull().default(0),
    /** How often a worker has taken it up. */
    attempts: integer('attempts').notNull().default(0),
    done: integer('done').notNull().default(0),
    total: integer('total').notNull().default(0),
    isCancelRequested: integer('is_cancel_requested', { mode: 'boolean' }).notNull().default(false),
    errorCode: text('error_code'),
    errorMessage: text('error_message'),
    result: text('result', { mode: 'json' }).$type<SyncResult>(),
    createdAt: text('created_at').notNull(),
    updatedAt: text('updated_at').notNull(),
  },
  (t) => [
    index('jobs_state').on(t.state, t.lane, t.seq),
    index('jobs_parent').on(t.parentId),
    index('jobs_updated').on(t.updatedAt),
  ],
)
export type JobRow = typeof jobs.$inferSelect
