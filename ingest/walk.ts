import type { Dirent } from 'node:fs'
import { lstat, readdir, realpath, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { isSupported } from './read/formats.ts'

/** What lies in a folder. Paths are relative to it, with `/`, in the order of their code units. */
export type WalkedFolder = {
  files: string[]
  /** Files of a format that cannot be read. */
  skipped: string[]
  /** Folders and links that could not be opened, and what is named like a document but is a pipe, socket or device. */
  unreadable: string[]
}

const IGNORED_FOLDERS = new Set(['node_modules'])

/** Hidden files and the lock files that office programs leave beside an open document. */
function isIgnored(name: string): boolean {
  return name.startsWith('.') || name.startsWith('~$') || IGNORED_FOLDERS.has(name)
}

type EntryKind = 'file' | 'folder' | 'other' | 'unreadable'

/** Whether a name may not be the one that the system knows the file by: bytes that are not UTF-8 come as U+FFFD. */
export function isMisnamed(path: string): boolean {
  return path.includes('\uFFFD')
}

async function kindOf(entry: Dirent, absolute: string): Promise<EntryKind> {
  if (isMisnamed(entry.name) && !(await lstat(absolute).catch(() => undefined))) return 'unreadable'
  if (entry.isFile()) return 'file'
  if (entry.isDirectory()) return 'folder'
  if (!entry.isSymbolicLink()) return 'other'
  const target = await stat(absolute).catch(() => undefined)
  if (!target) return 'unreadable'
  return target.isFile() ? 'file' : target.isDirectory() ? 'folder' : 'other'
}

/**
 * Lists a folder's files, sub-folders included. A folder reached twice through links is listed once, so
 * that a loop of links comes to an end.
 *
 * @param exclude real path of a folder to leave out: our own data folder.
 */
export async function walkFolder(root: string, exclude: string): Promise<WalkedFolder> {
  const walked: WalkedFolder = { files: [], skipped: [], unreadable: [] }
  const seen = new Set<string>([exclude])

  async function walk(relative: string): Promise<void> {
    const folder = join(root, relative)
    const real = await realpath(folder)
    if (seen.has(real)) return
    seen.add(real)
    const entries = await readdir(folder, { withFileTypes: true })
    for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
      if (isIgnored(entry.name)) continue
      const path = relative === '' ? entry.name : `${relative}/${entry.name}`
      const kind = await kindOf(entry, join(folder, entry.name))
      if (kind === 'folder') await walk(path).catch(() => walked.unreadable.push(path))
      else if (kind === 'unreadable') walked.unreadable.push(path)
      else if (!isSupported(entry.name)) walked.skipped.push(path)
      else (kind === 'file' ? walked.files : walked.unreadable).push(path)
    }
  }

  await walk('')
  return walked
}
