const LONGEST_NAME = 80
/** What file systems refuse or read as a place, and marks that turn the writing direction. */
const UNSAFE = /[\\/:*?"<>|\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]+/gu
/** Names that Windows keeps for devices. */
const RESERVED = /^(?:con|prn|aux|nul|com\d|lpt\d)$/iu

/** A title as the name of a file, without its ending. */
export function toFileName(title: string): string {
  const name = title
    .replace(UNSAFE, ' ')
    .replace(/\s+/gu, ' ')
    .trim()
    .replace(/^\.+|[. ]+$/gu, '')
  const cut = [...name].slice(0, LONGEST_NAME).join('').trim()
  return cut === '' || RESERVED.test(cut) ? `conversation ${cut}`.trim() : cut
}
