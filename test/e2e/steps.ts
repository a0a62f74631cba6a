import type { Locator, Page } from 'playwright-core'
import { zh } from '../../web/language/zh.ts'
import { getJson } from '../helpers/built.ts'

export type Citation = { n: number; title: string; quote: string; page?: number; span: { start: number; end: number } }
export type KeptAnswer = { status: string; text: string; citations: Citation[]; nearest: { text: string }[] }

/** Puts a question and waits until its answer is complete. */
export async function askQuestion(page: Page, question: string): Promise<Locator> {
  await page.getByLabel(zh.ask.questionLabel).fill(question)
  await page.keyboard.press('Enter')
  return settledTurn(page, question)
}

export async function settledTurn(page: Page, question: string): Promise<Locator> {
  const turn = page.locator('article[data-turn]', { hasText: question }).last()
  await turn.and(page.locator('[aria-busy="false"]')).waitFor()
  return turn
}

/** The last answer of the conversation that a page shows, as the service keeps it. */
export async function keptAnswer(page: Page): Promise<KeptAnswer> {
  const { origin, pathname } = new URL(page.url())
  const { answers } = await getJson<{ answers: KeptAnswer[] }>(`${origin}/api/conversations/${pathname.slice(3)}`)
  const last = answers.at(-1)
  if (!last) throw new Error('the conversation holds no answer')
  return last
}

/** The marks of an answer in reading order. */
export function marksOf(turn: Locator): Locator {
  return turn.locator('button[aria-label^="出处 "]:not(footer *)')
}

/** Waits until the library shows what is in it. */
export async function libraryShown(page: Page): Promise<void> {
  await page.getByRole('heading', { name: zh.library.empty.title }).or(page.getByRole('grid')).waitFor()
}

/** Chooses files in the library and adds all that can be added. */
export async function addFiles(page: Page, files: Parameters<Locator['setInputFiles']>[0]): Promise<void> {
  await libraryShown(page)
  await page.getByLabel(zh.library.addFiles, { exact: true }).setInputFiles(files)
  await agreeToAdd(page)
}

export async function agreeToAdd(page: Page): Promise<void> {
  await page.getByRole('dialog').locator('button[type=submit]').click()
  await page.getByRole('dialog').waitFor({ state: 'hidden' })
}

/** Waits until everything that was added is read or refused, and gives the panel that says so. */
export async function uploadsDone(page: Page): Promise<Locator> {
  const panel = page.getByRole('region', { name: zh.library.uploads.list })
  await panel.getByRole('heading', { name: zh.library.uploads.titleDone, exact: true }).waitFor({ timeout: 30_000 })
  return panel
}

/** The highlighted words of a view, joined in reading order. */
export async function highlighted(view: Locator): Promise<string> {
  await view.locator('mark').first().waitFor()
  return (await view.locator('mark').allTextContents()).join('')
}

export const originalView = (page: Page) => page.getByLabel(/^原件：/)
export const textView = (page: Page) => page.getByLabel(/^提取的文本：/)

/** How far a page is wider than its window, in CSS pixels. */
export async function sidewaysScroll(page: Page): Promise<number> {
  return Number(await page.evaluate('document.scrollingElement.scrollWidth - innerWidth'))
}

/** Whether the middle of an element can be seen. */
export async function isInView(page: Page, element: Locator): Promise<boolean> {
  const box = await element.boundingBox()
  const height = page.viewportSize()?.height ?? 0
  return box !== null && box.y + box.height / 2 >= 0 && box.y + box.height / 2 <= height
}
