/** Endings that the service reads; anything else is refused before it is sent. */
export const ACCEPTED_ENDINGS: readonly string[] = [
  '.md',
  '.markdown',
  '.txt',
  '.text',
  '.log',
  '.csv',
  '.tsv',
  '.html',
  '.htm',
  '.mht',
  '.mhtml',
  '.eml',
  '.zip',
  '.pdf',
  '.docx',
  '.docm',
  '.dotx',
  '.dotm',
  '.pptx',
  '.pptm',
  '.potx',
  '.ppsx',
  '.ppsm',
  '.xlsx',
  '.xlsm',
  '.xltx',
  '.xltm',
  '.doc',
  '.dot',
  '.wps',
  '.wpt',
  '.rtf',
  '.odt',
  '.ppt',
  '.pps',
  '.dps',
  '.odp',
  '.xls',
  '.et',
  '.ods',
  '.png',
  '.jpg',
  '.jpeg',
  '.tif',
  '.tiff',
  '.bmp',
  '.webp',
]

const MAX_FILE_BYTES = 200 * 1024 * 1024
const IGNORED_FOLDERS: readonly string[] = ['node_modules', '__MACOSX']

export type Refusal = 'unsupported' | 'too_large' | 'empty'

/** The ending of a path in lower case with its dot, or '' where it has none. */
export function endingOf(path: string): string {
  return /[^/\\](\.[^./\\]+)$/.exec(path)?.[1]?.toLowerCase() ?? ''
}

/** Hidden files, those that systems leave in every folder, and the lock files of office programs. */
export function isIgnored(path: string): boolean {
  const names = path.split('/')
  return names.some((name) => name.startsWith('.') || name.startsWith('~$') || IGNORED_FOLDERS.includes(name))
}

/** Why a file cannot be taken, or undefined when it can. `bytes` is its size. */
export function refusalOf(path: string, bytes: number): Refusal | undefined {
  if (!ACCEPTED_ENDINGS.includes(endingOf(path))) return 'unsupported'
  if (bytes === 0) return 'empty'
  return bytes > MAX_FILE_BYTES ? 'too_large' : undefined
}

export type Picked<F> = { path: string; file: F }
export type Sorted<F> = { accepted: Picked<F>[]; refused: { path: string; reason: Refusal }[] }

/** Parts what somebody chose into what is sent and what is not; ignored files are in neither. */
export function sortFiles<F extends { size: number }>(picked: readonly Picked<F>[]): Sorted<F> {
  const sorted: Sorted<F> = { accepted: [], refused: [] }
  for (const { path, file } of picked) {
    if (isIgnored(path)) continue
    const reason = refusalOf(path, file.size)
    if (reason) sorted.refused.push({ path, reason })
    else sorted.accepted.push({ path, file })
  }
  return sorted
}
