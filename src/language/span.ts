/** A place in a version's extracted text: UTF-16 offsets, end exclusive. */
export type Span = { start: number; end: number }
