import type { LucideIcon } from 'lucide-react'

/** A line of the palette. */
export type Command = {
  id: string
  group: 'actions' | 'pages' | 'documents' | 'passages'
  label: string
  /** A second, smaller line. */
  detail?: string | undefined
  Icon: LucideIcon
  /** Words that find it beside its label. */
  keywords?: string
  run: () => void
}

/** The commands that hold every word of the query, in order. */
export function matchCommands(commands: readonly Command[], query: string): Command[] {
  const words = query
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '')
  return commands.filter(({ label, keywords }) => {
    const hay = `${label} ${keywords ?? ''}`.toLowerCase()
    return words.every((word) => hay.includes(word))
  })
}
