import { type Database, type Transaction, write } from '../src/db/client.ts'
import { coalesce } from './coalesce.ts'

/** Runs a piece of work in a write transaction; it must not await. It may share the transaction with others. */
export type Commit = <T>(work: (tx: Transaction) => T) => Promise<T>

type Done = { value: unknown } | { error: unknown }
const WORKS_PER_TRANSACTION = 16

/**
 * Groups small writes into one transaction, each in a savepoint of its own: a piece of work that throws is undone
 * alone.
 */
export function groupCommit(db: Database): Commit {
  const attempt = (work: (tx: Transaction) => unknown): Done => {
    try {
      return { value: write(db, work) }
    } catch (error) {
      return { error }
    }
  }
  const share = coalesce((works: ((tx: Transaction) => unknown)[]) => write(db, () => works.map(attempt)), {
    atOnce: 1,
    perCall: WORKS_PER_TRANSACTION,
  })
  return async <T>(work: (tx: Transaction) => T) => {
    const done = await share(work)
    if ('error' in done) throw done.error
    return done.value as T
  }
}
