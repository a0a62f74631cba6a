import {
  type MouseEvent as ReactMouseEvent,
  type PointerEvent as ReactPointerEvent,
  useCallback,
  useState,
} from 'react'
import { firstEndingAfter, type Passage } from './model/layout.ts'
import type { Side } from './reading.ts'

/** The offset under the pointer: of words drawn as one, by how far along them it is. */
function offsetAt(words: Element, x: number): number {
  const [start, end] = [Number(words.getAttribute('data-start')), Number(words.getAttribute('data-end'))]
  if (words.namespaceURI !== 'http://www.w3.org/2000/svg') return start
  const { left, width } = words.getBoundingClientRect()
  const share = width > 0 ? (x - left) / width : 0
  return start + Math.min(0.999, Math.max(0, share)) * (end - start)
}

function chunkAt(target: EventTarget, x: number, passages: readonly Passage[]): number | undefined {
  if (!(target instanceof Element)) return undefined
  const box = target.closest('[data-chunk]')
  if (box) return Number(box.getAttribute('data-chunk'))
  const words = target.closest('[data-start]')
  if (!words) return undefined
  const offset = offsetAt(words, x)
  const index = firstEndingAfter(passages, offset)
  return (passages[index]?.start ?? Number.POSITIVE_INFINITY) <= offset ? index : undefined
}

function sideOf(target: EventTarget): Side | undefined {
  const side = target instanceof Element ? target.closest('[data-side]')?.getAttribute('data-side') : undefined
  return side === 'original' || side === 'text' ? side : undefined
}

type Choose = (chunk: number, from: Side) => void

/** Which chunk is pointed at, wherever it is shown, and the choice of one by a click. */
export function useChunkPointer(passages: readonly Passage[], isChunked: boolean, onChoose: Choose) {
  const [hovered, setHovered] = useState<number>()
  const onPointerMove = useCallback(
    ({ target, clientX }: ReactPointerEvent) => setHovered(isChunked ? chunkAt(target, clientX, passages) : undefined),
    [passages, isChunked],
  )
  const onPointerLeave = useCallback(() => setHovered(undefined), [])
  const onClick = useCallback(
    ({ target, clientX }: ReactMouseEvent) => {
      const isSelecting = getSelection()?.isCollapsed === false
      const chunk = isChunked && !isSelecting ? chunkAt(target, clientX, passages) : undefined
      const side = sideOf(target)
      if (chunk !== undefined && side) onChoose(chunk, side)
    },
    [passages, isChunked, onChoose],
  )
  return { hovered: isChunked ? hovered : undefined, handlers: { onPointerMove, onPointerLeave, onClick } }
}
