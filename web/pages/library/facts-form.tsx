import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { bodyOf, client } from '../../api/client.ts'
import { describeError } from '../../api/describe-error.ts'
import { documentQuery, refreshDocuments } from '../../api/queries.ts'
import type { DocumentItem } from '../../api/wire.ts'
import { Button } from '../../components/button.tsx'
import { Field } from '../../components/field.tsx'
import { Input } from '../../components/input.tsx'
import { Select } from '../../components/select.tsx'
import { useToast } from '../../components/toast.tsx'
import { useText } from '../../language/language.tsx'
import { changedFacts, type FactEdits, joinPeople } from './document-facts.ts'
import { SpaceField } from './space-field.tsx'

const MAX_NAME = 200

type Corrections = NonNullable<Parameters<(typeof client.api.documents)[':id']['$patch']>[0]>['json']

function toOptions(words: Readonly<Record<string, string>>) {
  return Object.entries(words).map(([value, label]) => ({ value, label }))
}

/** Corrects what reading found out about a document. */
export function FactsForm({ document }: { document: DocumentItem }) {
  const text = useText()
  const { detail, sensitivities } = text.library
  const queries = useQueryClient()
  const say = useToast()
  const [edits, setEdits] = useState<FactEdits>({})
  const [isBusy, setBusy] = useState(false)
  const edit = (change: FactEdits) => setEdits((before) => ({ ...before, ...change }))
  const people = edits.people ?? joinPeople(document.people, text.common.separator)
  const title = edits.title ?? document.title
  const space = edits.space ?? document.space
  const changes = changedFacts(document, edits)
  const isChanged = Object.keys(changes).length > 0
  const save = async () => {
    setBusy(true)
    try {
      const json = changes as Corrections
      const corrected = await bodyOf(client.api.documents[':id'].$patch({ param: { id: document.id }, json }))
      queries.setQueryData(documentQuery(document.id).queryKey, corrected)
      setEdits({})
      say({ message: detail.saved })
      await refreshDocuments(queries)
    } catch (error) {
      say({ message: describeError(error, text), tone: 'danger' })
    }
    setBusy(false)
  }
  return (
    <form
      className="grid gap-3"
      onSubmit={(event) => {
        event.preventDefault()
        void save()
      }}
    >
      <Field label={detail.title} error={title.trim() === '' ? detail.titleMissing : undefined}>
        {(ids) => (
          <Input
            {...ids}
            maxLength={MAX_NAME}
            value={title}
            onChange={(event) => edit({ title: event.target.value })}
          />
        )}
      </Field>
      <div className="grid grid-cols-2 gap-3">
        <Field label={detail.kind}>
          {(ids) => (
            <Select
              {...ids}
              value={edits.kind ?? document.kind}
              options={toOptions(text.document.kinds)}
              onValueChange={(kind) => edit({ kind })}
            />
          )}
        </Field>
        <Field label={detail.date}>
          {(ids) => (
            <Input
              {...ids}
              type="date"
              title={detail.dateHint}
              value={edits.date ?? document.date}
              onChange={(event) => edit({ date: event.target.value })}
            />
          )}
        </Field>
        <Field label={detail.project}>
          {(ids) => (
            <Input
              {...ids}
              maxLength={MAX_NAME}
              value={edits.project ?? document.project}
              onChange={(event) => edit({ project: event.target.value })}
            />
          )}
        </Field>
        <Field label={detail.sensitivity}>
          {(ids) => (
            <Select
              {...ids}
              value={edits.sensitivity ?? document.sensitivity}
              options={toOptions(sensitivities)}
              onValueChange={(sensitivity) => edit({ sensitivity })}
            />
          )}
        </Field>
      </div>
      <Field label={detail.people} hint={detail.peopleHint}>
        {(ids) => <Input {...ids} value={people} onChange={(event) => edit({ people: event.target.value })} />}
      </Field>
      <SpaceField key={document.space} value={space} onChange={(next) => edit({ space: next })} />
      {isChanged && (
        <div className="flex justify-end gap-2">
          <Button onClick={() => setEdits({})}>{detail.revert}</Button>
          <Button type="submit" variant="primary" isBusy={isBusy} disabled={title.trim() === '' || space.trim() === ''}>
            {detail.save}
          </Button>
        </div>
      )}
    </form>
  )
}
