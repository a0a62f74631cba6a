/**
 * The built page in a real browser over the built service: loading, painting, typing, scrolling, opening a source.
 * Run: `npm run bench:web`
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Table from 'cli-table3'
import { chromium } from 'playwright-core'
import { findBrowser } from '../../e2e/browser.ts'
import { runPrecedent, SAMPLE_DOCUMENTS, SAMPLE_QUESTIONS, startService } from '../../helpers/built.ts'
import { findPlace, makeLargeLibrary, makeLongConversation } from './sample.ts'
import { type Figures, playConversation, playLibrary, playScene, playSearch, playViewer } from './scenes.ts'

const ROW = '[role=grid] tbody button'
const CITED_PAGE = '[data-index]:has([data-cited]) canvas[data-painted]'
const FAR_PAGE = 2_900

const executablePath = findBrowser()
if (!executablePath) process.exit(1)
const folder = mkdtempSync(join(tmpdir(), 'precedent-bench-web-'))
const stops: (() => Promise<void>)[] = []
const scenes: [string, Figures][] = []

async function serve(data: string): Promise<string> {
  const { url } = await startService(['--data', data], {}, (stop) => stops.push(stop))
  return url
}

function print(): void {
  const names = [...new Set(scenes.flatMap(([, figures]) => Object.keys(figures)))]
  const table = new Table({ head: ['', ...scenes.map(([name]) => name)], style: { head: [], border: [] } })
  for (const name of names) table.push([name, ...scenes.map(([, figures]) => figures[name] ?? '')])
  console.log(table.toString())
}

try {
  const [sampleData, largeData] = [join(folder, 'sample'), join(folder, 'large')]
  await runPrecedent(['ingest', SAMPLE_DOCUMENTS, '--json', '--data', sampleData])
  await makeLargeLibrary(folder, largeData)
  const questions = readFileSync(SAMPLE_QUESTIONS, 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => (JSON.parse(line) as { question: string }).question)
  const [sample, large] = [await serve(sampleData), await serve(largeData)]
  const conversation = await makeLongConversation(sample, questions)
  const shortPdf = await findPlace(sample, '2025年项目延期原因分析', 2)
  const longPdf = await findPlace(large, '运维规程汇编', FAR_PAGE)
  const query = encodeURIComponent('割接 复核')
  const browser = await chromium.launch({
    executablePath,
    args: ['--no-sandbox', '--disable-dev-shm-usage'],
    ignoreDefaultArgs: ['--hide-scrollbars'],
  })
  stops.push(() => browser.close())
  const play = async (
    name: string,
    ...scene: [address: string, sight: string, play?: Parameters<typeof playScene>[3]]
  ) => scenes.push([name, await playScene(browser, ...scene)])
  await play('Ask, empty', `${sample}/`, 'textarea[name=question]')
  await play('Ask, 200 turns', `${sample}/c/${conversation}`, 'article', playConversation)
  await play('Library, 5,000', `${large}/library`, ROW, playLibrary)
  await play('Search', `${sample}/search?q=${query}`, 'li li', playSearch)
  await play('PDF', sample + shortPdf, CITED_PAGE, playViewer)
  await play('PDF, 3,000 pages', large + longPdf, CITED_PAGE, playViewer)
  print()
} finally {
  for (const stop of stops.reverse()) await stop()
  rmSync(folder, { recursive: true, force: true })
}
