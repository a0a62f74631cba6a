/** File endings that an upload may have, lower case with their dot: the ones that ingestion can read. */
export const SUPPORTED_EXTENSIONS: readonly string[] = [
  '.md',
  '.markdown',
  '.txt',
  '.text',
  '.log',
  '.csv',
  '.tsv',
  '.html',
  '.htm',
  '.mht',
  '.mhtml',
  '.eml',
  '.zip',
  '.pdf',
  '.docx',
  '.docm',
  '.dotx',
  '.dotm',
  '.pptx',
  '.pptm',
  '.potx',
  '.ppsx',
  '.ppsm',
  '.xlsx',
  '.xlsm',
  '.xltx',
  '.xltm',
  '.doc',
  '.dot',
  '.wps',
  '.wpt',
  '.rtf',
  '.odt',
  '.ppt',
  '.pps',
  '.dps',
  '.odp',
  '.xls',
  '.et',
  '.ods',
  '.png',
  '.jpg',
  '.jpeg',
  '.tif',
  '.tiff',
  '.bmp',
  '.webp',
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
  '.doc': 'application/msword',
  '.ppt': 'application/vnd.ms-powerpoint',
  '.xls': 'application/vnd.ms-excel',
  '.odt': 'application/vnd.oasis.opendocument.text',
  '.odp': 'application/vnd.oasis.opendocument.presentation',
  '.ods': 'application/vnd.oasis.opendocument.spreadsheet',
  '.zip': 'application/zip',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.jpeg': 'image/jpeg',
  '.tif': 'image/tiff',
  '.tiff': 'image/tiff',
  '.bmp': 'image/bmp',
  '.webp': 'image/webp',
}

/** The media type an original is handed out with; whatever a browser could run as a page is plain bytes. */
export function safeMediaType(name: string): string {
  return TYPES[extensionOf(name)] ?? 'application/octet-stream'
}
