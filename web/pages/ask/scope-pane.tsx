import { useQueries, useQuery } from '@tanstack/react-query'
import { useId } from 'react'
import { documentCountQuery, spacesQuery } from '../../api/queries.ts'
import { Input } from '../../components/input.tsx'
import { useText } from '../../language/language.tsx'
import { spaceName } from '../library/space-name.ts'
import { EVERYTHING, isEverything, type Scope, withProperty } from './scope.ts'
import { Choices } from './scope-choices.tsx'
import { DocumentChoices } from './scope-documents.tsx'

const KINDS = [
  'discussion_note',
  'retrospective',
  'pitfall_case',
  'delivery_guide',
  'proposal',
  'tender',
  'report',
  'other',
] as const

type ScopePaneProps = { scope: Scope; onChange: (scope: Scope) => void }

/** What the next question is asked of: a space, a kind, a first day, single documents. */
export function ScopePane({ scope, onChange }: ScopePaneProps) {
  const text = useText()
  const { ask, document: words } = text
  const sinceId = useId()
  const spaces = useQuery(spacesQuery())
  const counts = useQueries({
    queries: KINDS.map((kind) =>
      documentCountQuery({ kind, ...(scope.space === undefined ? {} : { space: scope.space }) }),
    ),
  })
  const spaceChoices = spaces.data?.filter(({ documents }) => documents > 0) ?? []
  const kindChoices = KINDS.map((kind, index) => ({
    value: kind,
    label: words.kinds[kind] ?? kind,
    count: counts[index]?.data,
  })).filter(({ value, count }) => count !== 0 || value === scope.kind)
  return (
    <div className="scroll-thin flex h-full flex-col gap-3 overflow-y-auto pt-3 text-sm">
      <p className="px-3 text-xs text-soft">
        {scope.documents.length > 0 ? ask.scopeOnlyDocuments(scope.documents.length) : ask.scopeHint}
        {!isEverything(scope) && (
          <button
            type="button"
            className="ml-1 text-accent underline underline-offset-2"
            onClick={() => onChange(EVERYTHING)}
          >
            {ask.scopeClear}
          </button>
        )}
      </p>
      {spaceChoices.length > 1 && (
        <Choices
          label={ask.scopeSpaces}
          value={scope.space}
          choices={spaceChoices.map(({ name, documents, isSample }) => ({
            value: name,
            label: spaceName(name, isSample, text),
            count: documents,
            isSample,
          }))}
          onChange={(space) => onChange(withProperty(scope, 'space', space))}
        />
      )}
      <Choices
        label={ask.scopeKinds}
        value={scope.kind}
        choices={kindChoices}
        onChange={(kind) => onChange(withProperty(scope, 'kind', kind))}
      />
      <label htmlFor={sinceId} className="flex items-center gap-2 px-3 text-xs font-medium text-soft">
        {ask.scopeSince}
        <Input
          id={sinceId}
          type="date"
          value={scope.since ?? ''}
          onChange={(event) => onChange(withProperty(scope, 'since', event.target.value))}
          className="h-8 min-w-0 flex-1 px-2 text-xs"
        />
      </label>
      <DocumentChoices scope={scope} onChange={onChange} />
    </div>
  )
}
