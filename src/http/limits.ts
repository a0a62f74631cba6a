import type { MiddlewareHandler } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { AppError } from '../errors.ts'

const MEBIBYTE = 1024 * 1024

export const MAX_JSON_BYTES = MEBIBYTE
export const MAX_FILE_BYTES = 200 * MEBIBYTE
export const MAX_UPLOAD_BYTES = 1024 * MEBIBYTE
export const MAX_QUESTION_CHARACTERS = 4_000

/** A caller who keeps its conversation sends all of it with every question. */
const MAX_CONVERSATION_BYTES = 8 * MEBIBYTE
const CONVERSATION_PATH = '/v1/chat/completions'

function limitTo(maxSize: number): MiddlewareHandler {
  return bodyLimit({
    maxSize,
    onError: () => {
      throw new AppError('payload_too_large', `The body is larger than ${maxSize / MEBIBYTE} MB: send less at once.`)
    },
  })
}

const limitConversation = limitTo(MAX_CONVERSATION_BYTES)
const limitOther = limitTo(MAX_JSON_BYTES)

export const limitJsonBody: MiddlewareHandler = (c, next) =>
  (c.req.path === CONVERSATION_PATH ? limitConversation : limitOther)(c, next)
