import { join } from 'node:path'
import type { KnownFile } from '../src/db/places.ts'

/** Version of reader, structure and chunker together. Raise it when one of them gives other text, spans or layout: a sync then reads everything anew. */
export const READER_VERSION = 2

/** A file as it lies there now. `contentHash` is '' where nothing depends on it. */
export type FoundFile = { root: string; path: string; absolute: string; contentHash: string }

export type PlannedFile = {
  action: 'add' | 'replace' | 'keep' | 'remove'
  /** Its place in the library: where an earlier root brought it in, else where it was found. */
  root: string
  path: string
  absolute: string
  contentHash: string
  /** Undefined for a file that the library has never seen. */
  known: KnownFile | undefined
}

/** What a reading depends on beside the bytes. */
export type ReadingSetup = { readerVersion: number; embedderId: string }

/** @returns whether the hash of the bytes decides if a known file has to be read again. */
export function isHashDecisive(known: KnownFile, setup: ReadingSetup): boolean {
  return (
    known.contentHash !== '' &&
    !known.hasError &&
    known.readerVersion === setup.readerVersion &&
    known.embeddingModel === setup.embedderId
  )
}

export function absolutePath(file: { root: string; path: string }): string {
  return join(file.root, file.path)
}

function actionFor(file: FoundFile, known: KnownFile | undefined, setup: ReadingSetup): PlannedFile['action'] {
  if (!known || known.contentHash === '') return 'add'
  return isHashDecisive(known, setup) && known.contentHash === file.contentHash ? 'keep' : 'replace'
}

/**
 * Compares what the library knows with what lies there. A file is kept only when its bytes, the reader and the
 * embedder are those of its current version.
 *
 * @param isGone says of a known file that was not found whether it may be taken out.
 * @returns one line a file, in the order of absolute paths.
 */
export function planFiles(
  known: readonly KnownFile[],
  found: readonly FoundFile[],
  setup: ReadingSetup,
  isGone: (file: KnownFile) => boolean,
): PlannedFile[] {
  const knownAt = new Map(known.map((file) => [absolutePath(file), file]))
  const foundAt = new Set(found.map((file) => file.absolute))
  const present = found.map((file): PlannedFile => {
    const before = knownAt.get(file.absolute)
    const { root, path } = before ?? file
    return { ...file, root, path, action: actionFor(file, before, setup), known: before }
  })
  const gone = known
    .filter((file) => !foundAt.has(absolutePath(file)) && isGone(file))
    .map(
      (file): PlannedFile => ({
        action: 'remove',
        root: file.root,
        path: file.path,
        absolute: absolutePath(file),
        contentHash: file.contentHash,
        known: file,
      }),
    )
  return [...present, ...gone].sort((a, b) => (a.absolute < b.absolute ? -1 : 1))
}
