/** File endings that an upload may have, lower case with their dot: the ones that ingestion can read. */
export const SUPPORTED_EXTENSIONS: readonly string[] = [
  '.md',
  '.markdown',
  '.txt',
  '.text',
  '.log',
  '.html',
  '.htm',
  '.pdf',
  '.docx',
  '.pptx',
  '.xlsx',
]

/** The ending of a file name or path in lower case with its dot, or '' when it has none. */
export function extensionOf(name: string): string {
  return /[^/\\](\.[^./\\]+)$/.exec(name)?.[1]?.toLowerCase() ?? ''
}

export function isAccepted(name: string): boolean {
  return SUPPORTED_EXTENSIONS.includes(extensionOf(name))
}

const TYPES: Readonly<Record<string, string>> = {
  '.pdf': 'application/pdf',
  '.docx': 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  '.pptx': 'application/vnd.openxmlformats-officedocument.presentationml.presentation',
  '.xlsx': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
}

/** The media type an original is handed out with; whatever a browser could run as a page is plain bytes. */
export function safeMediaType(name: string): string {
  return TYPES[extensionOf(name)] ?? 'application/octet-stream'
}
