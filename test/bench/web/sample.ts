import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { getJson, runPrecedent } from '../../helpers/built.ts'
import { linesOf, makePdf } from '../../helpers/fixtures/pdf.ts'

const TURNS = 200
const MARKDOWN_FILES = 5_000
const LONG_PDF_PAGES = 3_000
const LINES_A_PAGE = 30

const WHO = ['值班长', '项目经理', '割接负责人', '网管工程师', '客户代表', '备件管理员', '安全员']
const WHEN = [
  '割接前一天',
  '每周三下午',
  '业务低谷时',
  '移交之后',
  '收到告警以后',
  '变更批准之后',
  '月底盘点时',
  '雨季以前',
  '换班以前',
  '验收当天',
  '接到投诉以后',
]
const WHAT = [
  '核对端口台账',
  '备份现网配置',
  '检查电源与接地',
  '清点备件',
  '确认回退步骤',
  '拍照留存',
  '通知受影响的部门',
  '更新拓扑图',
  '复测光功率',
  '回填工单',
  '演练一次倒换',
  '封存旧设备',
  '签收移交清单',
]

/** A sentence that no other line nearby repeats, so that none looks like a running head. */
function ruleOf(at: number): string {
  return `${WHEN[at % WHEN.length]}，${WHO[at % WHO.length]}${WHAT[at % WHAT.length]}，再${WHAT[(at * 5 + 3) % WHAT.length]}。`
}

type Chunk = { span: { start: number; end: number }; page?: number }
type ChunkPage = { chunks: Chunk[]; nextCursor?: string }
type DocumentPage = { documents: { id: string; path: string; title: string }[] }

/** Small Markdown files and one PDF of 3,000 pages, ingested by the command. */
export async function makeLargeLibrary(folder: string, data: string): Promise<void> {
  const notes = join(folder, 'notes')
  for (let at = 0; at < MARKDOWN_FILES; at++) {
    const room = join(notes, `第${Math.floor(at / 500) + 1}组`)
    if (at % 500 === 0) mkdirSync(room, { recursive: true })
    const words = `# 交付复盘 ${at + 1}\n\n第 ${at + 1} 次割接由两个人完成，一人念、一人敲，${at % 60} 分钟后回填记录。\n`
    writeFileSync(join(room, `复盘-${String(at + 1).padStart(4, '0')}.md`), words)
  }
  const pages = Array.from({ length: LONG_PDF_PAGES }, (_, page) =>
    linesOf(
      Array.from({ length: LINES_A_PAGE }, (_, line) => ruleOf(page * LINES_A_PAGE + line)),
      { leading: 22 },
    ),
  )
  writeFileSync(join(notes, '运维规程汇编.pdf'), makePdf(pages, { title: '运维规程汇编' }))
  const { code, err } = await runPrecedent(['ingest', notes, '--json', '--data', data])
  if (code !== 0) throw new Error(err)
}

/** Asks real questions in one conversation. @returns its id */
export async function makeLongConversation(url: string, questions: readonly string[]): Promise<string> {
  const conversationId = 'long-conversation'
  for (let at = 0; at < TURNS; at++) {
    const body = JSON.stringify({ question: questions[at % questions.length], conversationId })
    const headers = { 'content-type': 'application/json' }
    const response = await fetch(`${url}/api/ask`, { method: 'POST', headers, body })
    if (!response.ok) throw new Error(`asking: ${response.status} ${await response.text()}`)
    await response.arrayBuffer()
  }
  return conversationId
}

/** The address of a document opened at its first passage on `page` or behind it. */
export async function findPlace(url: string, title: string, page: number): Promise<string> {
  const { documents } = await getJson<DocumentPage>(`${url}/api/documents?q=${encodeURIComponent(title)}`)
  const [document] = documents.filter(({ path }) => path.endsWith('.pdf'))
  if (!document) throw new Error(`no PDF named ${title}`)
  for (let cursor: string | undefined = ''; cursor !== undefined; ) {
    const query = `limit=500${cursor && `&cursor=${encodeURIComponent(cursor)}`}`
    const got: ChunkPage = await getJson<ChunkPage>(`${url}/api/documents/${document.id}/chunks?${query}`)
    const found = got.chunks.find((chunk) => (chunk.page ?? 0) >= page)
    if (found) return `/documents/${document.id}?start=${found.span.start}&end=${found.span.end}`
    cursor = got.nextCursor
  }
  throw new Error(`${title} has no passage on page ${page}`)
}
