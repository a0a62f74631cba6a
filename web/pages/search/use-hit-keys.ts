import { type RefObject, useEffect } from 'react'

const STEPS: Readonly<Record<string, number>> = { j: 1, k: -1, ArrowDown: 1, ArrowUp: -1 }

type HitKeys = {
  list: RefObject<HTMLElement | null>
  box: RefObject<HTMLInputElement | null>
  onPreview: (chunkId: string) => void
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.closest('input, textarea, select, [role=dialog], [role=menu]') !== null
}

/** Moves through the hits with j, k and the arrows, previews with Space; Enter is the link's own; / goes to the box. */
export function useHitKeys({ list, box, onPreview }: HitKeys): void {
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (event.metaKey || event.ctrlKey || event.altKey || event.defaultPrevented) return
      const isInBox = event.target === box.current
      if (isTyping(event.target) && !(isInBox && event.key === 'ArrowDown')) return
      if (event.key === '/') {
        event.preventDefault()
        box.current?.focus()
        return
      }
      const links = [...(list.current?.querySelectorAll<HTMLElement>('[data-hit]') ?? [])]
      const { activeElement } = document
      const at = activeElement instanceof HTMLElement ? links.indexOf(activeElement) : -1
      const step = STEPS[event.key]
      if (step !== undefined && links.length > 0) {
        const isElsewhere = at < 0 && !isInBox && document.activeElement !== document.body
        if (isElsewhere && event.key.startsWith('Arrow')) return
        event.preventDefault()
        if (at === 0 && step < 0) box.current?.focus()
        else links[Math.max(0, Math.min(links.length - 1, at + step))]?.focus()
        return
      }
      const chunkId = links[at]?.dataset.hit
      if (event.key === ' ' && chunkId !== undefined) {
        event.preventDefault()
        onPreview(chunkId)
      }
    }
    addEventListener('keydown', listen)
    return () => removeEventListener('keydown', listen)
  }, [list, box, onPreview])
}
