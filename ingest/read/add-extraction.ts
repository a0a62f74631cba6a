import type { Extraction } from '../extraction.ts'
import type { TextBuilder } from './text-builder.ts'

/** Puts what another reader made behind what is there, after a blank line. Headings go `deeper` by that many levels. */
export function addExtraction(builder: TextBuilder, { text, blocks }: Pick<Extraction, 'text' | 'blocks'>, deeper = 1) {
  let end = 0
  for (const { kind, start, end: nextEnd, level, page, columns } of blocks) {
    builder.add(kind, text.slice(start, nextEnd), {
      indent: indentOf(text, start),
      isApart: end === 0 || (text.slice(end, start).match(/\r\n?|\n/g)?.length ?? 0) > 1,
      ...(level !== undefined && { level: Math.min(6, level + deeper) }),
      ...(page !== undefined && { page }),
      ...(columns !== undefined && { columns }),
    })
    end = nextEnd
  }
}

function indentOf(text: string, start: number): number {
  let at = start
  while (text[at - 1] === ' ') at -= 1
  return at === 0 || text[at - 1] === '\n' ? start - at : 0
}
