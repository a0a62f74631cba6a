import { createContext, useContext } from 'react'
import type { Layout, Passage, Span } from './model/layout.ts'

/** What stands beside each other: the document as its format shows it, and the text that was taken from it. */
export type Side = 'original' | 'text'

/** Where to go in the text. Each wish is a new object, so that the same place can be asked for twice. */
export type Goal = {
  span: Span
  /** The only side that goes there; both where none is named. */
  side?: Side
}

/** What every part of the viewer reads from: one version's text and what is to be seen in it. */
export type Reading = {
  title: string
  text: string
  layout: Layout
  passages: readonly Passage[]
  cited: Span | undefined
  /** Index of the passage that was stepped to. */
  active: number | undefined
  /** Whether the cuts between chunks are shown. */
  isChunked: boolean
  /** The offset at which the original shows the first words of each chunk, or -1. Empty while cuts are not shown. */
  chunkStarts: readonly number[]
  goal: Goal | undefined
}

const EMPTY: Reading = {
  title: '',
  text: '',
  layout: { format: 'text', blocks: [] },
  passages: [],
  cited: undefined,
  active: undefined,
  isChunked: false,
  chunkStarts: [],
  goal: undefined,
}

export const ReadingContext = createContext(EMPTY)

export function useReading(): Reading {
  return useContext(ReadingContext)
}
