import type { ReactNode } from 'react'

export function Kbd({ children }: { children: ReactNode }) {
  return (
    <kbd className="rounded-sm border border-current/25 px-1 font-sans text-2xs leading-4 whitespace-nowrap">
      {children}
    </kbd>
  )
}

const IS_APPLE = /Mac|iPhone|iPad/.test(navigator.platform)

/** A shortcut with the command key as this machine names it. */
export function commandKey(key: string): string {
  return IS_APPLE ? `⌘${key}` : `Ctrl ${key}`
}
