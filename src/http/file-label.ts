const MAX_SEGMENT = 200
const MAX_SEGMENTS = 20
/** Control characters and the marks that reverse or hide text in a list of files. */
const UNSEEN = /[\p{Cc}\p{Cs}\u200B-\u200F\u2028-\u202E\u2060-\u2069\uFEFF]/gu

function shorten(segment: string): string {
  const letters = [...segment]
  if (letters.length <= MAX_SEGMENT) return segment
  const ending = /\.[^.]{1,12}$/.exec(segment)?.[0] ?? ''
  return letters.slice(0, MAX_SEGMENT - ending.length).join('') + ending
}

/**
 * What a browser calls a file, made a relative path: a label for people, never a place on a disk.
 * @returns at least one segment, none of them empty, `.` or `..`.
 */
export function toFileLabel(name: string): string {
  const segments = name
    .normalize('NFC')
    .replace(UNSEEN, '')
    .replace(/^[A-Za-z]:/, '')
    .split(/[/\\]/)
    .map((segment) => segment.trim())
    .filter((segment) => segment !== '' && segment !== '.' && segment !== '..')
    .slice(-MAX_SEGMENTS)
    .map(shorten)
  return segments.length === 0 ? 'unnamed' : segments.join('/')
}

/** `notes.md` becomes `notes (2).md` where the first label is taken. */
export function freeLabel(label: string, isTaken: (label: string) => boolean): string {
  const [, stem = label, ending = ''] = /^(.*?)(\.[^./]+)?$/.exec(label) ?? []
  for (let n = 1; ; n++) {
    const candidate = n === 1 ? label : `${stem} (${n})${ending}`
    if (!isTaken(candidate)) return candidate
  }
}
