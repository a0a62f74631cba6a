import type { Answer, AnswerEvent, AnswerStep, Citation } from '../../answering/answer.ts'
import { questionLanguage } from '../../language/questions.ts'
import { writeAppendix } from '../answer-text.ts'
import { type AnswerFacts, type CompletionHead, estimateUsage, toAnswerFacts, type Usage } from './completion.ts'

type Delta = { role?: 'assistant'; content?: string; citations?: Citation[] }

/** A piece of a completion as OpenAI streams it; `precedent` is ours. */
export type CompletionChunk = CompletionHead & {
  object: 'chat.completion.chunk'
  choices: { index: 0; delta: Delta; logprobs: null; finish_reason: 'stop' | null }[]
  usage?: Usage | null
  precedent?: AnswerFacts | { step: AnswerStep }
}

export type CompletionStream = {
  onEvent: (event: AnswerEvent) => void
  /** Sends what is still missing of the answer, its sources and the end. */
  finish: (answer: Answer) => void
}

const SUPERSEDED = {
  zh: '\n\n---\n\n以上内容未通过核对，作废。核对后的回答：\n\n',
  en: '\n\n---\n\nThe text above did not pass the check and is void. The checked answer:\n\n',
} as const

/** What has to follow `streamed` so that the checked text is there, and how much before it is void. */
function complete(streamed: string, answer: Answer): { rest: string; supersedes?: number } {
  if (answer.text.startsWith(streamed)) return { rest: answer.text.slice(streamed.length) }
  if (answer.text.trim() === streamed.trim()) return { rest: '' }
  const notice = SUPERSEDED[questionLanguage(answer.question)]
  return { rest: notice + answer.text, supersedes: streamed.length + notice.length }
}

/**
 * Turns the course of an answer into chunks. What a model said before it failed cannot be taken back from a stream:
 * the checked answer follows it, after a line that says so, and `precedent.supersedes` counts what is void.
 */
export function openCompletionStream(
  head: CompletionHead,
  options: { prompt: string; includesUsage: boolean; send: (chunk: CompletionChunk) => void },
): CompletionStream {
  let streamed = ''
  const send = (fields: Partial<CompletionChunk>) =>
    options.send({
      ...head,
      object: 'chat.completion.chunk',
      choices: [],
      ...(options.includesUsage ? { usage: null } : {}),
      ...fields,
    })
  const choice = (delta: Delta, finish_reason: 'stop' | null = null) =>
    ({ choices: [{ index: 0 as const, delta, logprobs: null, finish_reason }] }) satisfies Partial<CompletionChunk>
  const write = (content: string) => {
    if (content === '') return
    streamed += content
    send(choice({ content }))
  }

  send(choice({ role: 'assistant', content: '' }))
  return {
    onEvent: ({ event, data }) => {
      if (event === 'delta') write(data.text)
      if (event === 'step') send({ ...choice({}), precedent: { step: data } })
    },
    finish: (answer) => {
      const { rest, supersedes } = complete(streamed, answer)
      write(rest)
      write(writeAppendix(answer))
      const facts = { ...toAnswerFacts(answer), ...(supersedes === undefined ? {} : { supersedes }) }
      send({ ...choice({ citations: answer.citations }, 'stop'), precedent: facts })
      if (options.includesUsage) send({ usage: estimateUsage(options.prompt, streamed) })
    },
  }
}
