import { useMemo } from 'react'
import { formatDuration } from './duration.ts'
import { useLanguage } from './language.tsx'
import type { Language } from './texts.ts'

const LOCALES: Readonly<Record<Language, string>> = { zh: 'zh-CN', en: 'en-GB' }
const UNITS = ['B', 'kB', 'MB', 'GB'] as const
const DAY_MS = 86_400_000

export type Format = {
  number: (value: number) => string
  /** A size in bytes, in units of 1,000. */
  bytes: (value: number) => string
  /** An ISO 8601 date or moment as a day; text that is no date comes back as it is. */
  day: (value: string) => string
  /** A moment: the time today, else the day. */
  moment: (value: string) => string
  /** A number of which only the size matters: two digits at least, one decimal at most. */
  rough: (value: number) => string
  /** Milliseconds as a person counts them: `40 s`, `2 min 10 s`, `1 h 20 min`. */
  duration: (ms: number) => string
  /** Milliseconds as seconds with one decimal; next to nothing as less than the least. */
  seconds: (ms: number) => string
}

export function formatBytes(value: number, locale: string): string {
  let size = value
  let unit = 0
  while (size >= 1000 && unit < UNITS.length - 1) {
    size /= 1000
    unit += 1
  }
  const digits = unit > 0 && size < 10 ? 1 : 0
  return `${size.toLocaleString(locale, { maximumFractionDigits: digits })} ${UNITS[unit]}`
}

function createFormat(language: Language): Format {
  const locale = LOCALES[language]
  const days = new Intl.DateTimeFormat(locale, { year: 'numeric', month: 'short', day: 'numeric' })
  const times = new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit' })
  const day = (value: string) => {
    const moment = new Date(value.length === 10 ? `${value}T00:00:00` : value)
    return Number.isNaN(moment.getTime()) ? value : days.format(moment)
  }
  return {
    number: (value) => value.toLocaleString(locale),
    bytes: (value) => formatBytes(value, locale),
    day,
    moment: (value) => {
      const moment = new Date(value)
      const isToday = moment.toDateString() === new Date().toDateString() && Date.now() - moment.getTime() < DAY_MS
      return isToday ? times.format(moment) : day(value)
    },
    rough: (value) => value.toLocaleString(locale, { maximumFractionDigits: value < 10 ? 1 : 0 }),
    duration: (ms) => formatDuration(ms, language),
    seconds: (ms) => {
      const digits = { minimumFractionDigits: 1, maximumFractionDigits: 1 }
      return ms < 50 ? `<${(0.1).toLocaleString(locale, digits)}` : (ms / 1000).toLocaleString(locale, digits)
    },
  }
}

/** Numbers, sizes, days and times as the chosen language writes them. */
export function useFormat(): Format {
  const { language } = useLanguage()
  return useMemo(() => createFormat(language), [language])
}
