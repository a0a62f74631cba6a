import { z } from '@hono/zod-openapi'
import type { Passage } from '../../retrieval/passage.ts'
import { spanSchema } from '../wire/common.ts'
import { questionSchema, toFilters } from '../wire/query.ts'
import { toolFiltersSchema } from './filters.ts'
import { describePlace } from './place.ts'
import { defineTool } from './tool.ts'

const MOST_PASSAGES = 50
const USUAL_PASSAGES = 8

const passageSchema = z.object({
  rank: z.int(),
  documentId: z.string(),
  versionId: z.string(),
  title: z.string(),
  path: z.string(),
  kind: z.string(),
  date: z.string(),
  headings: z.array(z.string()),
  speaker: z.string().optional(),
  page: z.int().optional(),
  span: spanSchema,
  text: z.string(),
})

function toData(passage: Passage, at: number): z.infer<typeof passageSchema> {
  return passageSchema.parse({ ...passage, rank: at + 1 })
}

function toText(passage: Passage, at: number): string {
  const { documentId, span, text } = passage
  return `${at + 1}. ${describePlace(passage)}\nid ${documentId}, characters ${span.start}-${span.end}\n${text}`
}

export const searchTool = defineTool({
  name: 'search',
  title: 'Search the library / 检索资料库',
  description: `Finds the passages of the organisation's own documents (discussion notes, retrospectives, pitfall cases, delivery guides) that are nearest to a query, best first, each with its document, place and exact text. Use it to see the evidence itself, or to compare several cases; for a checked answer use "ask". Ask in whole sentences and in the language of the documents (mostly Chinese).
在本组织的资料（讨论纪要、复盘、避坑案例、交付指南）中检索与问题最接近的原文段落，附出处与位置。需要原文证据或对比多个案例时使用；需要经过核对的回答请用 ask。`,
  input: z.strictObject({
    query: questionSchema.describe('What to look for, as a question or a phrase / 要查的问题或短语'),
    limit: z
      .int()
      .min(1)
      .max(MOST_PASSAGES)
      .default(USUAL_PASSAGES)
      .describe(`How many passages, ${MOST_PASSAGES} at most / 返回段落数`),
    filters: toolFiltersSchema.optional(),
  }),
  output: z.object({
    passages: z.array(passageSchema),
    degraded: z.array(z.string()).describe('What the search had to do without'),
  }),
  run: async ({ query, limit, filters }, { services, access, signal }) => {
    const { passages, degraded } = await services.retrieve(
      { query, limit, filters: toFilters(filters) },
      access,
      signal,
    )
    const text = passages.length === 0 ? 'No passage matches. 没有匹配的段落。' : passages.map(toText).join('\n\n')
    return { text, data: { passages: passages.map(toData), degraded } }
  },
})
