import { resolve } from 'node:path'
import { hashFile } from '../src/db/originals.ts'
import { isWithin, type KnownFile, knownFiles } from '../src/db/places.ts'
import type { JobRequest } from '../src/db/schema/jobs.ts'
import type { IngestDeps } from './deps.ts'
import {
  absolutePath,
  type FoundFile,
  isHashDecisive,
  type PlannedFile,
  planFiles,
  READER_VERSION,
  type ReadingSetup,
} from './plan.ts'
import { type Failure, type Survey, surveyPaths, unreadableFile } from './survey.ts'

export type SyncRequest = Extract<JobRequest, { kind: 'sync' }>
export type Comparison = { planned: PlannedFile[]; failed: Failure[]; skipped: string[] }

const HASHED_AT_ONCE = 16

/** Hashes those files whose hash decides anything; undefined stands for a file that cannot be read. */
async function hashFound(
  survey: Survey,
  known: readonly KnownFile[],
  setup: ReadingSetup,
): Promise<Map<string, string | undefined>> {
  const knownAt = new Map(known.map((file) => [absolutePath(file), file]))
  const waiting = survey.files.filter((file) => {
    const before = knownAt.get(file.absolute)
    return before !== undefined && isHashDecisive(before, setup)
  })
  const hashes = new Map<string, string | undefined>()
  const hashNext = async (): Promise<void> => {
    for (let file = waiting.pop(); file; file = waiting.pop()) {
      hashes.set(file.absolute, await hashFile(file.absolute).catch(() => undefined))
    }
  }
  await Promise.all(Array.from({ length: HASHED_AT_ONCE }, hashNext))
  return hashes
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
  const setup = { readerVersion: READER_VERSION, embedderId: deps.embedderId }
  const survey = await surveyPaths(request.paths, deps.dataFolder)
  const known = knownFiles(
    deps.db,
    request.space,
    request.paths.map((path) => resolve(path)),
  )
  const hashes = await hashFound(survey, known, setup)
  const isUnreadable = (absolute: string) => hashes.has(absolute) && hashes.get(absolute) === undefined
  const found: FoundFile[] = survey.files
    .filter((file) => !isUnreadable(file.absolute))
    .map((file) => ({ ...file, contentHash: hashes.get(file.absolute) ?? '' }))
  const isGone = goneTest(survey, request.prune)
  const planned = planFiles(known, found, setup, (file) => !isUnreadable(absolutePath(file)) && isGone(file))
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
