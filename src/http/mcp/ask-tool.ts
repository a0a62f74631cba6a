import { z } from '@hono/zod-openapi'
import type { Answer, AnswerEvent } from '../../answering/answer.ts'
import { writeNotes } from '../answer-text.ts'
import { answerSchema } from '../wire/answer.ts'
import { questionSchema, toFilters } from '../wire/query.ts'
import { toolFiltersSchema } from './filters.ts'
import { describePlace } from './place.ts'
import { defineTool, type ToolContext } from './tool.ts'

/** Passages shown with a refusal. */
const NEAREST = 3

const nearSchema = z.object({ documentId: z.string(), title: z.string(), text: z.string() })

const outputSchema = answerSchema
  .pick({
    status: true,
    mode: true,
    asked: true,
    text: true,
    sentences: true,
    citations: true,
    conflicts: true,
    stale: true,
    steps: true,
    mightKnow: true,
    gapId: true,
    degraded: true,
  })
  .extend({
    answerId: z.string(),
    nearest: z.array(nearSchema).describe('With a refusal: what came nearest'),
  })

function nearestOf({ status, nearest }: Answer): z.infer<typeof nearSchema>[] {
  if (status !== 'refused') return []
  return nearest.slice(0, NEAREST).map(({ documentId, title, text }) => ({ documentId, title, text }))
}

function toData(answer: Answer): z.infer<typeof outputSchema> {
  return outputSchema.parse({ ...answer, answerId: answer.id, nearest: nearestOf(answer) })
}

function toText(answer: Answer): string {
  const quotes = answer.citations.map(
    (citation) => `[${citation.n}] ${describePlace(citation)} (id ${citation.documentId})\n“${citation.quote.trim()}”`,
  )
  const nearest = nearestOf(answer).map(
    ({ documentId, title, text }) => `${title} (id ${documentId})\n“${text.trim()}”`,
  )
  return [
    `status: ${answer.status}`,
    answer.text + writeNotes(answer),
    ...(quotes.length > 0 ? [`Sources / 来源：\n${quotes.join('\n')}`] : []),
    ...(nearest.length > 0 ? [`Nearest passages / 最接近的原文：\n${nearest.join('\n')}`] : []),
  ].join('\n\n')
}

/** Every step of a deep answer is told as it is done. */
function tellSteps({ progress }: ToolContext): (event: AnswerEvent) => void {
  return ({ event, data }) => {
    if (event === 'step') progress(data.n, `${data.kind}: ${data.about}`)
  }
}

export const askTool = defineTool({
  name: 'ask',
  title: 'Ask the library / 向资料库提问',
  description: `Answers a question from the organisation's own documents. Every sentence carries marks [n] of the citations it rests on, checked against the exact quotes; where sources disagree both values are given; where the library does not say, the status is "refused": then tell the user so, and do not answer from other knowledge. Keep the marks and sources when you pass an answer on. One self-contained question a call: it knows nothing of your conversation.
根据本组织的资料回答问题，每句话都标有出处 [n] 并与原文核对；来源不一致时并列给出；资料没有提到时 status 为 refused，请如实转告，不要自行编造。转述时请保留标注与来源。每次只问一个完整的问题（不了解你的对话上文）。`,
  input: z.strictObject({
    question: questionSchema.describe('One whole question / 一个完整的问题'),
    deep: z
      .boolean()
      .default(false)
      .describe('Search in several steps: slower, for questions that need several documents / 多步检索，较慢'),
    filters: toolFiltersSchema.optional(),
  }),
  output: outputSchema,
  run: async ({ question, deep, filters }, context) => {
    const asked = { question, filters: toFilters(filters), depth: deep ? ('deep' as const) : ('quick' as const) }
    const watch = { onEvent: tellSteps(context), signal: context.signal }
    const answer = await context.services.ask(asked, context.access, watch)
    return { text: toText(answer), data: toData(answer) }
  },
})
