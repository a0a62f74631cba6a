/** A place in a document that can be opened. */
export type SourcePlace = {
  documentId: string
  versionId?: string | undefined
  span?: { start: number; end: number } | undefined
}

const FORM = /^([\w-]{1,100})(?:~([\w-]{1,100}))?(?:~(\d{1,9})-(\d{1,9}))?$/

/** A place as it stands in an address: `document~version~start-end`. */
export function writePlace({ documentId, versionId, span }: SourcePlace): string {
  const version = versionId === undefined || versionId === '' ? '' : `~${versionId}`
  return `${documentId}${version}${span && version !== '' ? `~${span.start}-${span.end}` : ''}`
}

/** The place that an address names; undefined where it names none. */
export function readPlace(written: unknown): SourcePlace | undefined {
  const [, documentId, versionId, start, end] = FORM.exec(typeof written === 'string' ? written : '') ?? []
  if (documentId === undefined) return undefined
  const span = start !== undefined && end !== undefined ? { start: Number(start), end: Number(end) } : undefined
  return { documentId, versionId, ...(span && span.start < span.end ? { span } : {}) }
}
