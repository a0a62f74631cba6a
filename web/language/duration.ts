import type { Language } from './texts.ts'

const DURATION_WORDS: Readonly<Record<Language, { hour: string; minute: string; second: string }>> = {
  zh: { hour: ' 小时', minute: ' 分', second: ' 秒' },
  en: { hour: ' h', minute: ' min', second: ' s' },
}
const LONG_SECONDS = 600

/** Milliseconds in two units at most; from ten minutes on without seconds. */
export function formatDuration(ms: number, language: Language): string {
  const words = DURATION_WORDS[language]
  const all = Math.max(1, Math.round(ms / 1_000))
  const seconds = all >= LONG_SECONDS ? Math.round(all / 60) * 60 : all
  const parts = [
    [Math.floor(seconds / 3_600), words.hour],
    [Math.floor(seconds / 60) % 60, words.minute],
    [seconds % 60, words.second],
  ] as const
  return parts
    .filter(([value]) => value > 0)
    .slice(0, 2)
    .map(([value, word]) => value + word)
    .join(' ')
}
