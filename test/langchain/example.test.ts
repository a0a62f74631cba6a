import type { Document } from '@langchain/core/documents'
import { StringOutputParser } from '@langchain/core/output_parsers'
import { ChatPromptTemplate } from '@langchain/core/prompts'
import { RunnablePassthrough, RunnableSequence } from '@langchain/core/runnables'
import { createAgent, tool } from 'langchain'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { z } from 'zod'
import { type PassageMetadata, PrecedentRetriever } from '../../src/langchain/precedent.ts'
import { getJson, runPrecedent, startService } from '../helpers/built.ts'
import { put } from '../helpers/folder.ts'
import { HttpChatModel } from '../helpers/http-chat-model.ts'
import { type OpenAiServer, startOpenAiServer } from '../helpers/openai-server.ts'
import { temporarySuiteFolder } from '../helpers/temporary-folder.ts'

const NOTE = '# 仓储系统交接\n\n客户换了负责人，我们先请新负责人补签交接清单，再约验收。\n'
const OTHER = '# 机房搬迁\n\n搬迁前一周停止变更，搬迁当晚由值班经理统一指挥。\n'

const folder = temporarySuiteFolder()
let service: string
let server: OpenAiServer
const stops: (() => Promise<void>)[] = []

beforeAll(async () => {
  put(folder, 'notes/交接.md', NOTE)
  put(folder, 'notes/搬迁.md', OTHER)
  const data = `${folder}/data`
  await runPrecedent(['ingest', `${folder}/notes`, '--data', data])
  service = (await startService(['--data', data], {}, (stop) => stops.push(stop))).url
  server = await startOpenAiServer()
  stops.push(server.close)
})
afterAll(async () => {
  for (const stop of stops) await stop()
})

const cite = (documents: Document<PassageMetadata>[]) =>
  documents.map(({ pageContent, metadata: { path } }, i) => `[${i + 1}] ${path}: ${pageContent}`).join('\n')

it('finds passages of the library, each exactly the slice of its source that its metadata names', async () => {
  const documents = await new PrecedentRetriever({ baseUrl: service, limit: 2 }).invoke('换了负责人怎么验收')
  const [first] = documents
  expect(documents.length).toBeLessThanOrEqual(2)
  expect(first?.metadata).toMatchObject({ path: '交接.md', title: '仓储系统交接', headings: ['仓储系统交接'] })
  const { documentId = '', versionId = '', span } = first?.metadata ?? {}
  const text = await fetch(`${service}/api/documents/${documentId}/text?version=${versionId}`).then((one) => one.text())
  expect(text.slice(span?.start, span?.end)).toBe(first?.pageContent)
  expect(await getJson<{ versionId: string }>(`${service}/api/documents/${documentId}`)).toMatchObject({ versionId })
})

it('feeds a chain: the passages stand in the prompt, the answer comes back', async () => {
  server.setReply((messages) =>
    messages.at(-1)?.content.includes('补签交接清单') ? '先补签交接清单。[1]' : '没有记载。',
  )
  const chain = RunnableSequence.from([
    { passages: new PrecedentRetriever({ baseUrl: service }).pipe(cite), question: new RunnablePassthrough() },
    ChatPromptTemplate.fromTemplate('只根据这些材料回答。\n{passages}\n\n问题：{question}'),
    new HttpChatModel(server.baseUrl),
    new StringOutputParser(),
  ])
  expect(await chain.invoke('换了负责人怎么验收')).toBe('先补签交接清单。[1]')
})

it('is a tool of an agent, which asks it and answers from what it gave', async () => {
  const retriever = new PrecedentRetriever({ baseUrl: service, limit: 3 })
  const searchLibrary = tool(async ({ query }) => cite(await retriever.invoke(query)), {
    name: 'search_library',
    description: 'How it was handled before: passages of our own documents.',
    schema: z.object({ query: z.string() }),
  })
  server.setReply((messages) => {
    const last = messages.at(-1)
    if (last?.role !== 'tool') return { tool: 'search_library', arguments: { query: '搬迁 谁 指挥' } }
    return last.content.includes('值班经理统一指挥') ? '由值班经理统一指挥。[1]' : '没有记载。'
  })
  const agent = createAgent({ model: new HttpChatModel(server.baseUrl), tools: [searchLibrary] })
  const { messages } = await agent.invoke({ messages: [{ role: 'user', content: '搬迁当晚谁指挥？' }] })
  expect(messages.map((message) => message.getType())).toEqual(['human', 'ai', 'tool', 'ai'])
  expect(messages.at(-1)?.text).toBe('由值班经理统一指挥。[1]')
  expect(server.requests.at(-1)?.body.tools).toMatchObject([{ function: { name: 'search_library' } }])
})
