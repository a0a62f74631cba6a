import clsx from 'clsx'
import { Tabs as Radix } from 'radix-ui'
import type { ReactNode } from 'react'

type TabsProps<Value extends string> = {
  /** The accessible name of the row of tabs. */
  label: string
  value: Value
  onValueChange: (value: Value) => void
  tabs: readonly { value: Value; label: ReactNode; content: ReactNode }[]
  className?: string
  /** Shown at the end of the row. */
  end?: ReactNode
}

export function Tabs<Value extends string>({ label, value, onValueChange, tabs, className, end }: TabsProps<Value>) {
  const choose = (next: string) => {
    const found = tabs.find((tab) => tab.value === next)
    if (found) onValueChange(found.value)
  }
  return (
    <Radix.Root value={value} onValueChange={choose} className={clsx('flex min-h-0 flex-col', className)}>
      <div className="flex items-center gap-1 border-b border-line">
        <Radix.List aria-label={label} className="flex min-w-0 flex-1 overflow-x-auto">
          {tabs.map((tab) => (
            <Radix.Trigger
              key={tab.value}
              value={tab.value}
              className="-mb-px h-10 shrink-0 border-b-2 border-transparent px-3 text-sm text-soft hover:text-ink focus-visible:-outline-offset-2 data-[state=active]:border-accent data-[state=active]:font-medium data-[state=active]:text-accent"
            >
              {tab.label}
            </Radix.Trigger>
          ))}
        </Radix.List>
        {end}
      </div>
      {tabs.map((tab) => (
        <Radix.Content key={tab.value} value={tab.value} className="min-h-0 flex-1 focus-visible:-outline-offset-2">
          {tab.content}
        </Radix.Content>
      ))}
    </Radix.Root>
  )
}
