import { randomUUID } from 'node:crypto'
import type { BaseLanguageModelInput } from '@langchain/core/language_models/base'
import { BaseChatModel, type BindToolsInput } from '@langchain/core/language_models/chat_models'
import { AIMessage, type AIMessageChunk, type BaseMessage, isAIMessage, isToolMessage } from '@langchain/core/messages'
import type { ChatResult } from '@langchain/core/outputs'
import type { Runnable } from '@langchain/core/runnables'
import { AppError } from '../../errors.ts'
import type { Chat, ChatPrompt } from '../answer.ts'
import { boundedReply } from '../read-reply.ts'
import { DONE_LINE, shortenOldest } from './agent-prompt.ts'
import { type Action, isThinking, readAction } from './read-action.ts'

/** A tool of one text argument, `input`, that a line `NAME: input` calls. */
type TextTool = { name: string; description: string }

const isTextTool = (tool: BindToolsInput): tool is BindToolsInput & TextTool =>
  'name' in tool && typeof tool.name === 'string' && 'description' in tool && typeof tool.description === 'string'

/** The conversation so far as one prompt: what was asked, each action, and what it gave. */
function toChatPrompt(messages: readonly BaseMessage[], tools: readonly TextTool[]): ChatPrompt {
  const actions = tools.map(({ name, description }) => `${name.toUpperCase()}: ${description}`)
  const systems = messages.filter((message) => message.getType() === 'system').map(({ text }) => text)
  const results = shortenOldest(messages.filter(isToolMessage).map(({ text }) => text))
  const lines = messages.flatMap((message): string[] => {
    if (isToolMessage(message)) return results.splice(0, 1)
    if (isAIMessage(message)) {
      return (message.tool_calls ?? []).map(({ name, args }) => `${name.toUpperCase()}: ${String(args.input)}`)
    }
    return message.getType() === 'human' ? [message.text] : []
  })
  return {
    system: `${systems.join('\n')}\nActions:\n${[...actions, DONE_LINE].join('\n')}`,
    user: `${lines.join('\n\n')}\n\nYour next action, one line:`,
  }
}

/**
 * A LangChain chat model over a model of which only plain text can be asked: the tools are told in the prompt, and the
 * one action that it writes becomes a tool call. A reply without an action calls nothing, which ends an agent's loop; so
 * does a model that fails, which `onFailure` hears of.
 */
export class TextActionModel extends BaseChatModel {
  private readonly chat: Chat
  private readonly onFailure: () => void
  private readonly tools: readonly TextTool[]

  constructor(chat: Chat, onFailure: () => void, tools: readonly TextTool[] = []) {
    super({ maxRetries: 0 })
    this.chat = chat
    this.onFailure = onFailure
    this.tools = tools
  }

  override _llmType(): string {
    return 'text-action'
  }

  override bindTools(tools: BindToolsInput[]): Runnable<BaseLanguageModelInput, AIMessageChunk> {
    return new TextActionModel(this.chat, this.onFailure, tools.filter(isTextTool))
  }

  override async _generate(messages: BaseMessage[], { signal }: this['ParsedCallOptions']): Promise<ChatResult> {
    const { action, reply } = await this.ask(toChatPrompt(messages, this.tools), signal)
    const tool_calls =
      action?.kind === 'call'
        ? [{ id: randomUUID(), name: action.tool, args: { input: action.input }, type: 'tool_call' as const }]
        : []
    const message = new AIMessage({ id: randomUUID(), content: tool_calls.length > 0 ? '' : reply, tool_calls })
    return { generations: [{ text: reply, message }] }
  }

  /** Stops listening at the first whole action: what a model imagines after it is of no use. */
  private async ask(prompt: ChatPrompt, signal?: AbortSignal): Promise<{ action: Action | undefined; reply: string }> {
    const names = this.tools.map(({ name }) => name)
    let reply = ''
    let read = 0
    try {
      for await (const piece of boundedReply(this.chat, prompt, signal)) {
        reply += piece
        const ended = reply.lastIndexOf('\n') + 1
        if (ended === read || isThinking(reply)) continue
        const action = readAction(reply.slice(read, ended), names)
        if (action) return { action, reply }
        read = ended
      }
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== 'chat_failed') throw error
      this.onFailure()
      return { action: undefined, reply: '' }
    }
    return { action: readAction(reply, names), reply }
  }
}
