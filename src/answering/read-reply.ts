import { AppError } from '../errors.ts'
import type { Chat, ChatPrompt } from './answer.ts'
import { LONGEST_REPLY } from './thresholds.ts'

/** What some models think aloud ends so. */
const THOUGHT = '</think>'

/**
 * A model's reply as it comes, piece by piece.
 * @throws AppError `chat_failed` when it has no end.
 */
export async function* boundedReply(chat: Chat, prompt: ChatPrompt, signal?: AbortSignal): AsyncIterable<string> {
  let length = 0
  for await (const piece of chat(prompt, signal)) {
    length += piece.length
    if (length > LONGEST_REPLY) {
      throw new AppError(
        'chat_failed',
        `The chat model's reply passed ${LONGEST_REPLY} characters without an end: try another CHAT_MODEL.`,
      )
    }
    yield piece
  }
}

/** A whole reply as numbered lines, `1: …`; what a model thinks aloud before is left out. */
export async function readNumberedLines(
  chat: Chat,
  prompt: ChatPrompt,
  signal?: AbortSignal,
): Promise<Map<number, string>> {
  let reply = ''
  for await (const piece of boundedReply(chat, prompt, signal)) reply += piece
  const lines = new Map<number, string>()
  const said = reply.slice(reply.lastIndexOf(THOUGHT) < 0 ? 0 : reply.lastIndexOf(THOUGHT) + THOUGHT.length)
  for (const line of said.split('\n')) {
    const [, number, rest] = /^\W{0,3}(\d{1,3})\s*[:：.、)]\s*(.+)$/.exec(line.trim()) ?? []
    if (number !== undefined && rest !== undefined && !lines.has(Number(number))) lines.set(Number(number), rest.trim())
  }
  return lines
}
