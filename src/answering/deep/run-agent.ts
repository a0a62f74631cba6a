import { HumanMessage } from '@langchain/core/messages'
import { tool } from '@langchain/core/tools'
import { LangChainTracer } from '@langchain/core/tracers/tracer_langchain'
import { createAgent } from 'langchain'
import { z } from 'zod'
import type { Chat } from '../answer.ts'
import { describeResult, INSTRUCTIONS } from './agent-prompt.ts'
import { type Gathering, type Numbered, orAborted } from './gathering.ts'
import { type DeepLimits, LONGEST_QUERY, LONGEST_READ, SHOWN } from './limits.ts'
import { readAction } from './read-action.ts'
import { TextActionModel } from './text-action-model.ts'

export type AgentRun = {
  gathering: Gathering
  chat: Chat
  question: string
  /** What a first search for the whole question found. */
  found: readonly Numbered[]
  limits: DeepLimits
  signal: AbortSignal
  /** Aborts the signal with a reason. */
  stop: (reason: unknown) => void
}

/** How the model ended it: with the numbers of the passages it named, without a usable word, or by failing. */
export type AgentEnd = { end: 'done'; numbers: number[] } | { end: 'no_action' } | { end: 'failed' }

/**
 * Takes the place of LangChain's tracer, which the environment would switch on (`LANGSMITH_TRACING`) and which sends
 * questions and passages to a service: where there is one, no other is added.
 */
const sendingNothing = () => new LangChainTracer({ client: { createRun: async () => {}, updateRun: async () => {} } })

const INPUT = z.object({ input: z.string() })

/** The two things the model can do. Whatever goes wrong in them stops the whole: it is not for the model to mend. */
function toolsOf({ gathering, stop, signal }: AgentRun) {
  const orStop =
    (act: (input: string) => Promise<string>) =>
    async ({ input }: z.infer<typeof INPUT>) => {
      try {
        return await act(input)
      } catch (error) {
        stop(error)
        signal.throwIfAborted()
        throw error
      }
    }
  const search = tool(
    orStop(async (input) => {
      const found = await gathering.search(input.slice(0, LONGEST_QUERY))
      return describeResult(found.slice(0, SHOWN.passages), gathering.left(), SHOWN.characters)
    }),
    { name: 'search', description: '<words to search the documents for>', schema: INPUT },
  )
  const read = tool(
    orStop(async (input) => {
      const found = await gathering.read(Number(/\d{1,4}/.exec(input)?.[0] ?? 0))
      return describeResult(found ? [found] : [], gathering.left(), LONGEST_READ)
    }),
    { name: 'read', description: '<number of a passage, to see what stands beside it>', schema: INPUT },
  )
  return [search, read]
}

/**
 * Lets the model gather with LangChain's agent.
 * @throws the signal's reason.
 */
export async function runAgent(run: AgentRun): Promise<AgentEnd> {
  const { gathering, question, found, limits, signal } = run
  let hasFailed = false
  const onFailure = () => {
    hasFailed = true
  }
  const tools = toolsOf(run)
  const agent = createAgent({ model: new TextActionModel(run.chat, onFailure), tools, systemPrompt: INSTRUCTIONS })
  const first = describeResult(found.slice(0, SHOWN.passages), gathering.left(), SHOWN.characters)
  const asked = `<question>\n${question.replaceAll('<', '‹')}\n</question>\n\nFound for the whole question:\n${first}`
  // each action is two steps of the graph; ours are counted by the gathering, and end it first
  const recursionLimit = 4 * (limits.searches + limits.reads + 2)
  const config = { signal, recursionLimit, callbacks: [sendingNothing()] }
  const ran = agent.invoke({ messages: [new HumanMessage(asked)] }, config)
  const { messages } = await orAborted(ran, signal)
  if (hasFailed) return { end: 'failed' }
  const action = readAction(messages.at(-1)?.text ?? '', [])
  return action?.kind === 'done' ? { end: 'done', numbers: action.numbers } : { end: 'no_action' }
}
