import { type RefObject, useEffect } from 'react'

const TYPING = 'input, textarea, select, [contenteditable], [role="menu"]'
/** Regions that scroll and groups of choices have the arrows for themselves. */
const HAS_ARROWS = '[data-scrolls], [role="group"], [role="radiogroup"], [role="tablist"], [role="separator"], nav'

function stepOf({ key, target, altKey, ctrlKey, metaKey }: KeyboardEvent): 1 | -1 | undefined {
  if (!(target instanceof Element) || ctrlKey || metaKey || target.closest(TYPING)) return undefined
  const isFree = altKey || !target.closest(HAS_ARROWS)
  if (key === ']' || (key === 'ArrowDown' && isFree)) return 1
  if (key === '[' || (key === 'ArrowUp' && isFree)) return -1
  return undefined
}

/** Steps through the passages by `[` `]` and the arrows while the focus is in the viewer or on what it stands in. */
export function usePassageKeys(box: RefObject<HTMLElement | null>, step: (by: 1 | -1) => void): void {
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      const { current } = box
      const { target } = event
      const isHere = current && target instanceof Node && (current.contains(target) || target.contains(current))
      const by = isHere && !event.defaultPrevented ? stepOf(event) : undefined
      if (by === undefined) return
      event.preventDefault()
      step(by)
    }
    addEventListener('keydown', listen)
    return () => removeEventListener('keydown', listen)
  }, [box, step])
}
