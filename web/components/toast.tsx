import clsx from 'clsx'
import { CircleAlert, CircleCheck, X } from 'lucide-react'
import { createContext, type ReactNode, useCallback, useContext, useRef, useState } from 'react'
import { useText } from '../language/language.tsx'
import { IconButton } from './icon-button.tsx'

export type Toast = {
  message: string
  tone?: 'done' | 'danger'
  action?: { label: string; onPress: () => void }
}

const SHOWN_MS = 5_000
const SHOWN_WITH_ACTION_MS = 10_000
const MOST_AT_ONCE = 3

const ToastContext = createContext<(toast: Toast) => void>(() => undefined)

/** Says something in passing: `useToast()({ message })`. */
export function useToast(): (toast: Toast) => void {
  return useContext(ToastContext)
}

type Shown = Toast & { key: number }

function ToastRow({ toast, onClose }: { toast: Shown; onClose: () => void }) {
  const text = useText()
  const Icon = toast.tone === 'danger' ? CircleAlert : CircleCheck
  return (
    <li className="pointer-events-auto flex animate-enter items-start gap-2 rounded-lg border border-line bg-sheet py-2 pr-1.5 pl-3 shadow-pop">
      <Icon
        aria-hidden
        className={clsx('mt-1 size-4 shrink-0', toast.tone === 'danger' ? 'text-danger' : 'text-accent')}
      />
      <p className="flex-1 py-0.5">{toast.message}</p>
      {toast.action && (
        <button
          type="button"
          className="h-7 shrink-0 rounded-md px-2 text-xs font-medium text-accent hover:bg-tint"
          onClick={() => {
            toast.action?.onPress()
            onClose()
          }}
        >
          {toast.action.label}
        </button>
      )}
      <IconButton label={text.common.close} size="sm" onClick={onClose}>
        <X />
      </IconButton>
    </li>
  )
}

export function ToastProvider({ children }: { children: ReactNode }) {
  const text = useText()
  const [shown, setShown] = useState<readonly Shown[]>([])
  const counter = useRef(0)
  const close = useCallback((key: number) => setShown((all) => all.filter((toast) => toast.key !== key)), [])
  const say = useCallback(
    (toast: Toast) => {
      counter.current += 1
      const key = counter.current
      setShown((all) => [...all, { ...toast, key }].slice(-MOST_AT_ONCE))
      setTimeout(() => close(key), toast.action ? SHOWN_WITH_ACTION_MS : SHOWN_MS)
    },
    [close],
  )
  return (
    <ToastContext value={say}>
      {children}
      <section aria-label={text.shell.notifications} className="contents print:hidden">
        <ul
          aria-live="polite"
          className="pointer-events-none fixed inset-x-3 bottom-18 z-50 mx-auto grid max-w-sm gap-2 sm:inset-x-auto sm:right-4 sm:bottom-4 sm:w-96"
        >
          {shown.map((toast) => (
            <ToastRow key={toast.key} toast={toast} onClose={() => close(toast.key)} />
          ))}
        </ul>
      </section>
    </ToastContext>
  )
}
