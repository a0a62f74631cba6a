import clsx from 'clsx'
import { ChevronDown } from 'lucide-react'
import { useState } from 'react'
import { Button } from '../../components/button.tsx'
import { Field } from '../../components/field.tsx'
import { Input } from '../../components/input.tsx'
import { Popover } from '../../components/popover.tsx'
import { useFormat } from '../../language/format.ts'
import { useText } from '../../language/language.tsx'
import { monthsAgo } from './query-search.ts'

const PRESETS = [6, 12, 36] as const

type SinceChipProps = { since: string | undefined; onChange: (since: string | undefined) => void }

/** Only documents of a day or later. */
export function SinceChip({ since, onChange }: SinceChipProps) {
  const { search } = useText()
  const { day } = useFormat()
  const [isOpen, setOpen] = useState(false)
  const choose = (next: string | undefined) => {
    onChange(next)
    setOpen(false)
  }
  return (
    <Popover
      label={search.since}
      isOpen={isOpen}
      onOpenChange={setOpen}
      trigger={
        <button
          type="button"
          className={clsx(
            'inline-flex h-7 shrink-0 items-center gap-1 rounded-full border px-2.5 text-xs transition-colors hover:border-line-strong',
            since === undefined ? 'border-line bg-sheet' : 'border-accent bg-tint text-accent',
          )}
        >
          {since === undefined ? search.since : search.sinceLabel(day(since))}
          <ChevronDown aria-hidden className="size-3" />
        </button>
      }
      className="grid w-64 gap-3"
    >
      <div className="flex flex-wrap gap-1.5">
        {PRESETS.map((months) => (
          <Button key={months} size="sm" onClick={() => choose(monthsAgo(months))}>
            {search.lastMonths(months)}
          </Button>
        ))}
      </div>
      <Field label={search.since} hint={search.sinceHint}>
        {(ids) => (
          <Input
            {...ids}
            type="date"
            value={since ?? ''}
            onChange={(event) => onChange(event.target.value === '' ? undefined : event.target.value)}
          />
        )}
      </Field>
      {since !== undefined && (
        <Button size="sm" variant="quiet" onClick={() => choose(undefined)}>
          {search.anyDate}
        </Button>
      )}
    </Popover>
  )
}
