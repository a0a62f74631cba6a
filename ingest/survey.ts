import { realpath, stat } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import type { SyncResult } from '../src/db/schema/jobs.ts'
import { type ErrorCode, messageLine } from '../src/errors.ts'
import { isSupported } from './read/formats.ts'
import { isMisnamed, walkFolder } from './walk.ts'

/** A file that lies in one of the paths of a sync. */
export type SurveyedFile = { root: string; path: string; absolute: string }

/** A path of a sync that is or was a folder. */
export type SurveyedFolder = {
  root: string
  /** Nothing that can be read lies there, or there is no such path any more. */
  isEmpty: boolean
  /** Absolute paths of what could not be opened in it. */
  unreadable: string[]
}

export type Failure = SyncResult['failed'][number] & { code: ErrorCode }
/** What lies at the paths of a sync: each file once, in the order of absolute paths. */
export type Survey = { files: SurveyedFile[]; folders: SurveyedFolder[]; failed: Failure[]; skipped: string[] }

function failed(path: string, code: ErrorCode, message: string): Failure {
  return { path, code, message: messageLine(message) }
}

export function unreadableFile(path: string): Failure {
  const advice = isMisnamed(path)
    ? 'its name is not in UTF-8, as after unpacking on another system; rename it, as `convmv -f gbk -t utf8 --notest -r` does.'
    : 'check that it exists, is a file or a folder, and that this user may open it.'
  return failed(path, 'file_unreadable', `${path} cannot be read: ${advice}`)
}

async function surveyFolder(given: string, root: string, exclude: string): Promise<Survey> {
  const walked = await walkFolder(root, exclude).catch(() => undefined)
  if (!walked) {
    const folder = { root, isEmpty: true, unreadable: [root] }
    return { files: [], folders: [folder], failed: [unreadableFile(given)], skipped: [] }
  }
  const isEmpty = walked.files.length === 0 && walked.unreadable.length === 0
  const message = `${given} holds no file that can be read: name a folder with documents in a supported format.`
  const empty = isEmpty ? [failed(given, 'folder_empty', message)] : []
  return {
    files: walked.files.map((path) => ({ root, path, absolute: join(root, path) })),
    folders: [
      { root, isEmpty: walked.files.length === 0, unreadable: walked.unreadable.map((one) => join(root, one)) },
    ],
    failed: [...empty, ...walked.unreadable.map(unreadableFile)],
    skipped: walked.skipped,
  }
}

async function surveyPath(given: string, exclude: string): Promise<Survey> {
  const absolute = resolve(given)
  const nothing: Survey = { files: [], folders: [], failed: [], skipped: [] }
  const found = await stat(absolute).catch((error: NodeJS.ErrnoException) => error.code ?? 'EIO')
  if (found === 'ENOENT' || found === 'ENOTDIR') {
    const message = `${given} does not exist: check the path.`
    const folders = [{ root: absolute, isEmpty: true, unreadable: [] }]
    return { ...nothing, folders, failed: [failed(given, 'path_missing', message)] }
  }
  if (typeof found === 'string') return { ...nothing, failed: [unreadableFile(given)] }
  if (found.isDirectory()) return surveyFolder(given, absolute, exclude)
  if (!found.isFile()) return { ...nothing, failed: [unreadableFile(given)] }
  if (!isSupported(absolute)) {
    const message = `${given} is of a format that cannot be read: convert it to one that is supported.`
    return { ...nothing, failed: [failed(given, 'format_unsupported', message)] }
  }
  return { ...nothing, files: [{ root: dirname(absolute), path: basename(absolute), absolute }] }
}

/** Looks at every path of a sync. A file that lies in several of them belongs to the outermost. */
export async function surveyPaths(paths: readonly string[], dataFolder: string): Promise<Survey> {
  const exclude = await realpath(dataFolder)
  const outermostFirst = [...new Set(paths)].sort((a, b) => resolve(a).length - resolve(b).length)
  const surveys = await Promise.all(outermostFirst.map((path) => surveyPath(path, exclude)))
  const files = new Map<string, SurveyedFile>()
  for (const file of surveys.flatMap((one) => one.files)) if (!files.has(file.absolute)) files.set(file.absolute, file)
  return {
    files: [...files.values()].sort((a, b) => (a.absolute < b.absolute ? -1 : 1)),
    folders: surveys.flatMap((one) => one.folders),
    failed: surveys.flatMap((one) => one.failed),
    skipped: surveys.flatMap((one) => one.skipped).sort(),
  }
}
