import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from 'react'
import { readStored, writeStored } from '../storage.ts'
import { en } from './en.ts'
import type { Language, Texts } from './texts.ts'
import { zh } from './zh.ts'

const KEY = 'precedent.language'
const TEXTS: Readonly<Record<Language, Texts>> = { zh, en }

type Chosen = { language: Language; setLanguage: (language: Language) => void }

const LanguageContext = createContext<Chosen>({ language: 'zh', setLanguage: () => undefined })

/** Chinese, unless the reader chose English before. */
function storedLanguage(): Language {
  return readStored(KEY) === 'en' ? 'en' : 'zh'
}

export function LanguageProvider({ children }: { children: ReactNode }) {
  const [language, choose] = useState(storedLanguage)
  useEffect(() => {
    document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en'
  }, [language])
  useEffect(() => {
    const follow = (event: StorageEvent) => {
      if (event.key === KEY) choose(storedLanguage())
    }
    addEventListener('storage', follow)
    return () => removeEventListener('storage', follow)
  }, [])
  const chosen = useMemo(
    () => ({
      language,
      setLanguage: (next: Language) => {
        writeStored(KEY, next)
        choose(next)
      },
    }),
    [language],
  )
  return <LanguageContext value={chosen}>{children}</LanguageContext>
}

export function useLanguage(): Chosen {
  return useContext(LanguageContext)
}

/** The texts of the chosen language, by room: `useText().ask.stop`. */
export function useText(): Texts {
  return TEXTS[useLanguage().language]
}
