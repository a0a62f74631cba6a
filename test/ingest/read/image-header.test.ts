import { createCanvas } from '@napi-rs/canvas'
import { describe, expect, it } from 'vitest'
import { imageHeader } from '../../../ingest/read/ocr/image-header.ts'
import { makeTiff } from '../../helpers/fixtures/tiff.ts'

const canvas = createCanvas(40, 20)

function makeBmp(): Buffer {
  const bmp = Buffer.alloc(54 + 40 * 20 * 3)
  bmp.write('BM')
  bmp.writeUInt32LE(40, 14)
  bmp.writeInt32LE(40, 18)
  bmp.writeInt32LE(-20, 22)
  return bmp
}

describe('the header of a picture', () => {
  it.each([
    ['png', canvas.toBuffer('image/png')],
    ['jpeg', canvas.toBuffer('image/jpeg')],
    ['webp', canvas.toBuffer('image/webp')],
    ['bmp', makeBmp()],
    ['tiff', makeTiff([{ width: 40, height: 20 }])],
  ])('says its size without decoding it: %s', (kind, bytes) => {
    expect(imageHeader(bytes)).toEqual({ kind, pages: [{ width: 40, height: 20 }] })
  })

  it('says the size of each page of a TIFF', () => {
    const pages = [
      { width: 40, height: 20 },
      { width: 30, height: 60 },
    ]
    expect(imageHeader(makeTiff(pages))?.pages).toEqual(pages)
  })

  it('is none for other files, and for pictures cut off before their size', () => {
    expect(imageHeader(Buffer.from('正文'))).toBeUndefined()
    expect(imageHeader(Buffer.alloc(0))).toBeUndefined()
    for (const type of ['image/png', 'image/jpeg', 'image/webp'] as const) {
      for (const length of [1, 3, 9, 13, 17]) {
        expect(imageHeader(canvas.toBuffer(type as 'image/png').subarray(0, length))).toBeUndefined()
      }
    }
    expect(imageHeader(makeTiff([{ width: 40, height: 20 }]).subarray(0, 12))).toBeUndefined()
  })

  it('of a TIFF whose directories lead in a circle ends', () => {
    const tiff = makeTiff([{ width: 40, height: 20 }])
    const directory = tiff.readUInt32LE(4)
    tiff.writeUInt32LE(directory, directory + 2 + tiff.readUInt16LE(directory) * 12)
    expect(imageHeader(tiff)?.pages).toHaveLength(1)
  })
})
