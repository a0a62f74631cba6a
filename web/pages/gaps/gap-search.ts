export const GAP_STATES = ['open', 'assigned', 'answered', 'dismissed'] as const
export type GapState = (typeof GAP_STATES)[number]

/** What the address of the gaps page says: one state only, or one gap only. */
export type GapSearch = { show?: GapState; gap?: string }

export function readGapSearch(search: Record<string, unknown>): GapSearch {
  const show = GAP_STATES.find((one) => one === search.show)
  return {
    ...(show === undefined ? {} : { show }),
    ...(typeof search.gap === 'string' && search.gap !== '' ? { gap: search.gap } : {}),
  }
}

/** The state that goes with an owner: a gap that somebody takes is assigned, one that nobody has is open. */
export function stateWithOwner(state: GapState, owner: string): GapState {
  if (state === 'open' && owner !== '') return 'assigned'
  if (state === 'assigned' && owner === '') return 'open'
  return state
}
