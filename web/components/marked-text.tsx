import { findWords } from './find-words.ts'

/** Text in which some words are marked. */
export function MarkedText({ text, words }: { text: string; words: readonly string[] }) {
  const spans = findWords(text, words)
  if (spans.length === 0) return text
  return (
    <>
      {spans.map(({ start, end }, index) => (
        <span key={start}>
          {text.slice(spans[index - 1]?.end ?? 0, start)}
          <mark>{text.slice(start, end)}</mark>
        </span>
      ))}
      {text.slice(spans.at(-1)?.end)}
    </>
  )
}
