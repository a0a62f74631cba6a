import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { spacesQuery } from '../../api/queries.ts'
import { Field } from '../../components/field.tsx'
import { Input } from '../../components/input.tsx'
import { Select } from '../../components/select.tsx'
import { useText } from '../../language/language.tsx'
import { spaceName } from './space-name.ts'

const NEW = '\u0000new'
const DEFAULT_SPACE = 'default'
const MAX_NAME = 100

type SpaceFieldProps = { value: string; onChange: (space: string) => void; hint?: string }

/** Chooses one of the spaces, or names a new one. '' stands for a new one without a name yet. */
export function SpaceField({ value, onChange, hint }: SpaceFieldProps) {
  const text = useText()
  const { data: spaces = [] } = useQuery(spacesQuery())
  const [isNew, setNew] = useState(false)
  const own = spaces.filter(({ isSample, name }) => !isSample || name === value)
  const names = [...new Set([DEFAULT_SPACE, ...own.map(({ name }) => name), ...(isNew || value === '' ? [] : [value])])]
  const isTaken = isNew && spaces.some(({ name, isSample }) => isSample && name === value.trim())
  const options = [
    ...names.map((name) => {
      const isSample = spaces.some((space) => space.name === name && space.isSample)
      return { value: name, label: spaceName(name, isSample, text) }
    }),
    { value: NEW, label: text.library.review.newSpace },
  ]
  const choose = (next: string) => {
    setNew(next === NEW)
    onChange(next === NEW ? '' : next)
  }
  return (
    <>
      <Field label={text.library.review.space} hint={hint}>
        {(ids) => <Select {...ids} value={isNew ? NEW : value} options={options} onValueChange={choose} />}
      </Field>
      {isNew && (
        <Field label={text.library.review.newSpaceName} error={isTaken ? text.library.review.spaceReserved : undefined}>
          {(ids) => (
            <Input
              {...ids}
              autoFocus
              maxLength={MAX_NAME}
              value={value}
              onChange={(event) => onChange(event.target.value)}
            />
          )}
        </Field>
      )}
    </>
  )
}
