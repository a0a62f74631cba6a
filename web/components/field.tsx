import { type ReactNode, useId } from 'react'

type FieldProps = {
  label: string
  hint?: string | undefined
  error?: string | undefined
  /** Receives the ids that tie the control to its label, hint and error. */
  children: (ids: { id: string; 'aria-describedby': string | undefined; 'aria-invalid': boolean }) => ReactNode
}

/** A control with its label, and what is wrong with it. */
export function Field({ label, hint, error, children }: FieldProps) {
  const id = useId()
  const note = error ?? hint
  const ids = {
    id,
    'aria-describedby': note === undefined ? undefined : `${id}-note`,
    'aria-invalid': error !== undefined,
  }
  return (
    <div className="grid gap-1">
      <label htmlFor={id} className="text-xs font-medium text-soft">
        {label}
      </label>
      {children(ids)}
      {note !== undefined && (
        <p id={`${id}-note`} className={error === undefined ? 'text-xs text-soft' : 'text-xs text-danger'}>
          {note}
        </p>
      )}
    </div>
  )
}
