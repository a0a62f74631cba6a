import { readStored, writeStored } from '../../storage.ts'
import type { UploadQueue } from './upload-queue.ts'

const KEY = 'precedent.unsent'
const MOST_KEPT = 500

/** Keeps the paths of files that are not sent yet for the time after a reload; the files themselves are lost. */
export function keepUnsent<F>(queue: UploadQueue<F>): void {
  const paths = queue
    .state()
    .uploads.filter(({ phase }) => phase === 'waiting' || phase === 'sending')
    .map(({ path }) => path)
  writeStored(KEY, paths.length === 0 ? null : JSON.stringify(paths.slice(0, MOST_KEPT)), 'session')
}

/** The paths kept when the page was left, once. */
export function takeUnsent(): string[] {
  const kept = readStored(KEY, 'session')
  writeStored(KEY, null, 'session')
  try {
    const paths: unknown = JSON.parse(kept ?? '[]')
    return Array.isArray(paths) ? paths.filter((path) => typeof path === 'string') : []
  } catch {
    return []
  }
}
