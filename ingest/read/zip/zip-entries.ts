import { crc32 } from 'node:zlib'
import type { Entry } from 'yauzl'
import type { ErrorCode } from '../../../src/errors.ts'
import { isSupported } from '../formats.ts'
import { MAX_FILE_BYTES } from '../limits.ts'
import { excessiveRatio } from './archive.ts'
import { decodeName } from './decode-name.ts'
import { leadsOut, memberPath, uniquePaths } from './member-path.ts'

type Failure = { code: ErrorCode; explanation: string }

/** An entry to be read, or one of which it is known beforehand that it cannot be. */
export type ListedEntry = { path: string; entry: Entry; failure?: Failure }

/** `unread`: the paths of entries of unknown formats; `names`: all names as they stand in the archive. */
export type ListedEntries = { entries: ListedEntry[]; unread: string[]; names: ReadonlySet<string> }

/** Sorts the directory of an archive into what is read, what cannot be, and what systems leave in every folder. */
export function listEntries(directory: readonly Entry[]): ListedEntries {
  const entries: ListedEntry[] = []
  const unread: string[] = []
  const names = new Set<string>()
  const unique = uniquePaths()
  for (const entry of directory) {
    const name = entryName(entry)
    names.add(name)
    const inside = memberPath(name)
    if (/[\\/]$/.test(name) || isLink(entry) || isIgnored(inside)) continue
    const path = unique(inside)
    const failure = leadsOut(name) ? LEADS_OUT : failureOf(entry)
    if (isSupported(path)) entries.push({ path, entry, ...(failure && { failure }) })
    else unread.push(path)
  }
  return { entries, unread, names }
}

const UNICODE_PATH = 0x7075
const UNICODE_PATH_AT = 5

/** Programs write names in their system's encoding and say nothing of it; some add the name in UTF-8 (Info-ZIP 0x7075). */
function entryName({ fileNameRaw, extraFields }: Entry): string {
  const added = extraFields.find(
    ({ id, data }) => id === UNICODE_PATH && data.length > UNICODE_PATH_AT && data[0] === 1,
  )
  const isOfName = added?.data.readUInt32LE(1) === crc32(fileNameRaw)
  return decodeName(added && isOfName ? added.data.subarray(UNICODE_PATH_AT) : fileNameRaw)
}

const IGNORED_NAMES = new Set(['__macosx', 'node_modules', 'thumbs.db', 'desktop.ini'])

/** Hidden files, lock files of office programs, and what systems leave in every folder. */
function isIgnored(path: string): boolean {
  const parts = path.split('/')
  return parts.some((part) => part === '' || /^(?:\.|~\$)/.test(part) || IGNORED_NAMES.has(part.toLowerCase()))
}

const FILE_TYPE = 0o170000
const SYMBOLIC_LINK = 0o120000

function isLink({ externalFileAttributes }: Entry): boolean {
  return ((externalFileAttributes >>> 16) & FILE_TYPE) === SYMBOLIC_LINK
}

const LEADS_OUT: Failure = {
  code: 'archive_unsafe',
  explanation: 'its name leads out of the ZIP archive; it was left out',
}
const STORED = 0
const DEFLATED = 8

function failureOf(entry: Entry): Failure | undefined {
  if (entry.isEncrypted()) {
    return { code: 'file_encrypted', explanation: 'encrypted in the ZIP archive; pack it without a password' }
  }
  if (entry.uncompressedSize > MAX_FILE_BYTES) {
    return {
      code: 'file_too_large',
      explanation: `larger than ${MAX_FILE_BYTES / 2 ** 20} MB; split it into smaller files`,
    }
  }
  const ratio = excessiveRatio(entry)
  if (ratio !== undefined) {
    return {
      code: 'archive_unsafe',
      explanation: `it unpacks to ${ratio} times its size in the ZIP archive; it was left out`,
    }
  }
  if (entry.compressionMethod === STORED || entry.compressionMethod === DEFLATED) return undefined
  const explanation = `packed by a method that cannot be read (${entry.compressionMethod}); pack it as an ordinary ZIP`
  return { code: 'file_broken', explanation }
}
