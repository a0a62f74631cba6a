import { Fragment, memo, type ReactNode } from 'react'
import type { Citation, Sentence } from '../../api/wire.ts'
import { findWords } from '../../components/find-words.ts'
import { type Block, type Inline, readAnswerMarkdown } from './answer-markdown.ts'
import { DoubtBadge } from './doubt-badge.tsx'
import { Mark } from './mark.tsx'

type Drawing = { citations: ReadonlyMap<number, Citation>; doubtful: readonly Sentence[] }

const LINES = {
  unsupported: 'underline decoration-warn decoration-dotted decoration-2 underline-offset-4',
  partial: 'underline decoration-warn/60 decoration-dotted decoration-1 underline-offset-4',
} as const

/** Text in which sentences that could not be confirmed are underlined and named. */
function drawText(words: string, { doubtful }: Drawing): ReactNode {
  const found = doubtful.flatMap((sentence) => {
    const [span] = findWords(words, [sentence.text])
    return span ? [{ ...span, sentence }] : []
  })
  if (found.length === 0) return words
  found.sort((a, b) => a.start - b.start)
  return (
    <>
      {found.map(({ start, end, sentence }, index) => (
        <Fragment key={start}>
          {words.slice(found[index - 1]?.end ?? 0, start)}
          <span
            data-support={sentence.support}
            className={LINES[sentence.support === 'unsupported' ? 'unsupported' : 'partial']}
          >
            {words.slice(start, end)}
          </span>
          <DoubtBadge {...sentence} />
        </Fragment>
      ))}
      {words.slice(found.at(-1)?.end)}
    </>
  )
}

function drawInline(part: Inline, drawing: Drawing): ReactNode {
  switch (part.kind) {
    case 'text':
      return drawText(part.text, drawing)
    case 'strong':
      return <strong className="font-semibold">{drawAll(part.children, drawing)}</strong>
    case 'code':
      return <code className="rounded-sm bg-sunken px-1 font-mono text-[0.9em]">{part.text}</code>
    case 'break':
      return <br />
    case 'marks':
      return <Mark citations={part.numbers.flatMap((n) => drawing.citations.get(n) ?? [])} />
  }
}

/** A mark with the last character before it, so that it never starts a line. */
function drawMarked(words: string, numbers: readonly number[], drawing: Drawing): ReactNode {
  const mark = <Mark citations={numbers.flatMap((n) => drawing.citations.get(n) ?? [])} />
  const last = /\S$/u.exec(words)?.[0]
  const drawn = drawText(words, drawing)
  const isCut = last !== undefined && typeof drawn === 'string'
  return (
    <>
      {isCut ? words.slice(0, -last.length) : drawn}
      <span className="whitespace-nowrap">
        {isCut && last}
        {mark}
      </span>
    </>
  )
}

function drawAll(parts: readonly Inline[], drawing: Drawing): ReactNode {
  return parts.map((part, index) => {
    const [before, after] = [parts[index - 1], parts[index + 1]]
    if (part.kind === 'marks' && before?.kind === 'text') return null
    const isMarked = part.kind === 'text' && after?.kind === 'marks'
    const drawn = isMarked ? drawMarked(part.text, after.numbers, drawing) : drawInline(part, drawing)
    // biome-ignore lint/suspicious/noArrayIndexKey: parts of one text only ever grow at its end
    return <Fragment key={index}>{drawn}</Fragment>
  })
}

function drawBlock(block: Block, drawing: Drawing): ReactNode {
  if (block.kind === 'heading') {
    return <h3 className="mt-5 font-serif text-base font-semibold first:mt-0">{drawAll(block.children, drawing)}</h3>
  }
  if (block.kind === 'paragraph') return <p dir="auto">{drawAll(block.children, drawing)}</p>
  const items = block.items.map((item, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: items of one list only ever grow at its end
    <li key={index} dir="auto">
      {drawAll(item, drawing)}
    </li>
  ))
  if (block.start === undefined) return <ul className="list-disc space-y-1.5 pl-5 marker:text-faint">{items}</ul>
  return (
    <ol start={block.start} className="list-decimal space-y-1.5 pl-6 marker:text-faint">
      {items}
    </ol>
  )
}

type AnswerTextProps = { text: string; citations: readonly Citation[]; sentences: readonly Sentence[] }

/** The words of an answer with its numbered marks. */
export const AnswerText = memo(function AnswerText({ text: words, citations, sentences }: AnswerTextProps) {
  const drawing: Drawing = {
    citations: new Map(citations.map((citation) => [citation.n, citation])),
    doubtful: sentences.filter(({ support, text }) => support !== 'supported' && text.length > 1),
  }
  const blocks = readAnswerMarkdown(words, [...drawing.citations.keys()])
  return (
    <div className="space-y-3 text-base leading-[1.8]">
      {blocks.map((block, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: blocks of one answer only ever grow at its end
        <Fragment key={index}>{drawBlock(block, drawing)}</Fragment>
      ))}
    </div>
  )
})
