import { useQuery } from '@tanstack/react-query'
import { FileX2 } from 'lucide-react'
import { useMemo, useState } from 'react'
import { spacesQuery } from '../../api/queries.ts'
import { Button } from '../../components/button.tsx'
import { Dialog } from '../../components/dialog.tsx'
import { Field } from '../../components/field.tsx'
import { Select } from '../../components/select.tsx'
import { useFormat } from '../../language/format.ts'
import { useText } from '../../language/language.tsx'
import { readStored, writeStored } from '../../storage.ts'
import { ACCEPTED_ENDINGS, type Picked, type Sorted, sortFiles } from './accepted-files.ts'
import { SpaceField } from './space-field.tsx'
import { useUploads } from './upload-context.ts'

const KEY = 'precedent.upload-space'
const MOST_SHOWN = 100
const AUTO = ''

function RefusedList({ refused }: { refused: Sorted<File>['refused'] }) {
  const { library } = useText()
  const { number } = useFormat()
  const { review } = library
  return (
    <details open={refused.length <= 8} className="rounded-lg bg-warn-tint px-3 py-2">
      <summary className="flex items-center gap-2 font-medium text-warn">
        <FileX2 aria-hidden className="size-4 shrink-0" />
        {review.refused(number(refused.length))}
      </summary>
      <ul className="scroll-thin mt-2 grid max-h-40 gap-1 overflow-y-auto text-xs">
        {refused.slice(0, MOST_SHOWN).map(({ path, reason }) => (
          <li key={path} className="flex gap-3">
            <span className="min-w-0 flex-1 break-all">{path}</span>
            <span className="shrink-0 text-soft">{review.refusals[reason]}</span>
          </li>
        ))}
        {refused.length > MOST_SHOWN && (
          <li className="text-soft">{review.more(number(refused.length - MOST_SHOWN))}</li>
        )}
      </ul>
      <p className="mt-2 text-xs text-soft">
        {review.supported}
        {ACCEPTED_ENDINGS.join(' ')}
      </p>
    </details>
  )
}

/** Shows what is going to be added and what cannot be, and asks where it belongs. */
export function ReviewDialog({ picked, onClose }: { picked: readonly Picked<File>[]; onClose: () => void }) {
  const { library, common, document: words } = useText()
  const { review } = library
  const format = useFormat()
  const { queue } = useUploads()
  const { data: spaces = [] } = useQuery(spacesQuery())
  const { accepted, refused } = useMemo(() => sortFiles(picked), [picked])
  const [space, setSpace] = useState(() => readStored(KEY) ?? 'default')
  const [kind, setKind] = useState(AUTO)
  const [sensitivity, setSensitivity] = useState(AUTO)
  const bytes = accepted.reduce((sum, { file }) => sum + file.size, 0)
  const name = space.trim()
  const isReserved = spaces.some((each) => each.isSample && each.name === name)
  const start = () => {
    writeStored(KEY, name)
    queue.add(accepted, {
      space: name,
      ...(kind === AUTO ? {} : { kind }),
      ...(sensitivity === AUTO ? {} : { sensitivity }),
    })
    onClose()
  }
  const kinds = [
    { value: AUTO, label: review.kindAuto },
    ...Object.entries(words.kinds).map(([value, label]) => ({ value, label })),
  ]
  const sensitivities = [
    { value: AUTO, label: review.sensitivityAuto },
    ...Object.entries(library.sensitivities).map(([value, label]) => ({ value, label })),
  ]
  const isEmpty = accepted.length === 0
  return (
    <Dialog
      isOpen
      onOpenChange={(isOpen) => isOpen || onClose()}
      title={isEmpty ? review.titleNone : review.title(format.number(accepted.length))}
      {...(isEmpty ? {} : { description: review.size(format.bytes(bytes)) })}
      footer={
        isEmpty ? (
          <Button onClick={onClose}>{common.close}</Button>
        ) : (
          <>
            <Button onClick={onClose}>{common.cancel}</Button>
            <Button autoFocus form="review-files" type="submit" variant="primary" disabled={name === '' || isReserved}>
              {review.start(format.number(accepted.length))}
            </Button>
          </>
        )
      }
    >
      <form
        id="review-files"
        className="grid gap-4 px-5 pt-1 pb-5"
        onSubmit={(event) => {
          event.preventDefault()
          start()
        }}
      >
        {!isEmpty && (
          <>
            <SpaceField value={space} onChange={setSpace} hint={review.spaceHint} />
            <div className="grid gap-4 sm:grid-cols-2">
              <Field label={review.kind}>
                {(ids) => <Select {...ids} value={kind} options={kinds} onValueChange={setKind} />}
              </Field>
              <Field label={review.sensitivity}>
                {(ids) => (
                  <Select {...ids} value={sensitivity} options={sensitivities} onValueChange={setSensitivity} />
                )}
              </Field>
            </div>
          </>
        )}
        {refused.length > 0 && <RefusedList refused={refused} />}
      </form>
    </Dialog>
  )
}
