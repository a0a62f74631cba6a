import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { zh } from '../../web/language/zh.ts'
import { SAMPLE_DOCUMENTS } from '../helpers/built.ts'
import { findBrowser } from './browser.ts'
import { addFiles, askQuestion, marksOf, originalView, uploadsDone } from './steps.ts'
import { browserSuite } from './suite.ts'

const executable = findBrowser()

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

type Finding = { id: string; impact: string; nodes: { target: unknown[]; failureSummary: string }[] }

/** What axe finds serious or critical in a page as it stands, one line each. */
async function seriousFindings(page: Page): Promise<string[]> {
  await page.evaluate(AXE)
  const violations = (await page.evaluate('axe.run().then((result) => result.violations)')) as Finding[]
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) =>
      nodes.map(({ target, failureSummary }) => `${id} ${target.join(' ')}: ${failureSummary.replaceAll(/\s+/g, ' ')}`),
    )
}

const FILES = ['k10_云岫数字工厂预投复盘.pdf', 'k15_2025踩坑登记表.xlsx', 'k20_变更管理与现网变更规定.md']

describe.skipIf(executable === undefined)('accessibility', () => {
  const suite = browserSuite(executable)

  it.each(['light', 'dark'] as const)('has no serious finding on any page when it is %s', async (colorScheme) => {
    const page = await suite.open('/library', { colorScheme, reducedMotion: 'reduce' })
    const found: Record<string, string[]> = {}
    const look = async (where: string) => {
      found[where] = await seriousFindings(page)
    }
    if (colorScheme === 'light') {
      await page.getByRole('heading', { name: zh.library.empty.title }).waitFor()
      await look('the empty library')
      await addFiles(
        page,
        FILES.map((file) => join(SAMPLE_DOCUMENTS, file)),
      )
      await uploadsDone(page)
    }
    await page.getByRole('button', { name: '变更管理' }).click()
    await page.getByRole('link', { name: zh.library.detail.open }).waitFor()
    await look('the library')
    await page.goto(suite.url())
    await page.getByRole('heading', { name: zh.ask.heading }).waitFor()
    await look('the first question')
    const turn = await askQuestion(page, '口头变更多久内要补变更单？')
    await marksOf(turn).first().click()
    await originalView(page).locator('mark').first().waitFor()
    await look('an answer beside its source')
    const refused = await askQuestion(page, '火星基地的氧气供应商是谁？')
    await refused.getByText(zh.ask.nearest).waitFor()
    await look('a refusal')
    await page.goto(`${suite.url()}/search?q=变更`)
    await page.getByRole('list', { name: zh.search.results }).waitFor()
    await look('the search')
    await page.keyboard.press('Control+k')
    await page.getByRole('option').first().waitFor()
    await look('the palette')
    await page.goto(`${suite.url()}/nowhere`)
    await page.getByText(zh.shell.missingTitle).waitFor()
    await look('a missing page')
    for (const title of ['预投复盘', '踩坑登记表']) {
      await page.goto(`${suite.url()}/library`)
      await page.getByRole('button', { name: title }).click()
      await page.getByRole('link', { name: zh.library.detail.open }).click()
      await originalView(page).waitFor()
      await look(title)
    }
    expect(Object.entries(found).filter(([, findings]) => findings.length > 0)).toEqual([])
  })
})
