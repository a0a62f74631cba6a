import type { LayoutFormat } from '../../src/db/layout-body.ts'

/** The formats that need another program, LibreOffice, to become one of the current ones. */
export type LegacyFormat = 'legacy_text' | 'legacy_slides' | 'legacy_sheet'
export type OfficeFormat = 'docx' | 'pptx' | 'xlsx'
export type Format =
  | 'markdown'
  | 'text'
  | 'csv'
  | 'html'
  | 'mhtml'
  | 'eml'
  | 'zip'
  | 'pdf'
  | 'image'
  | OfficeFormat
  | LegacyFormat

/** With macros or without, document, template or show: the same parts lie in them. Macros are never read or run. */
const EXTENSIONS_OF_FORMAT: Readonly<Record<Format, string>> = {
  markdown: '.md .markdown',
  text: '.txt .text .log',
  csv: '.csv .tsv',
  html: '.html .htm',
  mhtml: '.mht .mhtml',
  eml: '.eml',
  zip: '.zip',
  pdf: '.pdf',
  docx: '.docx .docm .dotx .dotm',
  pptx: '.pptx .pptm .potx .ppsx .ppsm',
  xlsx: '.xlsx .xlsm .xltx .xltm',
  legacy_text: '.doc .dot .wps .wpt .rtf .odt',
  legacy_slides: '.ppt .pps .dps .odp',
  legacy_sheet: '.xls .et .ods',
  image: '.png .jpg .jpeg .tif .tiff .bmp .webp',
}

const FORMAT_OF_EXTENSION: ReadonlyMap<string, Format> = new Map(
  (Object.entries(EXTENSIONS_OF_FORMAT) as [Format, string][]).flatMap(([format, extensions]) =>
    extensions.split(' ').map((extension) => [extension, format] as const),
  ),
)

/** What shows a document depends on the blocks that its reader makes, not on how it was brought in. */
const LAYOUT_OF_FORMAT: Readonly<Record<Format, LayoutFormat>> = {
  markdown: 'markdown',
  text: 'text',
  csv: 'xlsx',
  html: 'html',
  mhtml: 'html',
  eml: 'html',
  zip: 'text',
  pdf: 'pdf',
  docx: 'docx',
  pptx: 'pptx',
  xlsx: 'xlsx',
  legacy_text: 'docx',
  legacy_slides: 'pptx',
  legacy_sheet: 'xlsx',
  image: 'text',
}

/** The file endings that can be read, in lower case with their dot. */
export const SUPPORTED_EXTENSIONS: readonly string[] = [...FORMAT_OF_EXTENSION.keys()]

/** The ending of a file name or path in lower case with its dot, or '' when it has none. */
export function extensionOf(name: string): string {
  return /[^/\\](\.[^./\\]+)$/.exec(name)?.[1]?.toLowerCase() ?? ''
}

export function formatOf(name: string): Format | undefined {
  return FORMAT_OF_EXTENSION.get(extensionOf(name))
}

export function isSupported(name: string): boolean {
  return formatOf(name) !== undefined
}

/** The shape in which a file of that name is shown. */
export function layoutFormatOf(name: string): LayoutFormat {
  const format = formatOf(name)
  return format === undefined ? 'text' : LAYOUT_OF_FORMAT[format]
}

/** Whether a file of that name may have others inside that become documents of their own. */
export function canHoldFiles(name: string): boolean {
  const format = formatOf(name)
  return format === 'zip' || format === 'eml'
}
