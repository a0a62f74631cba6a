import type { Extraction, Member, SourceFile } from '../../extraction.ts'
import { contentMismatch, readFailure } from '../read-failure.ts'
import { describeContent, isZip, OFFICE_PARTS } from '../sniff.ts'
import { createTextBuilder } from '../text-builder.ts'
import { inflate, listArchive, type OpenArchive } from './archive.ts'
import { leftOutWarnings, stemOf } from './member-path.ts'
import { type ListedEntry, listEntries } from './zip-entries.ts'

/**
 * A ZIP archive: its text lists the files in it, which come one after another as members. A file that is broken,
 * encrypted or would swell fails alone.
 *
 * Errors: `format_mismatch`, `archive_unsafe`, `file_broken`.
 */
export async function readZip(file: SourceFile): Promise<Extraction> {
  if (!isZip(file.bytes)) throw await contentMismatch(file, 'a ZIP archive')
  const archive = await listArchive(file, { isLenient: true })
  const { entries, unread, names } = listEntries(archive.entries)
  const document = await documentIn(file, names)
  if (document) {
    throw readFailure(file, 'format_mismatch', `the content is ${document}; give the file its right ending`)
  }
  const builder = createTextBuilder(file.name)
  for (const path of [...entries.map(({ path }) => path), ...unread].sort()) builder.add('list_item', `- ${path}`)
  return {
    ...builder.finish(),
    title: stemOf(file.name),
    members: readMembers(file, archive, entries),
    isListing: true,
    warnings: leftOutWarnings(unread),
  }
}

async function* readMembers(
  file: SourceFile,
  archive: OpenArchive,
  entries: readonly ListedEntry[],
): AsyncGenerator<Member> {
  for (const { path, entry, failure } of entries) {
    if (failure) {
      yield { path, failure: { code: failure.code, message: `${path}: ${failure.explanation}.` } }
      continue
    }
    const bytes = await inflate(archive, entry, file.name).then(Buffer.concat, () => undefined)
    const message = `${path}: it is damaged inside the ZIP archive; pack it anew.`
    yield bytes ? { path, bytes } : { path, failure: { code: 'file_broken', message } }
  }
}

/** Office files, e-books and the like are ZIP archives; their parts are no documents. */
async function documentIn(file: SourceFile, names: ReadonlySet<string>): Promise<string | undefined> {
  if (names.has('[Content_Types].xml')) {
    const office = Object.values(OFFICE_PARTS).find(({ mainPart }) => names.has(mainPart))
    if (office) return office.what
  }
  return names.has('mimetype') ? describeContent(file.bytes) : undefined
}
