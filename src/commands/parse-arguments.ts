import { InvalidArgumentError } from 'commander'
import { AppError } from '../errors.ts'
import { MAX_QUESTION_CHARACTERS } from '../http/limits.ts'

const MAX_LIMIT = 500
const MAX_CONVERSATION_ID = 100

/** A number of results; more than 500 is cut to 500. */
export function parseLimit(value: string): number {
  const limit = /^\d{1,9}$/.test(value) ? Number(value) : 0
  if (limit < 1) throw new InvalidArgumentError('It takes a whole number from 1 to 500.')
  return Math.min(limit, MAX_LIMIT)
}

/** Stays text, as the environment's PORT does; checked here so that a wrong one is wrong usage. */
export function parsePort(value: string): string {
  if (/^\d{1,5}$/.test(value) && Number(value) <= 65_535) return value
  throw new InvalidArgumentError('It takes a whole number from 0 to 65535.')
}

/** `--data --json` is a forgotten folder, not one of that name. */
export function parseFolder(value: string): string {
  if (value.trim() !== '' && !value.startsWith('-')) return value
  throw new InvalidArgumentError('It takes the path of a folder.')
}

export function parseConversation(value: string): string {
  if (value.trim() !== '' && value.length <= MAX_CONVERSATION_ID && !value.startsWith('-')) return value
  throw new InvalidArgumentError(`It takes the id of a conversation, ${MAX_CONVERSATION_ID} characters at most.`)
}

/** The words of a command line as one question. @throws AppError `question_empty`, `question_too_long` */
export function parseQuestion(words: readonly string[]): string {
  const question = words.join(' ').trim()
  if (question === '') throw new AppError('question_empty', 'The question is empty: type what you want to know.')
  if ([...question].length > MAX_QUESTION_CHARACTERS) {
    throw new AppError(
      'question_too_long',
      `The question is longer than ${MAX_QUESTION_CHARACTERS} characters: shorten it.`,
    )
  }
  return question
}
