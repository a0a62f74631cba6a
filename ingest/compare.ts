import { stat } from 'node:fs/promises'
import { resolve } from 'node:path'
import { hashFile } from '../src/db/originals.ts'
import { isWithin, type KnownFile, knownFiles } from '../src/db/places.ts'
import type { JobRequest } from '../src/db/schema/jobs.ts'
import type { IngestDeps } from './deps.ts'
import { absolutePath, type FoundFile, isHashDecisive, type PlannedFile, planFiles, READER_VERSION } from './plan.ts'
import { type Failure, type Survey, type SurveyedFile, surveyPaths, unreadableFile } from './survey.ts'

export type SyncRequest = Extract<JobRequest, { kind: 'sync' }>
export type Comparison = { planned: PlannedFile[]; failed: Failure[]; skipped: string[] }

const HASHED_AT_ONCE = 16

/** Hashes files, several at a time; undefined stands for one that cannot be read. */
async function hashFiles(paths: readonly string[]): Promise<Map<string, string | undefined>> {
  const waiting = [...paths]
  const hashes = new Map<string, string | undefined>()
  const hashNext = async (): Promise<void> => {
    for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
      hashes.set(path, await hashFile(path).catch(() => undefined))
    }
  }
  await Promise.all(Array.from({ length: HASHED_AT_ONCE }, hashNext))
  return hashes
}

/** New files as large as one that is gone: they may be the same, moved. */
async function possibleMoves(fresh: readonly SurveyedFile[], gone: readonly KnownFile[]): Promise<string[]> {
  if (gone.length === 0) return []
  const sizes = new Set(gone.map(({ bytes }) => bytes))
  const found = await Promise.all(
    fresh.map(async ({ absolute }) => {
      const size = await stat(absolute).then(
        ({ size }) => size,
        () => -1,
      )
      return sizes.has(size) ? [absolute] : []
    }),
  )
  return found.flat()
}

/** Hashes those files whose hash decides anything. */
async function hashFound(
  survey: Survey,
  known: readonly KnownFile[],
  isGone: (file: KnownFile) => boolean,
): Promise<Map<string, string | undefined>> {
  const knownAt = new Map(known.map((file) => [absolutePath(file), file]))
  const foundAt = new Set(survey.files.map(({ absolute }) => absolute))
  const fresh = survey.files.filter(({ absolute }) => !knownAt.has(absolute))
  const gone = known.filter((file) => !foundAt.has(absolutePath(file)) && file.contentHash !== '' && isGone(file))
  const kept = survey.files.filter(({ absolute }) => {
    const before = knownAt.get(absolute)
    return before !== undefined && isHashDecisive(before, READER_VERSION)
  })
  return hashFiles([...kept.map(({ absolute }) => absolute), ...(await possibleMoves(fresh, gone))])
}

/**
 * Whether a known file that was not found may be taken out: only what the very folder brought in, only when the
 * folder still holds something or `prune` was asked for, and nothing that lies where the folder could not be read.
 */
function goneTest(survey: Survey, prune: boolean): (file: KnownFile) => boolean {
  return (file) => {
    const absolute = absolutePath(file)
    const folder = survey.folders.find((one) => one.root === file.root || one.root === absolute)
    if (!folder || (folder.isEmpty && !prune)) return false
    return !folder.unreadable.some((path) => isWithin(absolute, path))
  }
}

/** Looks at the paths of a sync and at what the library has of them, and tells what has to be done. */
export async function compareWithLibrary(request: SyncRequest, deps: IngestDeps): Promise<Comparison> {
  const survey = await surveyPaths(request.paths, deps.dataFolder)
  const known = knownFiles(
    deps.db,
    request.space,
    request.paths.map((path) => resolve(path)),
  )
  const isGone = goneTest(survey, request.prune)
  const hashes = await hashFound(survey, known, isGone)
  const isUnreadable = (absolute: string) => hashes.has(absolute) && hashes.get(absolute) === undefined
  const found: FoundFile[] = survey.files
    .filter((file) => !isUnreadable(file.absolute))
    .map((file) => ({ ...file, contentHash: hashes.get(file.absolute) ?? '' }))
  const planned = planFiles(known, found, READER_VERSION, (file) => !isUnreadable(absolutePath(file)) && isGone(file))
  const unreadable = survey.files.filter((file) => isUnreadable(file.absolute)).map((file) => unreadableFile(file.path))
  const isMissing = (failure: Failure) => failure.code === 'folder_empty' || failure.code === 'path_missing'
  const isExpected = (failure: Failure) =>
    request.prune && isMissing(failure) && planned.some((file) => file.action === 'remove')
  return {
    planned,
    failed: [...survey.failed.filter((failure) => !isExpected(failure)), ...unreadable],
    skipped: survey.skipped,
  }
}
