import { bodyLimit } from 'hono/body-limit'
import { AppError } from '../errors.ts'

const MEBIBYTE = 1024 * 1024

export const MAX_JSON_BYTES = MEBIBYTE
export const MAX_FILE_BYTES = 200 * MEBIBYTE
export const MAX_UPLOAD_BYTES = 1024 * MEBIBYTE
export const MAX_QUESTION_CHARACTERS = 4_000

export const limitJsonBody = bodyLimit({
  maxSize: MAX_JSON_BYTES,
  onError: () => {
    throw new AppError('payload_too_large', 'The body is larger than 1 MB: send less at once.')
  },
})
