import clsx from 'clsx'
import { useText } from '../../language/language.tsx'
import type { Block } from '../model/layout.ts'
import type { BlockPart, Part } from '../model/parts.ts'
import { useReading } from '../reading.ts'
import { Runs } from '../runs.tsx'
import { BlockWords } from './block-words.tsx'
import { TableRows } from './table-rows.tsx'

const HEADINGS = [
  'text-2xl leading-9 pt-6 mb-3',
  'text-xl leading-8 pt-5 mb-2',
  'text-lg leading-7 pt-3 mb-1.5',
  'text-base leading-7 pt-2 mb-1',
] as const
const INDENTS = ['pl-5', 'pl-10', 'pl-15', 'pl-20'] as const
const SPACES_A_LEVEL = 2
const LONGEST_LEAD = 200

/** What stands on the block's line in front of it. */
function leadOf(text: string, block: Block): string {
  const before = text.slice(Math.max(0, block.start - LONGEST_LEAD), block.start)
  return before.slice(before.lastIndexOf('\n') + 1)
}

function Heading({ block, start, end }: BlockPart) {
  const level = block.level ?? 1
  return (
    // biome-ignore lint/a11y/useSemanticElements: the level is known only here, and the page has headings of its own
    <div
      role="heading"
      aria-level={Math.min(6, level + 1)}
      dir="auto"
      className={clsx('font-serif font-semibold', HEADINGS[Math.min(level, HEADINGS.length) - 1])}
    >
      <BlockWords start={start} end={end} />
    </div>
  )
}

function ListItem({ block, start, end, isRest }: BlockPart) {
  const { text } = useReading()
  const lead = leadOf(text, block)
  const depth = Math.floor((/^[ \t]*/.exec(lead.replaceAll('\t', '  '))?.[0].length ?? 0) / SPACES_A_LEVEL)
  const hasBullet = /[-*+]\s*$/.test(lead) && !isRest
  return (
    <div dir="auto" className={clsx('relative mb-1', INDENTS[Math.min(depth, INDENTS.length - 1)])}>
      {hasBullet && (
        <span aria-hidden className="absolute -ms-3.5 text-faint">
          •
        </span>
      )}
      <BlockWords start={start} end={end} />
    </div>
  )
}

function Note({ start, end, isRest }: BlockPart) {
  const { viewer } = useText()
  return (
    <div dir="auto" className="mb-2 border-s-2 border-line ps-3 text-[0.8125rem] text-soft">
      {!isRest && <span className="me-2 text-2xs text-faint select-none">{viewer.notes}</span>}
      <BlockWords start={start} end={end} />
    </div>
  )
}

const FENCE = /^\s*(?:`{3}|~{3})/

function Paragraph({ block, start, end }: BlockPart) {
  const { text, layout } = useReading()
  if (layout.format === 'markdown' && FENCE.test(text.slice(block.start, block.start + 8))) {
    return (
      <pre className="mb-3 overflow-x-auto rounded-md bg-sunken p-3 font-mono text-xs leading-5 whitespace-pre-wrap">
        <Runs start={start} end={end} />
      </pre>
    )
  }
  const isQuote = layout.format === 'markdown' && />\s*$/.test(leadOf(text, block))
  return (
    <p dir="auto" className={clsx('mb-3 whitespace-pre-wrap', isQuote && 'border-s-2 border-line ps-3 text-soft')}>
      <BlockWords start={start} end={end} />
    </p>
  )
}

/** A part of the document as its format means it. */
export function PartView({ part }: { part: Part }) {
  if ('rows' in part) return <TableRows rows={part.rows} />
  switch (part.block.kind) {
    case 'heading':
      return <Heading {...part} />
    case 'list_item':
      return <ListItem {...part} />
    case 'note':
      return <Note {...part} />
    default:
      return <Paragraph {...part} />
  }
}
