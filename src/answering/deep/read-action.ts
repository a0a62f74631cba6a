/** What a model wants done: a tool with its input, or `done` with the numbers of the passages it thinks matter. */
export type Action = { kind: 'call'; tool: string; input: string } | { kind: 'done'; numbers: number[] }

/** Models that think in Chinese translate the words, too. */
const WORDS: Readonly<Record<string, string>> = {
  搜索: 'search',
  检索: 'search',
  阅读: 'read',
  读取: 'read',
  完成: 'done',
}
const LINE = /^[\s>*`\-#]*(?:action\s*\d*\s*[:：]\s*)?([A-Za-z]{2,12}|\p{Script=Han}{2})[*`]*\s*(?:[:：]\s*(.*))?$/iu

function readLine(line: string, tools: readonly string[]): Action | undefined {
  const [, word = '', rest = ''] = LINE.exec(line) ?? []
  const name = WORDS[word] ?? word.toLowerCase()
  const input = rest.replace(/^[\s*`]+|[\s*`]+$/g, '')
  if (name === 'done') return { kind: 'done', numbers: [...new Set((input.match(/\d{1,4}/g) ?? []).map(Number))] }
  return tools.includes(name) && input !== '' ? { kind: 'call', tool: name, input } : undefined
}

/** Whether a reply, as far as it has come, is still thinking aloud. */
export function isThinking(reply: string): boolean {
  return reply.trimStart().startsWith('<think>') && !reply.includes('</think>')
}

/**
 * The first action of a reply, written as a line `SEARCH: words`, `READ: 3` or `DONE: 1, 2`; undefined when it has
 * none. What is thought aloud before is skipped, what comes after is not read: one action a reply.
 */
export function readAction(reply: string, tools: readonly string[]): Action | undefined {
  if (isThinking(reply)) return undefined
  const thought = reply.lastIndexOf('</think>')
  const said = thought < 0 ? reply : reply.slice(thought + '</think>'.length)
  for (const line of said.split('\n')) {
    const action = readLine(line, tools)
    if (action) return action
  }
  return undefined
}
