import type { OpenAiServerOptions } from './openai-server.ts'

const TOPICS = [/割接|cutover/, /验收|acceptance/]

/**
 * Vectors that tell what a text is about, each model in directions of its own: a question finds what it means without
 * sharing a word with it, and what one model made tells another nothing.
 */
export function twoModels(old: string): Pick<OpenAiServerOptions, 'dimensions' | 'embed'> {
  return {
    dimensions: 8,
    embed: (text, model) => {
      const topic = TOPICS.findIndex((words) => words.test(text))
      const direction = (topic === -1 ? 2 : topic) + (model === old ? 0 : 4)
      return Array.from({ length: 8 }, (_, at) =>
        text.includes('坏') && model !== old ? null : at === direction ? 1 : 0,
      )
    },
  }
}
