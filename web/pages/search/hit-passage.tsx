import { Link } from '@tanstack/react-router'
import clsx from 'clsx'
import { PanelRightOpen } from 'lucide-react'
import { useMemo } from 'react'
import type { Hit } from '../../api/client.ts'
import { Badge } from '../../components/badge.tsx'
import { IconButton } from '../../components/icon-button.tsx'
import { useText } from '../../language/language.tsx'
import { cutExcerpt, type Excerpt, findTerms } from './find-terms.ts'
import { hasTerms } from './group-hits.ts'

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

function Why({ why }: Pick<Hit, 'why'>) {
  const { search } = useText()
  return (
    <>
      {why?.lexical && hasTerms({ why }) && (
        <Badge tone="accent" title={search.lexicalWhy(why.lexical.rank)}>
          {search.lexical}
        </Badge>
      )}
      {why?.dense && <Badge title={search.denseWhy(why.dense.rank)}>{search.dense}</Badge>}
    </>
  )
}

type HitPassageProps = { hit: Hit; isPreviewed: boolean; onPreview: (hit: Hit) => void }

/** One passage: opens at its place in the document; the button beside it shows it here. */
export function HitPassage({ hit, isPreviewed, onPreview }: HitPassageProps) {
  const { common, document: words, search } = useText()
  const { text, why, page, speaker, headings, documentId, versionId, span } = hit
  const excerpt = useMemo(() => cutExcerpt(text, findTerms(text, why?.terms ?? []), EXCERPT_LENGTH), [text, why])
  const place = [
    ...(page === undefined ? [] : [common.page(page)]),
    ...(speaker === undefined ? [] : [words.speaker(speaker)]),
    ...headings.filter((heading) => heading !== hit.title).slice(-2),
  ]
  return (
    <div className={clsx('group relative flex rounded-md', isPreviewed ? 'bg-tint' : 'hover:bg-sunken')}>
      <Link
        to="/documents/$documentId"
        params={{ documentId }}
        search={{ version: versionId, start: span.start, end: span.end }}
        data-hit={hit.chunkId}
        className="min-w-0 flex-1 rounded-md px-3 py-2"
      >
        <span className="line-clamp-3">
          <MarkedExcerpt {...excerpt} />
        </span>
        <span className="mt-1 flex flex-wrap items-center gap-x-2 gap-y-1 text-xs text-faint">
          <Why why={why} />
          {place.length > 0 && <span className="min-w-0 truncate">{place.join(' · ')}</span>}
        </span>
      </Link>
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
