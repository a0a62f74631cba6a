import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useId, useMemo, useState } from 'react'
import { describeError } from '../../api/describe-error.ts'
import { ServiceError } from '../../api/service-error.ts'
import type { Answer } from '../../api/wire.ts'
import { Button } from '../../components/button.tsx'
import { Checkbox } from '../../components/checkbox.tsx'
import { Dialog } from '../../components/dialog.tsx'
import { Field } from '../../components/field.tsx'
import { TextArea } from '../../components/input.tsx'
import { useToast } from '../../components/toast.tsx'
import { useText } from '../../language/language.tsx'
import { beginDraft, offerQuotes, offerSentences, type QuestionDraft, toEvaluationRequest } from './question-draft.ts'
import { makeQuestion } from './question-queries.ts'

type Option = { key: string; words: string; detail?: string }
type OptionsProps = {
  label: string
  note?: string | undefined
  options: readonly Option[]
  chosen: readonly string[]
  onChange: (chosen: string[]) => void
}

function Options({ label, note, options, chosen, onChange }: OptionsProps) {
  const name = useId()
  return (
    <fieldset>
      <legend className="mb-1 text-xs font-medium text-soft">{label}</legend>
      <div className="grid grid-cols-1 divide-y divide-line rounded-md border border-line">
        {options.map(({ key, words, detail }, at) => (
          <label
            key={key}
            htmlFor={`${name}${at}`}
            className="flex cursor-pointer items-start gap-2.5 px-3 py-2 hover:bg-sunken"
          >
            <Checkbox
              id={`${name}${at}`}
              checked={chosen.includes(key)}
              onChange={({ target }) =>
                onChange(target.checked ? [...chosen, key] : chosen.filter((other) => other !== key))
              }
              className="mt-1"
            />
            <span className="min-w-0">
              <span dir="auto">{words}</span>
              {detail !== undefined && <span className="block truncate text-xs text-soft">{detail}</span>}
            </span>
          </label>
        ))}
      </div>
      {note !== undefined && <p className="mt-1 text-xs text-soft">{note}</p>}
    </fieldset>
  )
}

type AnswerableProps = { value: boolean; onChange: (isAnswerable: boolean) => void }

function Answerable({ value, onChange }: AnswerableProps) {
  const { evaluation } = useText()
  const name = useId()
  return (
    <fieldset>
      <legend className="mb-1 text-xs font-medium text-soft">{evaluation.answerable}</legend>
      <div className="flex flex-wrap gap-x-6">
        {([true, false] as const).map((each) => (
          <label key={String(each)} className="flex min-h-8 cursor-pointer items-center gap-2">
            <input
              type="radio"
              name={name}
              checked={value === each}
              onChange={() => onChange(each)}
              className="size-4 accent-accent"
            />
            {each ? evaluation.yes : evaluation.no}
          </label>
        ))}
      </div>
    </fieldset>
  )
}

/** Makes a question with a known answer of an answer that was bad: what is right, what is wrong. */
export function QuestionDialog({ answer, onClose }: { answer: Answer; onClose: () => void }) {
  const text = useText()
  const { evaluation, common } = text
  const queries = useQueryClient()
  const navigate = useNavigate()
  const say = useToast()
  const formId = useId()
  const quotes = useMemo(() => offerQuotes(answer), [answer])
  const sentences = useMemo(() => offerSentences(answer), [answer])
  const [draft, setDraft] = useState(() => beginDraft(answer))
  const [isBusy, setBusy] = useState(false)
  const [refusal, setRefusal] = useState<string>()
  const edit = (change: Partial<QuestionDraft>) => {
    setDraft((before) => ({ ...before, ...change }))
    setRefusal(undefined)
  }
  const save = async () => {
    setBusy(true)
    try {
      await makeQuestion(queries, answer.id, toEvaluationRequest(draft, quotes))
      const onPress = () => void navigate({ to: '/gaps/questions' })
      say({ message: evaluation.saved, action: { label: evaluation.show, onPress } })
      onClose()
    } catch (error) {
      const isQuoteGone = error instanceof ServiceError && error.code === 'invalid_request'
      setRefusal(isQuoteGone ? evaluation.quoteGone : describeError(error, text))
      setBusy(false)
    }
  }
  return (
    <Dialog
      isOpen
      onOpenChange={(isOpen) => isOpen || onClose()}
      title={evaluation.formTitle}
      description={evaluation.formHint}
      footer={
        <>
          <Button onClick={onClose}>{common.cancel}</Button>
          <Button type="submit" form={formId} variant="primary" isBusy={isBusy}>
            {evaluation.save}
          </Button>
        </>
      }
    >
      <form
        id={formId}
        className="grid grid-cols-1 gap-4 px-5 pb-4"
        onSubmit={(event) => {
          event.preventDefault()
          void save()
        }}
      >
        <p dir="auto" className="border-l-2 border-line pl-3 font-serif text-base font-semibold">
          {answer.asked ?? answer.question}
        </p>
        <Answerable value={draft.isAnswerable} onChange={(isAnswerable) => edit({ isAnswerable })} />
        {draft.isAnswerable && quotes.length > 0 && (
          <Options
            label={evaluation.evidence}
            note={draft.evidence.length === 0 ? evaluation.evidenceNone : undefined}
            options={quotes.map(({ key, quote, title }) => ({ key, words: quote, detail: title }))}
            chosen={draft.evidence}
            onChange={(evidence) => edit({ evidence })}
          />
        )}
        {draft.isAnswerable && (
          <Field label={evaluation.points}>
            {(ids) => (
              <TextArea
                {...ids}
                rows={2}
                value={draft.points}
                onChange={(event) => edit({ points: event.target.value })}
              />
            )}
          </Field>
        )}
        {sentences.length > 0 && (
          <Options
            label={evaluation.mustNot}
            options={sentences.map((sentence) => ({ key: sentence, words: sentence }))}
            chosen={draft.wrong}
            onChange={(wrong) => edit({ wrong })}
          />
        )}
        {refusal !== undefined && (
          <p role="alert" className="text-xs text-danger">
            {refusal}
          </p>
        )}
      </form>
    </Dialog>
  )
}
