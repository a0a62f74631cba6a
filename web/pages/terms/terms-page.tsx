import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { ArrowLeft, BookA, Plus } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { Button, buttonStyle } from '../../components/button.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { ErrorState } from '../../components/error-state.tsx'
import { SkeletonLines } from '../../components/skeleton.tsx'
import { useText } from '../../language/language.tsx'
import { useTitle } from '../../shell/use-title.ts'
import { ConceptDialog } from './concept-dialog.tsx'
import { ConceptList } from './concept-list.tsx'
import { conceptsQuery, type OwnConcept } from './concept-queries.ts'

/** The users' own terms: what words stand for one thing here. */
export function TermsPage(): ReactNode {
  const { terms, search } = useText()
  const { data: concepts, error, refetch } = useQuery(conceptsQuery())
  const [edited, setEdited] = useState<OwnConcept | 'new'>()
  useTitle(terms.title)
  const addButton = (
    <Button variant="primary" onClick={() => setEdited('new')}>
      <Plus aria-hidden />
      {terms.add}
    </Button>
  )
  return (
    <div className="scroll-thin min-h-0 flex-1 overflow-y-auto">
      <div className="mx-auto grid w-full max-w-3xl gap-3 px-3 pt-3 pb-10 sm:px-6 sm:pt-5">
        <Link to="/search" className={`${buttonStyle('quiet', 'sm')} -ml-2 justify-self-start text-soft`}>
          <ArrowLeft aria-hidden />
          {search.title}
        </Link>
        <header className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2">
          <div className="min-w-0 flex-[1_1_18rem]">
            <h1 className="font-serif text-xl font-semibold">{terms.title}</h1>
            <p className="text-soft">{terms.body}</p>
          </div>
          {concepts && concepts.length > 0 && addButton}
        </header>
        {error !== null && <ErrorState error={error} onRetry={() => void refetch()} />}
        {!concepts && error === null && <SkeletonLines lines={4} />}
        {concepts?.length === 0 && (
          <EmptyState icon={<BookA />} title={terms.none} body={terms.example} actions={addButton} />
        )}
        {concepts && concepts.length > 0 && (
          <div className="rounded-lg border border-line bg-sheet">
            <ConceptList concepts={concepts} onEdit={setEdited} />
          </div>
        )}
        {edited !== undefined && (
          <ConceptDialog concept={edited === 'new' ? undefined : edited} onClose={() => setEdited(undefined)} />
        )}
      </div>
    </div>
  )
}
