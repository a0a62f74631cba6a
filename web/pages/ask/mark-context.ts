import { createContext } from 'react'
import type { Citation } from '../../api/client.ts'

export type Marks = {
  /** Shows the card of a mark: `hover` leaves the focus where it is, `pinned` takes it. */
  show: (mark: HTMLElement, citations: readonly Citation[], how: 'hover' | 'pinned') => void
  leave: () => void
  open: (citation: Citation) => void
}

const nothing = () => undefined

export const MarkContext = createContext<Marks>({ show: nothing, leave: nothing, open: nothing })
