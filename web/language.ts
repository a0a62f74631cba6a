import { type Language, TEXTS, type Texts } from './texts.ts'

const KEY = 'precedent.language'

function stored(): string | null {
  try {
    return localStorage.getItem(KEY)
  } catch {
    return null
  }
}

/** Chinese, unless the reader chose English before. */
export function chosenLanguage(): Language {
  return stored() === 'en' ? 'en' : 'zh'
}

export function rememberLanguage(language: Language): void {
  try {
    localStorage.setItem(KEY, language)
  } catch {
    // A browser that keeps nothing still shows the page.
  }
}

function plainText(texts: Texts, key: string | undefined): string {
  const found = Object.entries(texts).find(([name]) => name === key)?.[1]
  return typeof found === 'string' ? found : ''
}

/** Puts the words of a language into the fixed parts of the page. */
export function applyTexts(language: Language): void {
  const texts = TEXTS[language]
  document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en'
  document.title = texts.title
  for (const node of document.querySelectorAll<HTMLElement>('[data-text]')) {
    node.textContent = plainText(texts, node.dataset.text)
  }
}
