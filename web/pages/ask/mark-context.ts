import { createContext } from 'react'
import type { Citation, StaleCitation } from '../../api/wire.ts'
import type { SourcePlace } from '../../source-place.ts'

export type Marks = {
  /** Shows the card of a mark: `hover` leaves the focus where it is, `pinned` takes it. */
  show: (mark: HTMLElement, citations: readonly Citation[], how: 'hover' | 'pinned') => void
  leave: () => void
  open: (place: SourcePlace) => void
  /** What supersedes the sources of some citations. */
  stale: readonly StaleCitation[]
}

const nothing = () => undefined

export const MarkContext = createContext<Marks>({ show: nothing, leave: nothing, open: nothing, stale: [] })
