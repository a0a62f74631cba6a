import { createContext, useContext } from 'react'
import type { Layout, Passage, Span } from './model/layout.ts'

/** Where to go in the text. Each wish is a new object, so that the same place can be asked for twice. */
export type Goal = { span: Span }

/** What every part of the viewer reads from: one version's text and what is to be seen in it. */
export type Reading = {
  title: string
  text: string
  layout: Layout
  passages: readonly Passage[]
  cited: Span | undefined
  /** Index of the passage that was stepped to. */
  active: number | undefined
  isOutlined: boolean
  goal: Goal | undefined
}

const EMPTY: Reading = {
  title: '',
  text: '',
  layout: { format: 'text', blocks: [] },
  passages: [],
  cited: undefined,
  active: undefined,
  isOutlined: false,
  goal: undefined,
}

export const ReadingContext = createContext(EMPTY)

export function useReading(): Reading {
  return useContext(ReadingContext)
}
