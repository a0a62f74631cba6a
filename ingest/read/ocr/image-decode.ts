import { createCanvas, type Image, loadImage } from '@napi-rs/canvas'
import type { SourceFile } from '../../extraction.ts'
import { readFailure } from '../read-failure.ts'
import { type GrayImage, grayOf, withDarkInk } from './gray-image.ts'

/** A decoded picture, turned as the camera says; `at` gives it enlarged by a factor, or smaller where it is very large. */
export type Picture = { at: (factor: number) => GrayImage }

const MAX_PIXELS = 16_000_000

/** @throws AppError `file_broken` */
export async function decodePicture(file: SourceFile): Promise<Picture> {
  const picture: Image = await loadImage(Buffer.from(file.bytes)).catch((cause) => {
    throw readFailure(file, 'file_broken', 'the picture is damaged; save it anew', cause)
  })
  const { width, height } = picture
  return {
    at: (factor) => {
      const scale = Math.min(factor, Math.sqrt(MAX_PIXELS / (width * height)))
      const canvas = createCanvas(Math.max(1, Math.round(width * scale)), Math.max(1, Math.round(height * scale)))
      const pen = canvas.getContext('2d')
      pen.fillStyle = '#fff'
      pen.fillRect(0, 0, canvas.width, canvas.height)
      pen.drawImage(picture, 0, 0, canvas.width, canvas.height)
      const { data } = pen.getImageData(0, 0, canvas.width, canvas.height)
      return withDarkInk(grayOf(data, canvas.width, canvas.height))
    },
  }
}
