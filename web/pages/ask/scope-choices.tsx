import clsx from 'clsx'
import { useId } from 'react'
import { Badge } from '../../components/badge.tsx'
import { useFormat } from '../../language/format.ts'
import { useText } from '../../language/language.tsx'

type Choice = { value: string; label: string; count: number | undefined; isSample?: boolean }

type ChoicesProps = {
  label: string
  value: string | undefined
  choices: readonly Choice[]
  onChange: (value: string | undefined) => void
}

/** One of several, or all of them. */
export function Choices({ label, value, choices, onChange }: ChoicesProps) {
  const { common } = useText()
  const format = useFormat()
  const name = useId()
  const rows: Choice[] = [{ value: '', label: common.all, count: undefined }, ...choices]
  return (
    <fieldset>
      <legend className="mb-1 px-3 text-xs font-medium text-soft">{label}</legend>
      {rows.map((choice) => (
        <label
          key={choice.value}
          className={clsx(
            'mx-1 flex min-h-7 cursor-pointer items-center gap-2 rounded-md px-2 hover:bg-tint',
            (value ?? '') === choice.value && 'font-medium text-accent',
          )}
        >
          <input
            type="radio"
            name={name}
            checked={(value ?? '') === choice.value}
            onChange={() => onChange(choice.value === '' ? undefined : choice.value)}
            className="size-3.5 shrink-0 accent-accent"
          />
          <span className="min-w-0 flex-1 truncate">{choice.label}</span>
          {choice.isSample && <Badge>{common.sample}</Badge>}
          {choice.count !== undefined && (
            <span className="text-xs font-normal text-faint tabular-nums">{format.number(choice.count)}</span>
          )}
        </label>
      ))}
    </fieldset>
  )
}
