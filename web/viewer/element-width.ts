import { type RefObject, useLayoutEffect, useState } from 'react'

/** The width of an element in CSS pixels, followed while it changes; 0 before it is known. */
export function useElementWidth(element: RefObject<HTMLElement | null>): number {
  const [width, setWidth] = useState(0)
  useLayoutEffect(() => {
    if (!element.current) return
    const observer = new ResizeObserver(([entry]) => {
      if (entry) setWidth(Math.round(entry.contentRect.width))
    })
    setWidth(Math.round(element.current.getBoundingClientRect().width))
    observer.observe(element.current)
    return () => observer.disconnect()
  }, [element])
  return width
}
