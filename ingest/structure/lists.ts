import type { Piece } from './pieces.ts'

/** Series whose short lines are as often the items of a list as headings. */
const isOrdered = (piece: Piece | undefined): boolean =>
  piece?.numbered !== undefined && piece.numbered.series !== 'group'

function follows(a: Piece | undefined, b: Piece | undefined): boolean {
  if (!a?.numbered || !b?.numbered || a.numbered.series !== b.numbered.series) return false
  return b.numbered.value === a.numbered.value + 1 || b.numbered.value === 0
}

/**
 * Takes the heading away from lines that are items of a list: two neighbours of one series with nothing between them
 * are, and so is the item that ends such a run. What stays is a heading with text of its own below it.
 */
export function withoutListItems(pieces: Piece[]): Piece[] {
  return pieces.map((piece, index) => {
    if (!isOrdered(piece)) return piece
    if (!follows(piece, pieces[index + 1]) && !follows(pieces[index - 1], piece)) return piece
    const { numbered: _, ...item } = piece
    return item
  })
}
