import { z } from '@hono/zod-openapi'
import { daySchema, kindSchema, spaceNameSchema } from '../wire/common.ts'

/** The filters of a search, described for a model that fills them in. */
export const toolFiltersSchema = z
  .strictObject({
    space: spaceNameSchema.optional().describe('Name of a space, as list_documents shows it / 空间名'),
    kind: kindSchema.optional().describe('Kind of document / 文档类型'),
    documentIds: z.array(z.string().max(100)).max(1_000).optional().describe('Only these documents / 只查这些文档'),
    since: daySchema.optional().describe('ISO 8601 date; documents of that day or later / 起始日期，如 2025-03-31'),
  })
  .describe('Where to look; leave out what should not narrow the search / 检索范围')
