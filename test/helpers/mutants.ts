import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { openArchive } from '../../ingest/read/zip/archive.ts'
import { SAMPLE_DOCUMENTS } from './built.ts'
import { makeDocx, paragraph, table } from './fixtures/docx.ts'
import { linesOf, makePdf } from './fixtures/pdf.ts'
import { makePptx } from './fixtures/pptx.ts'
import { makeXlsx } from './fixtures/xlsx.ts'
import { makeZip } from './fixtures/zip.ts'

export type Mutant = { name: string; bytes: Buffer; how: string }
type Original = { ending: string; bytes: Buffer }

const NOTE = [
  '# 港口复盘',
  '闸口先走一圈，再写方案。',
  '| 现象 | 处理 |\n| --- | --- |\n| 断网 | 改走备用链路 |',
  '周维：先报备，再割接。',
].join('\n\n')
const GB18030 = Buffer.from('b8dbbfdab8b4c5cca3bad5a2bfdacfc8d7dfd2bbc8a6a1a3', 'hex')

const MAIL = [
  'From: =?utf-8?B?5ZGo57u0?= <a@example.com>',
  'To: b@example.com',
  'Subject: =?utf-8?B?5Ymy5o6l5a6J5o6S?=',
  'Date: Thu, 05 Feb 2026 09:30:00 +0800',
  'MIME-Version: 1.0',
  'Content-Type: multipart/mixed; boundary="b1"',
  '',
  '--b1',
  'Content-Type: text/html; charset=utf-8',
  '',
  '<p>割接窗口见附件。</p>',
  '--b1',
  'Content-Type: text/plain; name="a.txt"',
  'Content-Disposition: attachment; filename="a.txt"',
  'Content-Transfer-Encoding: base64',
  '',
  Buffer.from('附件里的内容。').toString('base64'),
  '--b1--',
  '',
].join('\r\n')

const PAGE = [
  'MIME-Version: 1.0',
  'Content-Type: multipart/related; boundary="b2"; type="text/html"',
  '',
  '--b2',
  'Content-Type: text/html; charset=utf-8',
  'Content-Location: http://example.com/a',
  '',
  '<html><head><title>存下的网页</title></head><body><h1>割接</h1><table><tr><th>项</th></tr><tr><td>一</td></tr></table></body></html>',
  '--b2--',
  '',
].join('\r\n')

/** A sound file of each format. */
async function originals(): Promise<Original[]> {
  const sample = (name: string) => readFileSync(join(SAMPLE_DOCUMENTS, name))
  const docx = await makeDocx([
    paragraph('第一章 总则'),
    paragraph('先补签字单。'),
    table([
      ['现象', '处理'],
      ['断网', '切换'],
    ]),
  ])
  const markdown = Buffer.from(NOTE)
  const html = Buffer.from(
    `<!doctype html><meta charset="utf-8"><h1>复盘</h1><p>闸口先走一圈。</p><ul><li>一<li>二</ul>`,
  )
  return [
    { ending: 'md', bytes: markdown },
    { ending: 'txt', bytes: GB18030 },
    { ending: 'txt', bytes: Buffer.from(`\ufeff${NOTE}`, 'utf16le') },
    { ending: 'html', bytes: html },
    { ending: 'csv', bytes: Buffer.from('序号,现象,处理\n1,断网,"切换,再报备"\n2,超时,重试\n') },
    { ending: 'eml', bytes: Buffer.from(MAIL) },
    { ending: 'mhtml', bytes: Buffer.from(PAGE) },
    { ending: 'docx', bytes: docx },
    { ending: 'pptx', bytes: await makePptx((deck) => deck.addSlide().addText('要点', { x: 1, y: 1, w: 4, h: 1 })) },
    {
      ending: 'xlsx',
      bytes: await makeXlsx({
        清单: (sheet) =>
          void sheet.addRows([
            ['项', '数'],
            ['网关', 12],
            ['闸口', 3],
          ]),
      }),
    },
    { ending: 'pdf', bytes: makePdf([linesOf(['先补签字单', '再割接']), linesOf(['第二页'])]) },
    { ending: 'pdf', bytes: sample('k10_云岫数字工厂预投复盘.pdf') },
    { ending: 'docx', bytes: sample('k17_交付指南2025版.docx') },
    { ending: 'zip', bytes: await makeZip({ 'a.md': markdown, '内/b.docx': docx, 'c.html': html }) },
    { ending: 'rtf', bytes: Buffer.from('{\\rtf1\\ansi\\ansicpg936 Cutover window\\par twice a month}') },
  ]
}

type Random = () => number
const below = (random: Random, limit: number) => Math.floor(random() * limit)

const MUTATIONS: Record<string, (bytes: Buffer, random: Random, other: Buffer) => Buffer> = {
  'cut off': (bytes, random) => bytes.subarray(0, below(random, bytes.length)),
  'beginning lost': (bytes, random) => bytes.subarray(below(random, bytes.length)),
  'bytes flipped': (bytes, random) => {
    const changed = Buffer.from(bytes)
    for (let i = 0; i <= below(random, 40); i++) changed[below(random, changed.length)] = below(random, 256)
    return changed
  },
  'block of zeros': (bytes, random) => {
    const changed = Buffer.from(bytes)
    const at = below(random, changed.length)
    return changed.fill(0, at, Math.min(changed.length, at + 1 + below(random, 512)))
  },
  'block twice': (bytes, random) => {
    const [from, to] = [below(random, bytes.length), below(random, bytes.length)]
    return Buffer.concat([bytes, bytes.subarray(Math.min(from, to), Math.max(from, to))])
  },
  spliced: (bytes, random, other) =>
    Buffer.concat([bytes.subarray(0, below(random, bytes.length)), other.subarray(below(random, other.length))]),
  'wrong content': (_, __, other) => other,
  'bytes of half characters': (bytes, random) => {
    const at = below(random, bytes.length)
    return Buffer.concat([bytes.subarray(0, at), Buffer.from('eda080ff00fe80c0', 'hex'), bytes.subarray(at)])
  },
}

/** Changes a part inside an office file and packs it anew, so that the damage gets past the checksums. */
async function damageInside(bytes: Buffer, random: Random): Promise<Buffer> {
  const archive = await openArchive({ name: 'a.zip', bytes })
  const names = [...archive.names].filter((name) => !name.endsWith('/'))
  const hurt = names[below(random, names.length)]
  const entries: Record<string, Buffer> = {}
  const kinds = ['bytes flipped', 'cut off', 'block of zeros', 'block twice', 'bytes of half characters'] as const
  const kind = kinds[below(random, kinds.length)] ?? 'cut off'
  for (const name of names) {
    const part = (await archive.read(name)) ?? Buffer.of()
    const damaged = name === hurt && part.length > 0 ? MUTATIONS[kind]?.(part, random, part) : part
    entries[name] = damaged ?? part
  }
  return makeZip(entries)
}

const PACKED = new Set(['docx', 'pptx', 'xlsx', 'zip'])

/** `count` damaged files of all formats, the same for the same seed. */
export async function makeMutants(count: number, random: Random): Promise<Mutant[]> {
  const sources = await originals()
  const kinds = Object.keys(MUTATIONS)
  const mutants: Mutant[] = []
  for (let at = 0; at < count; at++) {
    const source = sources[at % sources.length]
    const other = sources[below(random, sources.length)]
    if (!source || !other) continue
    const isInside = PACKED.has(source.ending) && random() < 0.6
    const how = isInside ? 'damaged inside' : (kinds[below(random, kinds.length)] ?? 'cut off')
    const bytes = isInside
      ? await damageInside(source.bytes, random)
      : (MUTATIONS[how]?.(source.bytes, random, other.bytes) ?? source.bytes)
    mutants.push({ name: `${at} ${how}.${source.ending}`, bytes, how })
  }
  return mutants
}
