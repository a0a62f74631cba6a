import { Link } from '@tanstack/react-router'
import clsx from 'clsx'
import { PanelRightOpen } from 'lucide-react'
import { useMemo } from 'react'
import type { Hit } from '../../api/wire.ts'
import { IconButton } from '../../components/icon-button.tsx'
import { useText } from '../../language/language.tsx'
import { cutExcerpt, type Excerpt, findTerms } from './find-terms.ts'
import { HitWhy } from './hit-why.tsx'
import { foundWords } from './say-why.ts'

const EXCERPT_LENGTH = 240

function MarkedExcerpt({ text, marks, isCutBefore, isCutAfter }: Excerpt) {
  return (
    <bdi>
      {isCutBefore && '…'}
      {marks.map(({ start, end }, index) => (
        <span key={start}>
          {text.slice(marks[index - 1]?.end ?? 0, start)}
          <mark>{text.slice(start, end)}</mark>
        </span>
      ))}
      {text.slice(marks.at(-1)?.end ?? 0)}
      {isCutAfter && '…'}
    </bdi>
  )
}

type HitPassageProps = { hit: Hit; isPreviewed: boolean; onPreview: (hit: Hit) => void }

/** One passage: opens at its place in the document; the button beside it shows it here. */
export function HitPassage({ hit, isPreviewed, onPreview }: HitPassageProps) {
  const { common, document: words, search } = useText()
  const { text, why, page, speaker, headings, documentId, versionId, span } = hit
  const excerpt = useMemo(
    () => cutExcerpt(text, findTerms(text, why?.terms ?? [], foundWords(why)), EXCERPT_LENGTH),
    [text, why],
  )
  const place = [
    ...(page === undefined ? [] : [common.page(page)]),
    ...(speaker === undefined ? [] : [words.speaker(speaker)]),
    ...headings.filter((heading) => heading !== hit.title).slice(-2),
  ]
  return (
    <div className={clsx('group relative flex rounded-md', isPreviewed ? 'bg-tint' : 'hover:bg-sunken')}>
      <div className="min-w-0 flex-1">
        <Link
          to="/documents/$documentId"
          params={{ documentId }}
          search={{ version: versionId, start: span.start, end: span.end }}
          data-hit={hit.chunkId}
          className="block rounded-md px-3 pt-2 pb-1"
        >
          <span className="line-clamp-3">
            <MarkedExcerpt {...excerpt} />
          </span>
          {place.length > 0 && <span className="mt-1 block truncate text-xs text-faint">{place.join(' · ')}</span>}
        </Link>
        <HitWhy hit={hit} />
      </div>
      <IconButton
        size="sm"
        label={search.preview}
        tabIndex={-1}
        aria-pressed={isPreviewed}
        onClick={() => onPreview(hit)}
        className="m-1.5 opacity-60 group-hover:opacity-100"
      >
        <PanelRightOpen />
      </IconButton>
    </div>
  )
}
