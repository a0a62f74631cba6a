import type { Span } from './layout.ts'

export type InlineStyle = 'plain' | 'strong' | 'em' | 'code' | 'struck' | 'link' | 'faint' | 'hidden'
/** A piece of a Markdown text: how it looks. `hidden` are marks that only say so. */
export type InlinePiece = Span & { style: InlineStyle }

const INLINE =
  /(`+)(?!`)(.+?)(?<!`)\1(?!`)|(\*\*|__|~~)(?=\S)(.+?)(?<=\S)\3|(?<![\w*])(\*)(?=[^\s*])([^*\n]+?)(?<=[^\s*])\*(?![\w*])|(!?\[)([^\][\n]*)(\]\([^()\n]*\))|(\\)([\\`*_{}[\]()#+.!|<>~-])/gs

function styleOf(mark: string | undefined): InlineStyle {
  if (mark === undefined) return 'plain'
  if (mark.startsWith('`')) return 'code'
  if (mark === '~~') return 'struck'
  return mark === '*' ? 'em' : 'strong'
}

/** Bold, code, links and the like of Markdown, one level deep. The pieces are the whole span, in order. */
export function inlinePieces(text: string, { start, end }: Span): InlinePiece[] {
  const pieces: InlinePiece[] = []
  let at = start
  const push = (length: number, style: InlineStyle) => {
    if (length > 0) pieces.push({ start: at, end: at + length, style })
    at += length
  }
  for (const match of text.slice(start, end).matchAll(INLINE)) {
    push(start + match.index - at, 'plain')
    const [whole, ticks, code, pair, paired, star, starred, bracket, label, address, backslash] = match
    if (bracket !== undefined && label !== undefined && address !== undefined) {
      push(bracket.length, 'hidden')
      push(label.length, 'link')
      push(1, 'hidden')
      push(address.length - 1, 'faint')
    } else if (backslash !== undefined) {
      push(1, 'hidden')
      push(1, 'plain')
    } else {
      const mark = ticks ?? pair ?? star
      const inner = code ?? paired ?? starred ?? ''
      const side = (whole.length - inner.length) / 2
      push(side, 'hidden')
      push(inner.length, styleOf(mark))
      push(side, 'hidden')
    }
  }
  push(end - at, 'plain')
  return pieces
}
