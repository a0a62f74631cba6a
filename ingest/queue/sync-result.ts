import type { JobRow, SyncResult } from '../../src/db/schema/jobs.ts'

/** What a sync and its file jobs did together; failures in the order of their paths. */
export function addUp(
  sync: SyncResult,
  files: readonly Pick<JobRow, 'path' | 'result' | 'errorCode' | 'errorMessage'>[],
): SyncResult {
  const sum = (count: (result: SyncResult) => number) =>
    files.reduce((total, file) => total + (file.result ? count(file.result) : 0), count(sync))
  const failed = files.flatMap(({ path, errorCode, errorMessage, result }) =>
    errorCode === null ? (result?.failed ?? []) : [{ path, code: errorCode, message: errorMessage ?? '' }],
  )
  return {
    ...sync,
    added: sum((one) => one.added),
    updated: sum((one) => one.updated),
    unchanged: sum((one) => one.unchanged),
    removed: sum((one) => one.removed),
    moved: sum((one) => one.moved ?? 0),
    chunks: sum((one) => one.chunks),
    failed: [...sync.failed, ...failed].sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0)),
  }
}
