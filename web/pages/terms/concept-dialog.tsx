import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useDeferredValue, useId, useState } from 'react'
import { describeError } from '../../api/describe-error.ts'
import { Button } from '../../components/button.tsx'
import { Dialog } from '../../components/dialog.tsx'
import { Field } from '../../components/field.tsx'
import { TextArea } from '../../components/input.tsx'
import { Select } from '../../components/select.tsx'
import { useToast } from '../../components/toast.tsx'
import { useText } from '../../language/language.tsx'
import { builtInQuery, type OwnConcept, refreshConcepts, saveConcept } from './concept-queries.ts'
import { type ConceptDraft, findFault, readWords } from './concept-words.ts'

const KNOWN_SHOWN = 3
const MEMBERS_SHOWN = 5

/** What the thesaurus knows already of the words that are typed: often nothing has to be added. */
function AlreadyKnown({ draft }: { draft: ConceptDraft }) {
  const { terms, common } = useText()
  const words = useDeferredValue([...readWords(draft.chinese), ...readWords(draft.english)].join('\n').slice(0, 1_000))
  const { data: known = [] } = useQuery(builtInQuery(words))
  if (known.length === 0) return null
  return (
    <div className="rounded-md bg-sunken px-3 py-2 text-xs text-soft">
      <p>{terms.known}</p>
      <ul>
        {known.slice(0, KNOWN_SHOWN).map(({ id, chinese, english }) => (
          <li key={id} className="truncate text-ink">
            {[...chinese, ...english].slice(0, MEMBERS_SHOWN).join(common.separator)}
          </li>
        ))}
      </ul>
    </div>
  )
}

const EMPTY: ConceptDraft = { chinese: '', english: '', strength: 3 }

function toDraft({ chinese, english, strength }: OwnConcept, separator: string): ConceptDraft {
  return { chinese: chinese.join(separator), english: english.join(', '), strength }
}

type ConceptDialogProps = { concept: OwnConcept | undefined; onClose: () => void }

/** Adds a concept of the user's own, or changes one. */
export function ConceptDialog({ concept, onClose }: ConceptDialogProps) {
  const text = useText()
  const { terms, common } = text
  const queries = useQueryClient()
  const say = useToast()
  const formId = useId()
  const [draft, setDraft] = useState(() => (concept ? toDraft(concept, common.separator) : EMPTY))
  const [isTried, setTried] = useState(false)
  const [isBusy, setBusy] = useState(false)
  const [refusal, setRefusal] = useState<string>()
  const fault = findFault(draft)
  const edit = (change: Partial<ConceptDraft>) => {
    setDraft((before) => ({ ...before, ...change }))
    setRefusal(undefined)
  }
  const save = async () => {
    setTried(true)
    if (fault) return
    setBusy(true)
    try {
      await saveConcept(draft, concept?.id)
      await refreshConcepts(queries)
      say({ message: terms.saved })
      onClose()
    } catch (error) {
      setRefusal(describeError(error, text))
      setBusy(false)
    }
  }
  const error = refusal ?? (isTried && fault ? terms.faults[fault.kind](fault.word) : undefined)
  const strengths = ([3, 2, 1] as const).map((strength) => ({
    value: String(strength),
    label: `${terms.strengths[strength]}${common.colon}${terms.strengthHints[strength]}`,
  }))
  return (
    <Dialog
      isOpen
      onOpenChange={(isOpen) => isOpen || onClose()}
      title={concept ? terms.edit : terms.add}
      description={terms.formHint}
      footer={
        <>
          <Button onClick={onClose}>{common.cancel}</Button>
          <Button type="submit" form={formId} variant="primary" isBusy={isBusy}>
            {common.save}
          </Button>
        </>
      }
    >
      <form
        id={formId}
        className="grid gap-3 px-5 pb-4"
        onSubmit={(event) => {
          event.preventDefault()
          void save()
        }}
      >
        <Field label={terms.chinese} hint={terms.chineseHint}>
          {(ids) => (
            <TextArea
              {...ids}
              rows={2}
              value={draft.chinese}
              onChange={(event) => edit({ chinese: event.target.value })}
            />
          )}
        </Field>
        <Field label={terms.english} hint={terms.englishHint}>
          {(ids) => (
            <TextArea
              {...ids}
              rows={2}
              value={draft.english}
              onChange={(event) => edit({ english: event.target.value })}
            />
          )}
        </Field>
        <Field label={terms.strength}>
          {(ids) => (
            <Select
              {...ids}
              value={String(draft.strength)}
              options={strengths}
              onValueChange={(value) => edit({ strength: value === '3' ? 3 : value === '2' ? 2 : 1 })}
            />
          )}
        </Field>
        {error !== undefined && (
          <p role="alert" className="text-xs text-danger">
            {error}
          </p>
        )}
        <AlreadyKnown draft={draft} />
      </form>
    </Dialog>
  )
}
