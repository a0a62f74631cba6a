import { describe, expect, it } from 'vitest'
import { read } from '../../helpers/fixtures/read.ts'
import { drawScan, type ScanText } from '../../helpers/fixtures/scan.ts'
import { shareFound } from '../../helpers/fixtures/similarity.ts'
import { makeTiff } from '../../helpers/fixtures/tiff.ts'
import { redirectTemporaryFiles } from '../../helpers/temporary-folder.ts'
import { NO_TESSERACT, withPath } from '../../helpers/tools.ts'

redirectTemporaryFiles()

const LINES = ['验收前六十天内客户更换了分管领导', '此前口头确认的事项全部重来', '项目组决定把所有确认改为书面']
const texts: ScanText[] = LINES.map((text, at) => ({ text, x: 72, top: 100 + at * 40 }))
const wanted = LINES.join('')

const scan = (options = {}) => drawScan(texts, options)
const failure = (name: string, bytes: Uint8Array) => read(name, bytes).catch((error) => error)

/** The picture as a TIFF page. */
function tiffPage(lines: ScanText[]) {
  const canvas = drawScan(lines, { dpi: 150 })
  const { width, height } = canvas
  const { data } = canvas.getContext('2d').getImageData(0, 0, width, height)
  return { width, height, pixels: Uint8Array.from({ length: width * height }, (_, at) => data[at * 4] ?? 0) }
}

/** A JPEG that says by EXIF how the camera was held: 6, a quarter turn to the right is needed. */
function turnedJpeg(): Buffer {
  const upright = scan({ dpi: 150 })
  const turned = drawScan([], { dpi: 150 })
  turned.width = upright.height
  turned.height = upright.width
  const pen = turned.getContext('2d')
  pen.translate(0, upright.width)
  pen.rotate(-Math.PI / 2)
  pen.drawImage(upright, 0, 0)
  const jpeg = turned.toBuffer('image/jpeg', 85)
  const exif = Buffer.from('4578696600004d4d002a000000080001011200030000000100060000000000000000', 'hex')
  const head = Buffer.from([0xff, 0xe1, 0, exif.length + 2])
  return Buffer.concat([jpeg.subarray(0, 2), head, exif, jpeg.subarray(2)])
}

describe.skipIf(NO_TESSERACT !== '')(`a picture of text${NO_TESSERACT}`, () => {
  it.each([
    ['png', 'image/png'],
    ['jpg', 'image/jpeg'],
    ['webp', 'image/webp'],
  ] as const)('is read as a page: .%s', async (ending, type) => {
    const extraction = await read(`a.${ending}`, scan().toBuffer(type as 'image/png'))
    expect(shareFound(wanted, extraction.text)).toBeGreaterThan(0.93)
    expect(extraction).toMatchObject({ reader: 'Tesseract', pages: 1 })
    expect(extraction.warnings).toEqual([
      'Pages without a text layer, read by text recognition: 1. Check names and numbers.',
    ])
  })

  it('has a box for each line, in the points of its page, which keeps its shape', async () => {
    const { boxes = [], pageSizes = [] } = await read('a.png', scan().toBuffer('image/png'))
    const [size] = pageSizes
    expect((size?.width ?? 0) / (size?.height ?? 1)).toBeCloseTo(595 / 842, 2)
    expect(boxes).toHaveLength(3)
    for (const [at, box] of boxes.entries()) {
      expect((box.x / (size?.width ?? 1)) * 595).toBeCloseTo(72, -1)
      expect(Math.abs((box.y / (size?.height ?? 1)) * 842 - (100 + at * 40))).toBeLessThan(6)
    }
  })

  it('is turned as the camera says', async () => {
    const { text } = await read('a.jpg', turnedJpeg())
    expect(shareFound(wanted, text)).toBeGreaterThan(0.9)
  })

  it('of a screen, with small letters, light on dark, is read', async () => {
    const small = drawScan(texts, { dpi: 85 })
    const pen = small.getContext('2d')
    const picture = pen.getImageData(0, 0, small.width, small.height)
    for (let at = 0; at < picture.data.length; at++) if (at % 4 !== 3) picture.data[at] = 255 - (picture.data[at] ?? 0)
    pen.putImageData(picture, 0, 0)
    const { text } = await read('a.png', small.toBuffer('image/png'))
    expect(shareFound(wanted, text)).toBeGreaterThan(0.85)
  })

  it('of several pages, as a TIFF may be, is read page by page', async () => {
    const second = [{ text: '第二页写着预防的办法', x: 72, top: 100 }]
    const pages: string[] = []
    const bytes = makeTiff([tiffPage(texts), tiffPage(second)])
    const { readDocument } = await import('../../../ingest/read/read-document.ts')
    const extraction = await readDocument({
      name: 'a.tif',
      bytes,
      onPage: ({ done, total }) => pages.push(`${done}/${total}`),
    })
    expect(extraction.pages).toBe(2)
    expect(shareFound(wanted, extraction.text)).toBeGreaterThan(0.85)
    const last = extraction.boxes?.at(-1)
    expect(last?.page).toBe(2)
    expect(shareFound('第二页写着预防的办法', extraction.text.slice(last?.start, last?.end))).toBeGreaterThan(0.8)
    expect(pages).toEqual(['1/2', '2/2'])
  })

  it('of nothing holds no text', async () => {
    expect(await failure('a.png', drawScan([]).toBuffer('image/png'))).toMatchObject({ code: 'no_text' })
  })
})

describe('pictures', () => {
  it('say what to install where Tesseract is missing', async () => {
    const error = await withPath('', () => failure('a.png', scan().toBuffer('image/png')))
    expect(error).toMatchObject({ code: 'tool_missing' })
    expect(error.message).toMatch(/^a\.png: .* Tesseract, which is not installed.*: .*install/)
  })

  it('that are none, or are cut off, are refused', async () => {
    expect(await failure('a.png', Buffer.from('正文'.repeat(100)))).toMatchObject({ code: 'format_mismatch' })
    expect(await failure('a.jpg', Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 16]))).toMatchObject({
      code: expect.stringMatching(/format_mismatch|file_broken/),
    })
  })

  it('of more points than can be held are refused before they are decoded', async () => {
    const bomb = Buffer.from(scan().toBuffer('image/png'))
    bomb.writeUInt32BE(60_000, 16)
    bomb.writeUInt32BE(60_000, 20)
    expect(await failure('a.png', bomb)).toMatchObject({
      code: 'file_too_large',
      message: 'a.png: 60000 × 60000 points, more than 64 million; make it smaller.',
    })
  })
})
