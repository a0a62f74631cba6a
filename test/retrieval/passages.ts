import type { StoredPassage } from '../../src/engines/stored-passage.ts'
import type { Passage } from '../../src/retrieval/passage.ts'

/** A passage as an engine hands it out; the chunks of one path are those of one version. */
export function storedPassage(chunkId: string, text: string, fields: Partial<StoredPassage> = {}): StoredPassage {
  const path = fields.path ?? `${chunkId}.md`
  return {
    chunkId,
    documentId: `document of ${path}`,
    versionId: `version of ${path}`,
    title: '交付指南',
    path,
    kind: 'delivery_guide',
    space: 'default',
    date: '',
    ordinal: 0,
    text,
    span: { start: 0, end: text.length },
    headings: [],
    ...fields,
  }
}

/** Passages cut from a source at offsets, as they stand there; `ordinal` and span of each are those of its piece. */
export function passagesOf(source: string, cuts: readonly number[], fields: Partial<StoredPassage> = {}): Passage[] {
  const edges = [0, ...cuts, source.length]
  return edges.slice(1).map((end, ordinal) => {
    const start = edges[ordinal] ?? 0
    const stored = storedPassage(`c${ordinal}`, source.slice(start, end), { path: 'a.md', ...fields })
    return { ...stored, ordinal, span: { start, end }, score: 1 - ordinal / 10, why: {} }
  })
}
