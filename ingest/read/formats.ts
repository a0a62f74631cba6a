export type Format = 'markdown' | 'text' | 'html' | 'pdf' | 'docx' | 'pptx' | 'xlsx'

const FORMAT_OF_EXTENSION: Readonly<Record<string, Format>> = {
  '.md': 'markdown',
  '.markdown': 'markdown',
  '.txt': 'text',
  '.text': 'text',
  '.log': 'text',
  '.html': 'html',
  '.htm': 'html',
  '.pdf': 'pdf',
  '.docx': 'docx',
  '.pptx': 'pptx',
  '.xlsx': 'xlsx',
}

/** The file endings that can be read, in lower case with their dot. */
export const SUPPORTED_EXTENSIONS: readonly string[] = Object.keys(FORMAT_OF_EXTENSION)

/** The ending of a file name or path in lower case with its dot, or '' when it has none. */
export function extensionOf(name: string): string {
  return /[^/\\](\.[^./\\]+)$/.exec(name)?.[1]?.toLowerCase() ?? ''
}

export function formatOf(name: string): Format | undefined {
  const extension = extensionOf(name)
  return Object.hasOwn(FORMAT_OF_EXTENSION, extension) ? FORMAT_OF_EXTENSION[extension] : undefined
}

export function isSupported(name: string): boolean {
  return formatOf(name) !== undefined
}
