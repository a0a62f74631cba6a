import { useQuery } from '@tanstack/react-query'
import { FileText } from 'lucide-react'
import { documentQuery } from '../../api/queries.ts'
import { Chip } from '../../components/chip.tsx'
import { useFormat } from '../../language/format.ts'
import { useText } from '../../language/language.tsx'
import { spaceName } from '../library/space-name.ts'
import { type Scope, toggleDocument, withProperty } from './scope.ts'

const SHOWN = 4

/** The title of a document; looked up where only its id is known. */
function DocumentTitle({ id, title }: { id: string; title: string }) {
  const { data } = useQuery({ ...documentQuery(id), enabled: title === '' })
  return <span className="max-w-40 truncate">{title || data?.title || id}</span>
}

type ScopeChipsProps = { scope: Scope; onChange?: (scope: Scope) => void }

/** A scope as chips; they can be taken away where `onChange` is given. */
export function ScopeChips({ scope, onChange }: ScopeChipsProps) {
  const text = useText()
  const format = useFormat()
  const removable = (name: string, next: () => Scope) => (onChange ? { name, onRemove: () => onChange(next()) } : {})
  const kind = scope.kind === undefined ? '' : (text.document.kinds[scope.kind] ?? scope.kind)
  const more = scope.documents.length - SHOWN
  const isByDocument = scope.documents.length > 0
  return (
    <>
      {!isByDocument && scope.space !== undefined && (
        <Chip {...removable(scope.space, () => withProperty(scope, 'space', undefined))}>
          {text.ask.spaceChip(spaceName(scope.space, false, text))}
        </Chip>
      )}
      {!isByDocument && scope.kind !== undefined && (
        <Chip {...removable(kind, () => withProperty(scope, 'kind', undefined))}>{text.ask.kindChip(kind)}</Chip>
      )}
      {!isByDocument && scope.since !== undefined && (
        <Chip {...removable(scope.since, () => withProperty(scope, 'since', undefined))}>
          {text.ask.sinceChip(format.day(scope.since))}
        </Chip>
      )}
      {scope.documents.slice(0, SHOWN).map((document) => (
        <Chip key={document.id} {...removable(document.title, () => toggleDocument(scope, document))}>
          <FileText aria-hidden />
          <DocumentTitle {...document} />
        </Chip>
      ))}
      {more > 0 && (
        <Chip
          {...removable(text.ask.scopeChosen(more), () => ({ ...scope, documents: scope.documents.slice(0, SHOWN) }))}
        >
          +{more}
        </Chip>
      )}
    </>
  )
}
