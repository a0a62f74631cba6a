import type { ErrorCode } from '../../src/errors.ts'
import type { PageProgress } from '../extraction.ts'
import type { ReadOutcome, ReadRequest } from '../read-file.ts'

/** What the worker asks of the process that reads for it. */
export type ReadOrder = { id: number; request: ReadRequest }

/** What that process says while it reads: it is alive, and so far. */
export type ReadNews = { id: number; pages: PageProgress }

/** `rss`: bytes of memory that it held after the file. */
export type ReadAnswer = { id: number; rss: number } & (
  | { outcome: ReadOutcome }
  | { error: { code: ErrorCode; message: string; detail: string } }
)
