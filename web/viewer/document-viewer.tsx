import { FileClock, FileX2 } from 'lucide-react'
import { type KeyboardEvent, useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { describeFailure } from '../api/describe-error.ts'
import { ServiceError } from '../api/service-error.ts'
import { Button } from '../components/button.tsx'
import { EmptyState } from '../components/empty-state.tsx'
import { ErrorState } from '../components/error-state.tsx'
import { SkeletonLines } from '../components/skeleton.tsx'
import { useText } from '../language/language.tsx'
import { useElementWidth } from './element-width.ts'
import type { Span } from './model/layout.ts'
import { OpenDocument } from './open-document.tsx'
import { originalAddress } from './queries.ts'
import { useDocument } from './use-document.ts'
import { ViewerHeader } from './viewer-header.tsx'

export type DocumentViewerProps = {
  documentId: string
  /** The current version where none is named. */
  versionId?: string | undefined
  /** What to show and highlight: UTF-16 offsets into the version's text, end exclusive. */
  span?: { start: number; end: number } | undefined
  /** Given where it stands in a pane that can be closed. */
  onClose?: (() => void) | undefined
}

function isGone(error: unknown): boolean {
  return error instanceof ServiceError && error.status === 404
}

/** The same span again while its ends are the same. */
function useSpan(span: Span | undefined): Span | undefined {
  const [start, end] = [span?.start, span?.end]
  return useMemo(() => (start === undefined || end === undefined ? undefined : { start, end }), [start, end])
}

/** A document opened at the words that were cited: its original and its text, with both marked by the span. */
export function DocumentViewer({ documentId, versionId, span, onClose }: DocumentViewerProps) {
  const { viewer, common } = useText()
  const texts = useText()
  const box = useRef<HTMLElement>(null)
  const width = useElementWidth(box)
  const [chosen, setChosen] = useState<string | undefined>(versionId)
  useEffect(() => setChosen(versionId), [versionId])
  const asked = useSpan(span)
  const { document, versions, version, content, passages, error, retry } = useDocument(documentId, chosen)
  const citedVersion = versionId ?? document?.versionId
  const cited = version === citedVersion ? asked : undefined
  const place = { id: documentId, version }

  const onKeyDown = useCallback(
    (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || event.defaultPrevented || !onClose) return
      event.preventDefault()
      onClose()
    },
    [onClose],
  )

  const body = () => {
    if (isGone(error)) return <EmptyState icon={<FileX2 />} title={viewer.deletedTitle} body={viewer.deletedBody} />
    if (error) return <ErrorState error={error} onRetry={retry} className="m-4" />
    if (document && version === '') {
      const failure = document.error && describeFailure(document.error, texts)
      const title = failure ? viewer.failedTitle : viewer.notReadyTitle
      return <EmptyState icon={<FileClock />} title={title} body={failure ?? viewer.notReadyBody} />
    }
    if (!document || !content) {
      return (
        <div aria-busy="true" role="status" className="p-6">
          <span className="sr-only">{common.loading}</span>
          <SkeletonLines lines={12} />
        </div>
      )
    }
    return (
      <OpenDocument
        key={version}
        title={document.title}
        version={version}
        original={originalAddress(place)}
        content={content}
        passages={passages}
        cited={cited}
        width={width}
      />
    )
  }

  const isOld = document !== undefined && version !== '' && document.versionId !== '' && version !== document.versionId
  return (
    <section
      ref={box}
      tabIndex={-1}
      aria-label={viewer.region(document?.title ?? '')}
      onKeyDown={onKeyDown}
      className="flex h-full min-h-0 min-w-0 flex-1 flex-col bg-sheet outline-none"
    >
      {document ? (
        <ViewerHeader
          document={document}
          original={originalAddress(place)}
          versions={versions}
          shown={version}
          onShow={setChosen}
          onClose={onClose}
        />
      ) : (
        (onClose || !error) && (
          <div className="flex min-h-[3.8125rem] shrink-0 justify-end border-b border-line p-2">
            {onClose && (
              <Button size="sm" variant="quiet" onClick={onClose}>
                {common.close}
              </Button>
            )}
          </div>
        )
      )}
      {isOld && (
        <div
          role="status"
          className="flex shrink-0 flex-wrap items-center gap-x-3 gap-y-1 bg-warn-tint px-4 py-1.5 text-xs text-warn"
        >
          <span className="min-w-0 flex-1">{cited ? viewer.oldVersionCited : viewer.oldVersion}</span>
          <Button size="sm" onClick={() => setChosen(document.versionId)}>
            {viewer.toCurrent}
          </Button>
        </div>
      )}
      {!isOld && asked && !cited && versionId !== undefined && (
        <div role="status" className="flex shrink-0 items-center gap-3 bg-sunken px-4 py-1.5 text-xs text-soft">
          <Button size="sm" onClick={() => setChosen(versionId)}>
            {viewer.toCited}
          </Button>
        </div>
      )}
      <div className="min-h-0 flex-1">{body()}</div>
    </section>
  )
}
