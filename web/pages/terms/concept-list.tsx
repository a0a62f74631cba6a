import { useQueryClient } from '@tanstack/react-query'
import { Pencil, Trash2 } from 'lucide-react'
import { describeError } from '../../api/describe-error.ts'
import { Badge } from '../../components/badge.tsx'
import { IconButton } from '../../components/icon-button.tsx'
import { useToast } from '../../components/toast.tsx'
import { useText } from '../../language/language.tsx'
import { type OwnConcept, refreshConcepts, removeConcept, saveConcept } from './concept-queries.ts'

const CELL = 'px-3 py-2 align-top'

/** Removes at once, and offers to bring it back. */
function useRemoval(): (concept: OwnConcept) => Promise<void> {
  const text = useText()
  const queries = useQueryClient()
  const say = useToast()
  const attempt = async (work: () => Promise<unknown>) => {
    try {
      await work()
      return true
    } catch (error) {
      say({ message: describeError(error, text), tone: 'danger' })
      return false
    } finally {
      await refreshConcepts(queries)
    }
  }
  return async (concept) => {
    const { id, chinese, english, strength } = concept
    if (!(await attempt(() => removeConcept(id)))) return
    const draft = { chinese: chinese.join('\n'), english: english.join('\n'), strength }
    const bringBack = () => void attempt(() => saveConcept(draft, undefined))
    const name = chinese[0] ?? english[0] ?? ''
    say({ message: text.terms.removed(name), action: { label: text.common.undo, onPress: bringBack } })
  }
}

type ConceptListProps = { concepts: readonly OwnConcept[]; onEdit: (concept: OwnConcept) => void }

/** The users' own concepts: a table, each concept stacked in a row where the page is narrow. */
export function ConceptList({ concepts, onEdit }: ConceptListProps) {
  const { terms, common } = useText()
  const remove = useRemoval()
  return (
    <table
      aria-label={terms.title}
      className="w-full text-left max-sm:block max-sm:[&_tbody]:block max-sm:[&_thead]:sr-only"
    >
      <thead className="border-b border-line text-xs text-soft">
        <tr>
          <th className={CELL}>{terms.chinese}</th>
          <th className={CELL}>{terms.english}</th>
          <th className={CELL}>{terms.strength}</th>
          <th className={CELL}>
            <span className="sr-only">{common.more}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {concepts.map((concept) => {
          const name = concept.chinese[0] ?? concept.english[0] ?? ''
          return (
            <tr
              key={concept.id}
              className="border-b border-line last:border-0 max-sm:grid max-sm:grid-cols-[1fr_auto] max-sm:py-1.5 max-sm:[&_td]:py-0.5"
            >
              <td className={`${CELL} font-medium max-sm:empty:hidden`}>{concept.chinese.join(common.separator)}</td>
              <td className={`${CELL} text-soft max-sm:col-start-1 max-sm:empty:hidden`}>
                {concept.english.join(', ')}
              </td>
              <td className={`${CELL} whitespace-nowrap max-sm:col-start-1`}>
                <Badge>{terms.strengths[concept.strength]}</Badge>
              </td>
              <td className="py-1 pr-1 text-right whitespace-nowrap max-sm:col-start-2 max-sm:row-start-1">
                <IconButton size="sm" label={terms.editOne(name)} onClick={() => onEdit(concept)}>
                  <Pencil />
                </IconButton>
                <IconButton size="sm" label={terms.removeOne(name)} onClick={() => void remove(concept)}>
                  <Trash2 />
                </IconButton>
              </td>
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}
