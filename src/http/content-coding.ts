import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'

export type ContentCoding = 'br' | 'gzip'

const BROTLI_QUALITY = 5
const GZIP_LEVEL = 6

const brotli = promisify(brotliCompress)
const zip = promisify(gzip)

/** The smallest coding that an Accept-Encoding header allows, if any: RFC 9110, 12.5.3. */
export function chooseCoding(accepted: string | undefined): ContentCoding | undefined {
  const weights = new Map(
    (accepted ?? '').split(',').map((part): [string, number] => {
      const [name = '', weight = ''] = part.split(';')
      return [name.trim().toLowerCase(), Number(/q=([\d.]+)/i.exec(weight)?.[1] ?? 1)]
    }),
  )
  return (['br', 'gzip'] as const).find((coding) => (weights.get(coding) ?? weights.get('*') ?? 0) > 0)
}

/** The bytes in a coding, made off the main thread. */
export async function encodeBytes(bytes: Uint8Array, coding: ContentCoding): Promise<Buffer<ArrayBuffer>> {
  if (coding === 'gzip') return zip(bytes, { level: GZIP_LEVEL })
  const params = { [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length }
  return brotli(bytes, { params })
}
