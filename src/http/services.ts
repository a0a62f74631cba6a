import type { Ask } from '../answering/answer.ts'
import type { Config } from '../config.ts'
import type { Database } from '../db/client.ts'
import type { Retrieve } from '../retrieval/passage.ts'

/** What the routes stand on; `compose.ts` makes it, tests make their own. */
export type Services = {
  config: Config
  db: Database
  retrieve: Retrieve
  ask: Ask
  /** Starts the ingest worker if none is alive on the data folder. Called whenever a job was queued. */
  wakeWorker: () => void
  /** Removes a document everywhere, its unused original included. @returns false when there is none. */
  removeDocument: (id: string) => Promise<boolean>
  /** Lines for the operator; never document text. */
  log: (line: string) => void
}
