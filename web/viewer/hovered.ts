import { createContext, useContext } from 'react'

/** Index of the chunk that is pointed at; of its own, so that pointing draws little anew. */
export const HoveredContext = createContext<number | undefined>(undefined)

export function useHovered(): number | undefined {
  return useContext(HoveredContext)
}
