import type { zh } from './zh.ts'

/** Every text of the page by room; Chinese is where a new one is written first. */
export type Texts = typeof zh

export type Language = 'zh' | 'en'
