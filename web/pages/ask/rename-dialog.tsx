import { useQueryClient } from '@tanstack/react-query'
import { useId, useState } from 'react'
import { client, okResponse } from '../../api/client.ts'
import { describeError } from '../../api/describe-error.ts'
import { Button } from '../../components/button.tsx'
import { Dialog } from '../../components/dialog.tsx'
import { Field } from '../../components/field.tsx'
import { Input } from '../../components/input.tsx'
import { useToast } from '../../components/toast.tsx'
import { useText } from '../../language/language.tsx'

const LONGEST_TITLE = 120

type RenameDialogProps = { conversationId: string; title: string; onClose: () => void }

/** Gives a conversation another title. */
export function RenameDialog({ conversationId, title, onClose }: RenameDialogProps) {
  const text = useText()
  const { answer, common } = text
  const queries = useQueryClient()
  const say = useToast()
  const formId = useId()
  const [typed, setTyped] = useState(title)
  const [isBusy, setBusy] = useState(false)
  const [refusal, setRefusal] = useState<string>()
  const save = async () => {
    setBusy(true)
    try {
      const json = { title: typed.trim() }
      await okResponse(client.api.conversations[':id'].$patch({ param: { id: conversationId }, json }))
      await queries.invalidateQueries({ queryKey: ['conversations'] })
      say({ message: answer.renamed })
      onClose()
    } catch (error) {
      setRefusal(describeError(error, text))
      setBusy(false)
    }
  }
  return (
    <Dialog
      isOpen
      onOpenChange={(isOpen) => isOpen || onClose()}
      title={answer.renameTitle}
      width="sm"
      footer={
        <>
          <Button onClick={onClose}>{common.cancel}</Button>
          <Button type="submit" form={formId} variant="primary" isBusy={isBusy} disabled={typed.trim() === ''}>
            {common.save}
          </Button>
        </>
      }
    >
      <form
        id={formId}
        className="px-5 pb-4"
        onSubmit={(event) => {
          event.preventDefault()
          if (typed.trim() !== '') void save()
        }}
      >
        <Field label={answer.renameLabel} error={refusal}>
          {(ids) => (
            <Input
              {...ids}
              maxLength={LONGEST_TITLE}
              value={typed}
              onFocus={(event) => event.target.select()}
              onChange={(event) => setTyped(event.target.value)}
            />
          )}
        </Field>
      </form>
    </Dialog>
  )
}
