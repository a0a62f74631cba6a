import type { Segment } from './pdf-segments.ts'

/** A piece of a text that was put together from lines: `start` and `end` are UTF-16 offsets into that text. */
export type Trace = { start: number; end: number; segment: Segment }

/** Text that still knows which line each of its pieces was printed in; what joins the lines has no trace. */
export type TracedText = { text: string; traces: Trace[] }

export function traceLine(segment: Segment): TracedText {
  if (segment.parts) return concatTraced(segment.parts.map(traceLine), (before) => (before ? ' ' : ''))
  return { text: segment.text, traces: [{ start: 0, end: segment.text.length, segment }] }
}

/** Puts texts one after the other, with what `separator` gives in front of each. */
export function concatTraced(
  parts: readonly TracedText[],
  separator: (before: TracedText | undefined, part: TracedText) => string,
): TracedText {
  let text = ''
  const traces: Trace[] = []
  for (const [at, part] of parts.entries()) {
    text += separator(parts[at - 1], part)
    traces.push(...shiftTraces(part.traces, text.length))
    text += part.text
  }
  return { text, traces }
}

/** The traces as they are in a text in which these stand `by` further on. */
export function shiftTraces(traces: readonly Trace[], by: number): Trace[] {
  return traces.map(({ start, end, segment }) => ({ start: start + by, end: end + by, segment }))
}
