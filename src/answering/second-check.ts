import type { Chat, Citation, Sentence } from './answer.ts'
import { buildCheckPrompt } from './prompt.ts'
import { readNumberedLines } from './read-reply.ts'

/** How much of what a model objects is shown. */
const REASON_CHARACTERS = 120

/**
 * Has a model read each sentence beside its quotes. It can only lower a verdict: what the check without a model let
 * pass becomes `partial` where the model says no.
 * @throws AppError `chat_failed`
 */
export async function checkWithModel(
  sentences: readonly Sentence[],
  citations: readonly Citation[],
  chat: Chat,
  signal?: AbortSignal,
): Promise<Sentence[]> {
  const quotesOf = ({ citations: numbers }: Sentence) =>
    citations.filter(({ n }) => numbers.includes(n)).map(({ quote }) => quote)
  const asked = sentences.filter(({ support }) => support === 'supported')
  if (asked.length === 0) return [...sentences]
  const claims = asked.map((sentence) => ({ text: sentence.text, quotes: quotesOf(sentence) }))
  const verdicts = await readNumberedLines(chat, buildCheckPrompt(claims), signal)
  return sentences.map((sentence) => {
    const verdict = verdicts.get(asked.indexOf(sentence) + 1) ?? ''
    if (!/^no\b/i.test(verdict)) return sentence
    const reason = verdict
      .slice(2)
      .replace(/^[\s:：,，.-]+/, '')
      .slice(0, REASON_CHARACTERS)
    return { ...sentence, support: 'partial', notes: [`the model's second reading: ${reason === '' ? 'no' : reason}`] }
  })
}
