import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { BookOpenText, Download, Trash2, TriangleAlert, X } from 'lucide-react'
import type { ReactNode } from 'react'
import { describeFailure } from '../../api/describe-error.ts'
import { documentQuery } from '../../api/queries.ts'
import { ServiceError } from '../../api/service-error.ts'
import type { DocumentItem } from '../../api/wire.ts'
import { Badge } from '../../components/badge.tsx'
import { Button, buttonStyle } from '../../components/button.tsx'
import { ErrorState } from '../../components/error-state.tsx'
import { IconButton } from '../../components/icon-button.tsx'
import { SkeletonLines } from '../../components/skeleton.tsx'
import { useFormat } from '../../language/format.ts'
import { useText } from '../../language/language.tsx'
import { describeWarning } from './describe-warning.ts'
import { FactsForm } from './facts-form.tsx'
import { FailureNote } from './failure-note.tsx'
import { MemberList, mayHoldFiles } from './member-list.tsx'
import { ReadingFacts } from './reading-facts.tsx'
import { SimilarList } from './similar-list.tsx'
import { StateBadge } from './state-badge.tsx'
import { useOpenJobs } from './upload-context.ts'
import { originalAddress, VersionList } from './version-list.tsx'

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="grid gap-2 border-t border-line px-4 py-4">
      <h3 className="text-xs font-medium text-soft">{title}</h3>
      {children}
    </section>
  )
}

function Summary({ document }: { document: DocumentItem }) {
  const text = useText()
  const { detail, sample, uploads } = text.library
  const format = useFormat()
  const job = useOpenJobs().get(document.id)
  return (
    <div className="grid gap-2 px-4 pb-4">
      <p className="text-xs break-all text-faint">
        <bdi>{document.path}</bdi>
      </p>
      <p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-xs text-soft">
        <StateBadge document={document} job={job} />
        {document.isSample && <Badge>{sample.badge}</Badge>}
        <span>{detail.updated(format.moment(document.updatedAt))}</span>
      </p>
      <ReadingFacts document={document} />
      {job?.state === 'queued' && job.error && (
        <p className="text-xs text-warn">{uploads.waitsFor(describeFailure(job.error, text))}</p>
      )}
      {!job && <FailureNote document={document} />}
      {document.versionId !== '' && (
        <div className="mt-1 flex flex-wrap gap-2">
          <Link
            to="/documents/$documentId"
            params={{ documentId: document.id }}
            className={buttonStyle('primary', 'sm')}
          >
            <BookOpenText aria-hidden />
            {detail.open}
          </Link>
          <a href={originalAddress(document.id, document.versionId)} download className={buttonStyle('outline', 'sm')}>
            <Download aria-hidden />
            {detail.download}
          </a>
        </div>
      )}
    </div>
  )
}

function Warnings({ document }: { document: DocumentItem }) {
  const text = useText()
  if (document.warnings.length === 0) return null
  return (
    <Section title={text.library.detail.warnings}>
      <ul className="grid gap-1.5">
        {document.warnings.map((warning) => (
          <li key={warning} className="flex gap-2">
            <TriangleAlert aria-hidden className="mt-1 size-4 shrink-0 text-warn" />
            {describeWarning(warning, text)}
          </li>
        ))}
      </ul>
    </Section>
  )
}

type DocumentPanelProps = { id: string; onClose: () => void; onDelete: (document: DocumentItem) => void }

/** Everything about one document, and what can be done with it. */
export function DocumentPanel({ id, onClose, onDelete }: DocumentPanelProps) {
  const { library, common } = useText()
  const { detail } = library
  const { data: document, error, refetch } = useQuery({ ...documentQuery(id), staleTime: 2_000 })
  const isGone = error instanceof ServiceError && error.status === 404
  return (
    <div className="scroll-thin flex min-h-0 flex-1 flex-col overflow-y-auto">
      <header className="flex items-start gap-2 py-3 pr-2 pl-4">
        <h2 className="min-w-0 flex-1 font-serif text-base leading-7 font-semibold">
          <bdi>{document?.title ?? detail.label}</bdi>
        </h2>
        <IconButton size="sm" label={common.close} shortcut="Esc" onClick={onClose}>
          <X />
        </IconButton>
      </header>
      {isGone && <p className="px-4 text-soft">{detail.gone}</p>}
      {error && !isGone && <ErrorState error={error} onRetry={() => void refetch()} className="mx-4" />}
      {!document && !error && <SkeletonLines lines={6} className="px-4" />}
      {document && !isGone && (
        <>
          <Summary document={document} />
          <Warnings document={document} />
          {mayHoldFiles(document) && (
            <Section title={detail.members}>
              <MemberList document={document} />
            </Section>
          )}
          <Section title={detail.facts}>
            <FactsForm key={document.id} document={document} />
          </Section>
          {document.versionId !== '' && (
            <Section title={detail.similar.title}>
              <SimilarList document={document} />
            </Section>
          )}
          {document.versionId !== '' && (
            <Section title={detail.versions}>
              <VersionList document={document} />
            </Section>
          )}
          <div className="border-t border-line px-4 py-4">
            <Button size="sm" variant="quiet" className="text-danger!" onClick={() => onDelete(document)}>
              <Trash2 aria-hidden />
              {detail.delete}
            </Button>
          </div>
        </>
      )}
    </div>
  )
}
