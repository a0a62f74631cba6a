export type ImageKind = 'png' | 'jpeg' | 'webp' | 'bmp' | 'tiff'
/** Width and height in points of each page; only TIFF has more than one. */
export type ImageHeader = { kind: ImageKind; pages: { width: number; height: number }[] }

/** TIFF, tag numbers of its directory. */
const TIFF_WIDTH = 256
const TIFF_HEIGHT = 257
const TIFF_LONG = 4
const MAX_TIFF_PAGES = 10_000

/** What the beginning of a picture says about its kind and size, without decoding it; undefined when it is no picture. */
export function imageHeader(bytes: Uint8Array): ImageHeader | undefined {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  try {
    return pngHeader(view) ?? jpegHeader(view) ?? webpHeader(view) ?? bmpHeader(view) ?? tiffHeader(view)
  } catch (error) {
    if (error instanceof RangeError) return undefined
    throw error
  }
}

function header(kind: ImageKind, width: number, height: number): ImageHeader | undefined {
  return width > 0 && height > 0 ? { kind, pages: [{ width, height }] } : undefined
}

function pngHeader(view: Buffer): ImageHeader | undefined {
  if (view.toString('latin1', 0, 8) !== '\x89PNG\r\n\x1a\n') return undefined
  return header('png', view.readUInt32BE(16), view.readUInt32BE(20))
}

/** Segments of a marker and a length, up to a start of frame: 0xC0 to 0xCF without 0xC4, 0xC8 and 0xCC. */
function jpegHeader(view: Buffer): ImageHeader | undefined {
  if (view.readUInt16BE(0) !== 0xffd8) return undefined
  for (let at = 2; ; ) {
    const marker = view.readUInt16BE(at) & 0xff
    const isFrame = marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc
    if (isFrame) return header('jpeg', view.readUInt16BE(at + 7), view.readUInt16BE(at + 5))
    at += marker === 0xff ? 1 : 2 + view.readUInt16BE(at + 2)
  }
}

function webpHeader(view: Buffer): ImageHeader | undefined {
  if (view.toString('latin1', 0, 4) !== 'RIFF' || view.toString('latin1', 8, 12) !== 'WEBP') return undefined
  const form = view.toString('latin1', 12, 16)
  if (form === 'VP8X') return header('webp', view.readUIntLE(24, 3) + 1, view.readUIntLE(27, 3) + 1)
  if (form === 'VP8 ') return header('webp', view.readUInt16LE(26) & 0x3fff, view.readUInt16LE(28) & 0x3fff)
  const bits = view.readUInt32LE(21)
  return form === 'VP8L' ? header('webp', (bits & 0x3fff) + 1, ((bits >>> 14) & 0x3fff) + 1) : undefined
}

function bmpHeader(view: Buffer): ImageHeader | undefined {
  if (view.toString('latin1', 0, 2) !== 'BM') return undefined
  if (view.readUInt32LE(14) === 12) return header('bmp', view.readUInt16LE(18), view.readUInt16LE(20))
  return header('bmp', view.readInt32LE(18), Math.abs(view.readInt32LE(22)))
}

function tiffHeader(view: Buffer): ImageHeader | undefined {
  const order = view.toString('latin1', 0, 4)
  if (order !== 'II*\0' && order !== 'MM\0*') return undefined
  const isLittle = order.startsWith('I')
  const short = (at: number) => (isLittle ? view.readUInt16LE(at) : view.readUInt16BE(at))
  const long = (at: number) => (isLittle ? view.readUInt32LE(at) : view.readUInt32BE(at))
  const pages: ImageHeader['pages'] = []
  for (let directory = long(4); directory !== 0 && pages.length < MAX_TIFF_PAGES; ) {
    const entries = short(directory)
    const page = { width: 0, height: 0 }
    for (let entry = directory + 2; entry < directory + 2 + entries * 12; entry += 12) {
      const value = short(entry + 2) === TIFF_LONG ? long(entry + 8) : short(entry + 8)
      if (short(entry) === TIFF_WIDTH) page.width = value
      if (short(entry) === TIFF_HEIGHT) page.height = value
    }
    if (page.width > 0 && page.height > 0) pages.push(page)
    const next = long(directory + 2 + entries * 12)
    directory = next > directory ? next : 0
  }
  return pages.length > 0 ? { kind: 'tiff', pages } : undefined
}
