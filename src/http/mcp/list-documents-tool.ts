import { z } from '@hono/zod-openapi'
import { browseDocuments } from '../../db/document-list.ts'
import type { DocumentView } from '../../db/document-views.ts'
import { cutPage, decodeCursor } from '../paging.ts'
import { kindSchema, spaceNameSchema } from '../wire/common.ts'
import { defineTool } from './tool.ts'

const MOST_DOCUMENTS = 200
const USUAL_DOCUMENTS = 50

const listedSchema = z.object({
  documentId: z.string(),
  title: z.string(),
  path: z.string(),
  kind: z.string(),
  space: z.string(),
  date: z.string(),
  project: z.string(),
  people: z.array(z.string()),
  state: z.string().describe('ready: it can be read and searched'),
})

function toData(document: DocumentView): z.infer<typeof listedSchema> {
  return listedSchema.parse({ ...document, documentId: document.id })
}

function toLine({ id, title, kind, space, date, state }: DocumentView): string {
  const facts = [kind, space, date, ...(state === 'ready' ? [] : [state])].filter((fact) => fact !== '')
  return `- ${title.replace(/\s+/g, ' ')} (${facts.join(', ')}) id ${id}`
}

export const listDocumentsTool = defineTool({
  name: 'list_documents',
  title: 'List the documents / 列出文档',
  description: `Lists the documents of the library, a page at a time, with title, kind, space, date, project and people. Use it to learn what the library holds, to find a document by its name, or to get ids and spaces for filters. It does not look into the text: use "search" for that.
列出资料库中的文档（分页）：标题、类型、空间、日期、项目、人员。用于了解有哪些资料、按名称找文档、获取过滤条件用的编号；查正文内容请用 search。`,
  input: z.strictObject({
    name: z
      .string()
      .trim()
      .max(200)
      .optional()
      .describe('Words that title, path, project or people have to hold / 标题、路径、项目或人员包含的词'),
    space: spaceNameSchema.optional().describe('Only documents of this space / 只列这个空间'),
    kind: kindSchema.optional().describe('Only documents of this kind / 只列这种类型'),
    limit: z
      .int()
      .min(1)
      .max(MOST_DOCUMENTS)
      .default(USUAL_DOCUMENTS)
      .describe(`How many, ${MOST_DOCUMENTS} at most / 每页数量`),
    cursor: z.string().max(1_000).optional().describe('nextCursor of the page before / 上一页的 nextCursor'),
  }),
  output: z.object({
    documents: z.array(listedSchema),
    total: z.int().describe('How many match on all pages'),
    nextCursor: z.string().optional(),
  }),
  run: async ({ name, space, kind, limit, cursor }, { services, access }) => {
    const { documents, total } = browseDocuments(services.db, {
      access,
      filters: { q: name, space, ...(kind === undefined ? {} : { kinds: [kind] }) },
      from: { afterId: decodeCursor(cursor) ?? '' },
      limit: limit + 1,
    })
    const { page, nextCursor } = cutPage(documents, limit, ({ id }) => id)
    const more = nextCursor === undefined ? '' : `\nMore with cursor ${nextCursor}`
    return {
      text: `${total} documents in all, ${page.length} here / 共 ${total} 份\n${page.map(toLine).join('\n')}${more}`,
      data: { documents: page.map(toData), total, ...(nextCursor === undefined ? {} : { nextCursor }) },
    }
  },
})
