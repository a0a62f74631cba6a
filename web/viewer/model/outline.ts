import type { Layout, Passage, Span } from './layout.ts'

export type OutlineEntry = Span & { title: string; level: number }

const LONGEST_TITLE = 120

/** The headings of the document, from its blocks or, where the format has none, from those of its passages. */
export function outlineOf(layout: Layout, text: string, passages: readonly Passage[]): OutlineEntry[] {
  const headings = layout.blocks.filter((block) => block.kind === 'heading')
  if (headings.length === 0) return passageOutline(passages)
  const highest = Math.min(...headings.map(({ level = 1 }) => level))
  return headings.map(({ start, end, level = 1 }) => ({
    start,
    end,
    title: text.slice(start, Math.min(end, start + LONGEST_TITLE)).replace(/\s+/g, ' '),
    level: level - highest + 1,
  }))
}

function passageOutline(passages: readonly Passage[]): OutlineEntry[] {
  const entries: OutlineEntry[] = []
  let path: string[] = []
  for (const { headings, start, end } of passages) {
    const same = headings.findIndex((title, at) => title !== path[at])
    const from = same < 0 ? headings.length : same
    entries.push(...headings.slice(from).map((title, at) => ({ start, end, title, level: from + at + 1 })))
    path = headings
  }
  return entries
}

/** The entry in which `offset` stands: the last one that begins at or before it. */
export function currentEntry(outline: readonly OutlineEntry[], offset: number): number {
  return outline.findLastIndex((entry) => entry.start <= offset)
}
