import { useQueryClient } from '@tanstack/react-query'
import { NotebookPen } from 'lucide-react'
import { type KeyboardEvent, useState } from 'react'
import { describeError } from '../../api/describe-error.ts'
import { Button } from '../../components/button.tsx'
import { Field } from '../../components/field.tsx'
import { Input, TextArea } from '../../components/input.tsx'
import { Select } from '../../components/select.tsx'
import { useToast } from '../../components/toast.tsx'
import { useText } from '../../language/language.tsx'
import { changeGap, type Gap, type GapChange } from './gap-queries.ts'
import { GAP_STATES, stateWithOwner } from './gap-search.ts'

const LONGEST_OWNER = 100
const LONGEST_NOTE = 2_000

/** Text that is kept when its field is left; Escape takes back what was typed. */
function useTyped(kept: string, save: (typed: string) => void) {
  const [typed, setTyped] = useState<string>()
  return {
    value: typed ?? kept,
    onChange: (event: { target: { value: string } }) => setTyped(event.target.value),
    onBlur: () => {
      const next = typed?.trim()
      setTyped(undefined)
      if (next !== undefined && next !== kept) save(next)
    },
    onKeyDown: (event: KeyboardEvent<HTMLElement>) => {
      if (event.key === 'Escape') setTyped(undefined)
      if (event.key === 'Enter' && !(event.target instanceof HTMLTextAreaElement) && !event.nativeEvent.isComposing) {
        event.currentTarget.blur()
      }
    },
  }
}

/** Who looks after a gap, what became of it and what is to be known about it; each is kept as soon as it is set. */
export function GapControls({ gap }: { gap: Gap }) {
  const text = useText()
  const { gaps } = text
  const queries = useQueryClient()
  const say = useToast()
  const [sent, setSent] = useState<GapChange>({})
  const [isNoting, setNoting] = useState(false)
  const shown = { state: sent.state ?? gap.state, owner: sent.owner ?? gap.owner, note: sent.note ?? gap.note }
  const save = async (change: GapChange) => {
    setSent((before) => ({ ...before, ...change }))
    try {
      await changeGap(queries, gap.id, change)
      say({ message: gaps.saved })
    } catch (error) {
      say({ message: describeError(error, text), tone: 'danger' })
    }
    setSent({})
  }
  const owner = useTyped(shown.owner, (name) => {
    const state = stateWithOwner(shown.state, name)
    void save({ owner: name, ...(state === shown.state ? {} : { state }) })
  })
  const note = useTyped(shown.note, (words) => void save({ note: words }))
  return (
    <div className="grid grid-cols-2 content-start gap-2 sm:grid-cols-1">
      <Field label={gaps.stateLabel}>
        {(ids) => (
          <Select
            {...ids}
            value={shown.state}
            options={GAP_STATES.map((state) => ({ value: state, label: gaps.states[state] }))}
            onValueChange={(state) => void save({ state })}
          />
        )}
      </Field>
      <Field label={gaps.owner}>
        {(ids) => <Input {...ids} {...owner} placeholder={gaps.ownerHint} maxLength={LONGEST_OWNER} />}
      </Field>
      {shown.note !== '' || isNoting ? (
        <div className="col-span-full">
          <Field label={gaps.note}>
            {(ids) => (
              <TextArea
                {...ids}
                {...note}
                rows={2}
                autoFocus={isNoting}
                placeholder={gaps.noteHint}
                maxLength={LONGEST_NOTE}
                className="field-sizing-content max-h-40"
              />
            )}
          </Field>
        </div>
      ) : (
        <Button
          size="sm"
          variant="quiet"
          onClick={() => setNoting(true)}
          className="-ml-2 justify-self-start text-soft"
        >
          <NotebookPen aria-hidden />
          {gaps.addNote}
        </Button>
      )}
    </div>
  )
}
