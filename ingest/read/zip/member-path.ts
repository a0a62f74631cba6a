import { extensionOf } from '../formats.ts'
import { cleanName } from './decode-name.ts'

const LONGEST_NAME = 150

/**
 * The name that an entry of an archive has, as a relative path that is safe to show and to store: drive letters, leading
 * slashes, `.` and `..` are left out. '' for a name that names nothing.
 */
export function memberPath(name: string): string {
  const parts = name
    .replaceAll('\\', '/')
    .replace(/^[a-z]:(?=\/|$)/i, '')
    .split('/')
    .map(cleanName)
  return parts
    .filter((part) => part !== '' && part !== '.' && part !== '..')
    .map(shorten)
    .join('/')
}

/** Whether a name leads out of the folder that an archive is unpacked into. */
export function leadsOut(name: string): boolean {
  return /(?:^|[\\/])\s*\.\.\s*(?:[\\/]|$)/.test(name)
}

/** A file's name without folders and ending: what a file is called that has no title of its own. */
export function stemOf(path: string): string {
  const name = path.replace(/^.*[\\/]/s, '')
  return name.slice(0, name.length - extensionOf(name).length)
}

/** A file name without its folders, as an attachment has it. */
export function memberName(name: string): string {
  return shorten(cleanName(name.replace(/^.*[\\/]/s, '')).replace(/^\.+/, ''))
}

function shorten(name: string): string {
  if (name.length <= LONGEST_NAME) return name
  const extension = extensionOf(name).slice(0, LONGEST_NAME / 2)
  return name.slice(0, LONGEST_NAME - extension.length).replace(/[\uD800-\uDBFF]$/, '') + extension
}

/** Gives each path once: the second of one name becomes `name (2).ext`. */
export function uniquePaths(): (path: string) => string {
  const taken = new Set<string>()
  const lastOf = new Map<string, number>()
  return (path) => {
    const extension = extensionOf(path)
    const stem = path.slice(0, path.length - extension.length)
    let number = lastOf.get(path) ?? 1
    let unique = path
    while (taken.has(unique)) unique = `${stem} (${++number})${extension}`
    lastOf.set(path, number)
    taken.add(unique)
    return unique
  }
}

const NAMES_SHOWN = 5

/** One line for all the files inside that were left out; none when there are none. */
export function leftOutWarnings(names: readonly string[]): string[] {
  if (names.length === 0) return []
  const shown = names.slice(0, NAMES_SHOWN).join(', ') + (names.length > NAMES_SHOWN ? ', …' : '')
  const what = names.length === 1 ? '1 file inside is' : `${names.length} files inside are`
  return [`${what} of a format that cannot be read: ${shown}.`]
}
