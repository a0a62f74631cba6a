import { type RefObject, useLayoutEffect, useState } from 'react'

/** Whether an element is at least so many CSS pixels wide, now and whenever that changes. */
export function useIsWide(element: RefObject<HTMLElement | null>, width: number): boolean {
  const [isWide, setWide] = useState(true)
  useLayoutEffect(() => {
    const box = element.current
    if (!box) return
    const measure = () => setWide(box.clientWidth >= width)
    measure()
    const observer = new ResizeObserver(measure)
    observer.observe(box)
    return () => observer.disconnect()
  }, [element, width])
  return isWide
}
