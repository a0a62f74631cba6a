import { join } from 'node:path'
import axe from 'axe-core'
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { zh } from '../../web/language/zh.ts'
import { SAMPLE_DOCUMENTS } from '../helpers/built.ts'
import { findBrowser } from './browser.ts'
import { addFiles, askQuestion, marksOf, originalView, uploadsDone } from './steps.ts'
import { browserSuite } from './suite.ts'

const executable = findBrowser()

type Finding = { id: string; impact: string; nodes: { target: unknown[]; failureSummary: string }[] }

/** What axe finds serious or critical in a page as it stands, one line each. */
async function seriousFindings(page: Page): Promise<string[]> {
  if (!(await page.evaluate('"axe" in window'))) await page.evaluate(axe.source)
  const violations = (await page.evaluate(
    "axe.run({ resultTypes: ['violations'] }).then((result) => result.violations)",
  )) as Finding[]
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) =>
      nodes.map(({ target, failureSummary }) => `${id} ${target.join(' ')}: ${failureSummary.replaceAll(/\s+/g, ' ')}`),
    )
}

const FILES = ['k10_云岫数字工厂预投复盘.pdf', 'k15_2025踩坑登记表.xlsx', 'k20_变更管理与现网变更规定.md']

describe.skipIf(executable === undefined)('accessibility: no serious finding', () => {
  const suite = browserSuite(executable)
  const openIn = (colorScheme: 'light' | 'dark', path: string) =>
    suite.open(path, { colorScheme, reducedMotion: 'reduce' })

  it('in an empty library, in either theme, and while files come in', async () => {
    const page = await openIn('light', '/library')
    await page.getByRole('heading', { name: zh.library.empty.title }).waitFor()
    expect(await seriousFindings(page)).toEqual([])
    await page.emulateMedia({ colorScheme: 'dark' })
    expect(await seriousFindings(page)).toEqual([])
    const paths = FILES.map((file) => join(SAMPLE_DOCUMENTS, file))
    await addFiles(page, paths)
    await uploadsDone(page)
    expect(await seriousFindings(page)).toEqual([])
  })

  describe.each(['light', 'dark'] as const)('when it is %s', (colorScheme) => {
    it('around a question, its answer, its source and a refusal', async () => {
      const page = await openIn(colorScheme, '/')
      await page.getByRole('heading', { name: zh.ask.heading }).waitFor()
      expect(await seriousFindings(page)).toEqual([])
      const turn = await askQuestion(page, '口头变更多久内要补变更单？')
      await marksOf(turn).first().click()
      await originalView(page).locator('mark').first().waitFor()
      expect(await seriousFindings(page)).toEqual([])
      const refused = await askQuestion(page, '火星基地的氧气供应商是谁？')
      await refused.getByText(zh.ask.nearest).waitFor()
      expect(await seriousFindings(page)).toEqual([])
    })

    it('in the search, the reasons of a hit, the palette, own terms and a missing page', async () => {
      const page = await openIn(colorScheme, '/search?q=变更')
      await page.getByRole('list', { name: zh.search.results }).waitFor()
      expect(await seriousFindings(page)).toEqual([])
      await page.locator('[data-why]').first().click()
      await page.getByRole('dialog', { name: zh.search.why.title }).waitFor()
      expect(await seriousFindings(page)).toEqual([])
      await page.keyboard.press('Escape')
      await page.keyboard.press('Control+k')
      await page.getByRole('option').first().waitFor()
      expect(await seriousFindings(page)).toEqual([])
      await page.goto(`${suite.url()}/search/terms`)
      await page.getByRole('button', { name: zh.terms.add }).click()
      await page.getByRole('dialog').waitFor()
      expect(await seriousFindings(page)).toEqual([])
      await page.goto(`${suite.url()}/nowhere`)
      await page.getByText(zh.shell.missingTitle).waitFor()
      expect(await seriousFindings(page)).toEqual([])
    })

    it('around a knowledge gap, an evaluation question and an answer that is made again', async () => {
      const page = await openIn(colorScheme, '/')
      const refused = await askQuestion(page, '变更委员会主任的手机号是多少？')
      await refused.getByRole('link', { name: zh.answer.gapOpen }).click()
      await page.getByLabel(zh.gaps.owner).waitFor()
      expect(await seriousFindings(page)).toEqual([])
      await page.getByRole('link', { name: zh.gaps.showAll }).click()
      await page.getByRole('navigation', { name: zh.gaps.filter }).waitFor()
      expect(await seriousFindings(page)).toEqual([])
      await page.goto(suite.url())
      const turn = await askQuestion(page, '口头变更多久内要补变更单？')
      await turn.getByRole('button', { name: zh.replay.action }).click()
      await page.getByRole('dialog').getByText(zh.replay.sentences).waitFor()
      expect(await seriousFindings(page)).toEqual([])
      await page.keyboard.press('Escape')
      await turn.getByRole('button', { name: zh.ask.unhelpful }).click()
      await page.getByRole('button', { name: zh.ask.feedbackSend }).click()
      await turn.getByRole('button', { name: zh.evaluation.action }).click()
      await page.getByRole('dialog', { name: zh.evaluation.formTitle }).waitFor()
      expect(await seriousFindings(page)).toEqual([])
      await page.getByRole('button', { name: zh.evaluation.save }).click()
      await page.getByRole('button', { name: zh.evaluation.show }).click()
      await page.getByRole('list', { name: zh.evaluation.list }).waitFor()
      expect(await seriousFindings(page)).toEqual([])
    })

    it.each(['预投复盘', '踩坑登记表'])('in the library and a document: %s', async (title) => {
      const page = await openIn(colorScheme, '/library')
      await page.getByRole('button', { name: title }).click()
      await page.getByRole('link', { name: zh.library.detail.open }).waitFor()
      expect(await seriousFindings(page)).toEqual([])
      await page.getByRole('link', { name: zh.library.detail.open }).click()
      await originalView(page).waitFor()
      expect(await seriousFindings(page)).toEqual([])
      await page.getByRole('button', { name: zh.viewer.chunks, exact: true }).click()
      await page.getByRole('radio', { name: zh.viewer.both, exact: true }).click()
      await page.locator('section[data-chunk]').first().hover()
      await page.locator('[data-side=original] [data-chunk]').first().waitFor()
      expect(await seriousFindings(page)).toEqual([])
    })
  })
})
