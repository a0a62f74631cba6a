import type { Passage } from '../../retrieval/passage.ts'

const BREAK = /[\n。！？!?]/
const NAMED_LINE = /^\s*(?:[-*•]\s*)?(?:\*\*)?([\p{Script=Han}·]{2,5})(?:\*\*)?\s*[：:]/gmu

/** The first place in `[from, to]` at which a sentence or line begins; `to` when there is none. */
function firstBreak(text: string, from: number, to: number): number {
  let at = from
  while (at > 0 && at < to && !BREAK.test(text[at - 1] ?? '')) at++
  while (at < to && /\s/.test(text[at] ?? '')) at++
  return at
}

/** The last place in `[from, to]` at which a sentence or line ends; `from` when there is none. */
function lastBreak(text: string, from: number, to: number): number {
  if (to >= text.length) return text.length
  for (let at = to; at > from; at--) if (BREAK.test(text[at - 1] ?? '')) return at
  return from
}

/**
 * A passage grown over the text beside it, cut between sentences; `longest` in UTF-16 units. One that has a page grows
 * only onwards, so that it still begins there; the speaker is left out where another's words come in.
 */
export function readAround(passage: Passage, source: string, longest: number): Passage {
  const { start, end } = passage.span
  const room = longest - (end - start)
  if (room <= 0) return passage
  const before = passage.page === undefined ? Math.min(start, Math.floor(room / 2)) : 0
  const from = firstBreak(source, start - before, start)
  const to = lastBreak(source, end, Math.min(source.length, end + room - (start - from)))
  const { speaker, ...rest } = passage
  const names = [...source.slice(end, to).matchAll(NAMED_LINE)].map(([, name]) => name)
  const isOneSpeaker = from === start && names.every((name) => name === speaker)
  return {
    ...rest,
    span: { start: from, end: to },
    text: source.slice(from, to),
    ...(speaker !== undefined && isOneSpeaker ? { speaker } : {}),
  }
}
