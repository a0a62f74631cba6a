/** The largest file that is read, in bytes. */
export const MAX_FILE_BYTES = 200 * 1024 * 1024

/** The longest extracted text, in UTF-16 code units. */
export const MAX_TEXT_CHARS = 20_000_000

/** What an office file, which is a ZIP archive, may hold before anything in it is inflated. */
export const MAX_ARCHIVE_ENTRIES = 10_000
export const MAX_ARCHIVE_BYTES = 1024 * 1024 * 1024

/** Entries of at least `RATIO_CHECKED_FROM` inflated bytes may be at most `MAX_INFLATE_RATIO` times their packed size. */
export const RATIO_CHECKED_FROM = 10 * 1024 * 1024
export const MAX_INFLATE_RATIO = 200
