import { join } from 'node:path'
import type { KnownFile } from '../src/db/places.ts'

/** Version of reader, structure and chunker together. Raise it when one of them gives other text, spans or layout: a sync then reads everything anew. */
export const READER_VERSION = 3

/** A file as it lies there now. `contentHash` is '' where nothing depends on it. */
export type FoundFile = { root: string; path: string; absolute: string; contentHash: string }

export type PlannedFile = {
  action: 'add' | 'replace' | 'move' | 'keep' | 'remove'
  /** Its place in the library from now on: where an earlier root brought it in, else where it was found. */
  root: string
  path: string
  absolute: string
  contentHash: string
  /** Undefined for a file that the library has never seen. */
  known: KnownFile | undefined
}

/** @returns whether the hash of the bytes decides if a known file has to be read again. */
export function isHashDecisive(known: KnownFile, readerVersion: number): boolean {
  return known.contentHash !== '' && !known.hasError && known.readerVersion === readerVersion
}

export function absolutePath(file: { root: string; path: string }): string {
  return join(file.root, file.path)
}

/** The last part of a path: what a title or a kind may have been found in. */
export function fileName(path: string): string {
  return path.split('/').at(-1) ?? path
}

/** @returns whether a planned file has to be read: a moved one only where its name or the reader is another. */
export function isToRead({ action, path, known }: PlannedFile, readerVersion: number): boolean {
  if (action === 'add' || action === 'replace') return true
  if (action !== 'move' || !known) return false
  return fileName(path) !== fileName(known.path) || !isHashDecisive(known, readerVersion)
}

function actionFor(file: FoundFile, known: KnownFile | undefined, readerVersion: number): PlannedFile['action'] {
  if (!known || known.contentHash === '') return 'add'
  return isHashDecisive(known, readerVersion) && known.contentHash === file.contentHash ? 'keep' : 'replace'
}

/** Pairs each new file with one that is gone and had the same bytes; one of the same name before any other. */
function findMoves(fresh: readonly PlannedFile[], gone: readonly KnownFile[]): Map<PlannedFile, KnownFile> {
  const waiting = new Map<string, KnownFile[]>()
  for (const file of gone) {
    if (file.contentHash !== '') waiting.set(file.contentHash, [...(waiting.get(file.contentHash) ?? []), file])
  }
  const moves = new Map<PlannedFile, KnownFile>()
  const pair = (isMatch: (file: PlannedFile, before: KnownFile) => boolean): void => {
    for (const file of fresh) {
      const candidates = waiting.get(file.contentHash)
      const before = moves.has(file) ? undefined : candidates?.find((one) => isMatch(file, one))
      if (!candidates || !before) continue
      moves.set(file, before)
      candidates.splice(candidates.indexOf(before), 1)
    }
  }
  pair((file, before) => fileName(file.path) === fileName(before.path))
  pair(() => true)
  return moves
}

/**
 * Compares what the library knows with what lies there. A file is kept only when its bytes and the reader are those of
 * its current version; one that is gone and lies elsewhere now has moved.
 *
 * @param isGone says of a known file that was not found whether it may be taken out.
 * @returns one line a file, in the order of absolute paths.
 */
export function planFiles(
  known: readonly KnownFile[],
  found: readonly FoundFile[],
  readerVersion: number,
  isGone: (file: KnownFile) => boolean,
): PlannedFile[] {
  const knownAt = new Map(known.map((file) => [absolutePath(file), file]))
  const foundAt = new Set(found.map((file) => file.absolute))
  const present = found.map((file): PlannedFile => {
    const before = knownAt.get(file.absolute)
    const { root, path } = before ?? file
    return { ...file, root, path, action: actionFor(file, before, readerVersion), known: before }
  })
  const gone = known.filter((file) => !foundAt.has(absolutePath(file)) && isGone(file))
  const moves = findMoves(
    present.filter((file) => file.known === undefined),
    gone,
  )
  const moved = new Set(moves.values())
  const removed = gone
    .filter((file) => !moved.has(file))
    .map((file): PlannedFile => {
      const { root, path, contentHash } = file
      return { action: 'remove', root, path, absolute: absolutePath(file), contentHash, known: file }
    })
  const staying = present.map((file): PlannedFile => {
    const before = moves.get(file)
    return before ? { ...file, action: 'move', known: before } : file
  })
  return [...staying, ...removed].sort((a, b) => (a.absolute < b.absolute ? -1 : 1))
}
