import type { BaseLanguageModelInput } from '@langchain/core/language_models/base'
import { BaseChatModel, type BindToolsInput } from '@langchain/core/language_models/chat_models'
import { AIMessage, type AIMessageChunk, type BaseMessage, isAIMessage, isToolMessage } from '@langchain/core/messages'
import type { ChatResult } from '@langchain/core/outputs'
import type { Runnable } from '@langchain/core/runnables'
import { convertToOpenAITool } from '@langchain/core/utils/function_calling'

type ToolCall = { id: string; type: 'function'; function: { name: string; arguments: string } }
type Completion = { id: string; choices: { message: { content: string | null; tool_calls?: ToolCall[] } }[] }

const ROLES: Readonly<Record<string, string>> = { human: 'user', ai: 'assistant', system: 'system', tool: 'tool' }

function toWire(message: BaseMessage): object {
  const calls = isAIMessage(message) ? (message.tool_calls ?? []) : []
  const tool_calls = calls.map(({ id, name, args }) => ({
    id,
    type: 'function',
    function: { name, arguments: JSON.stringify(args) },
  }))
  return {
    role: ROLES[message.getType()] ?? 'user',
    content: message.text,
    ...(tool_calls.length > 0 ? { tool_calls } : {}),
    ...(isToolMessage(message) ? { tool_call_id: message.tool_call_id } : {}),
  }
}

/** The least that makes a LangChain chat model of an OpenAI-compatible server. */
export class HttpChatModel extends BaseChatModel {
  private readonly baseUrl: string
  private readonly tools: BindToolsInput[]

  constructor(baseUrl: string, tools: BindToolsInput[] = []) {
    super({ maxRetries: 0 })
    this.baseUrl = baseUrl
    this.tools = tools
  }

  override _llmType(): string {
    return 'http'
  }

  override bindTools(tools: BindToolsInput[]): Runnable<BaseLanguageModelInput, AIMessageChunk> {
    return new HttpChatModel(this.baseUrl, tools)
  }

  override async _generate(messages: BaseMessage[]): Promise<ChatResult> {
    const tools = this.tools.map((tool) => convertToOpenAITool(tool as Parameters<typeof convertToOpenAITool>[0]))
    const response = await fetch(`${this.baseUrl}/chat/completions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        model: 'scripted',
        messages: messages.map(toWire),
        ...(tools.length > 0 ? { tools } : {}),
      }),
    })
    const { id, choices } = (await response.json()) as Completion
    const { content = '', tool_calls = [] } = choices[0]?.message ?? {}
    const calls = tool_calls.map((call) => ({
      id: call.id,
      name: call.function.name,
      args: JSON.parse(call.function.arguments) as Record<string, unknown>,
      type: 'tool_call' as const,
    }))
    const message = new AIMessage({ id, content: content ?? '', tool_calls: calls })
    return { generations: [{ text: content ?? '', message }] }
  }
}
