/** The largest file that is read, in bytes. */
export const MAX_FILE_BYTES = 200 * 1024 * 1024

/** The longest extracted text, in UTF-16 code units. */
export const MAX_TEXT_CHARS = 20_000_000

/** The most paragraphs, rows and list items of a file, and the most lines of a text: each takes memory of its own. */
export const MAX_BLOCKS = 500_000

/** What a ZIP archive, as office files are too, may hold before anything in it is inflated. */
export const MAX_ARCHIVE_ENTRIES = 10_000
export const MAX_ARCHIVE_BYTES = 1024 * 1024 * 1024

/** Entries of at least `RATIO_CHECKED_FROM` inflated bytes may be at most `MAX_INFLATE_RATIO` times their packed size. */
export const RATIO_CHECKED_FROM = 10 * 1024 * 1024
export const MAX_INFLATE_RATIO = 200

/** The same for all entries of an archive, and for all files inside one outermost file, once they come to so much. */
export const TOTAL_RATIO_CHECKED_FROM = 100 * 1024 * 1024

/** Files inside files are read up to this depth: an attachment of a mail in an archive lies 2 deep. */
export const MAX_MEMBER_DEPTH = 3

/** What all files inside one outermost file may come to. */
export const MAX_MEMBERS = 10_000
export const MAX_MEMBER_BYTES = 2 * MAX_ARCHIVE_BYTES
