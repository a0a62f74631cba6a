/**
 * Draws chunks of discussion notes for a person to read: does each carry the one who says it?
 *
 * Run: `npx tsx test/evaluation/speakers/draw.ts <folder> [--seed 1] [--count 100] [--judged <file.jsonl>]`
 *
 * Drawn are, uniformly and without repeats, the chunks of every document in which at least three people speak, with or
 * without a speaker: a turn that was missed counts as wrong as one that was given to somebody else. A chunk that nobody
 * says (a list of members, a title) and that carries nobody is no turn: it is passed over, and the next one is read.
 * Judgements are kept as `{document, start, end, right}`, one a line, without a name or a word of the text; with
 * `--judged` their share is printed and which of the drawn are not judged yet.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { chunkDocument } from '../../../ingest/chunk.ts'
import { readDocument } from '../../../ingest/read/read-document.ts'
import { structureDocument } from '../../../ingest/structure.ts'
import { drawSome, type Place, shareRight, type Turn } from './turns.ts'

const SPEAKERS_OF_A_DISCUSSION = 3
const BEFORE = 160
const OPENING = 60

async function readTurns(folder: string, name: string): Promise<Turn[]> {
  const extraction = await readDocument({ name, bytes: readFileSync(join(folder, name)) })
  const { text } = extraction
  const chunks = chunkDocument(text, structureDocument(extraction))
  const speakers = new Set(chunks.flatMap(({ speaker }) => speaker ?? []))
  if (speakers.size < SPEAKERS_OF_A_DISCUSSION) return []
  let opening = 0
  return chunks.map(({ start, end, headings, speaker }, index) => {
    if (speaker !== chunks[index - 1]?.speaker) opening = start
    return {
      document: /^\d+/.exec(name)?.[0] ?? name,
      start,
      end,
      headings,
      speaker: speaker ?? '(nobody)',
      opening: opening < start ? text.slice(opening, opening + OPENING) : '',
      before: text.slice(Math.max(0, start - BEFORE), start),
      text: text.slice(start, end),
    }
  })
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    seed: { type: 'string', default: '1' },
    count: { type: 'string', default: '100' },
    judged: { type: 'string' },
  },
})
const [folder] = positionals
if (folder === undefined) {
  console.error('Usage: draw.ts <folder> [--seed 1] [--count 100] [--judged <file.jsonl>]')
  process.exit(2)
}

async function print(from: string): Promise<void> {
  const turns: Turn[] = []
  for (const name of readdirSync(from).sort()) turns.push(...(await readTurns(from, name)))
  const drawn = drawSome(turns, Number(values.count), Number(values.seed))
  drawn.forEach((turn, index) => {
    console.log(`\n#${index + 1}  ${turn.document} ${turn.start}-${turn.end}  ${turn.headings.join(' / ')}`)
    if (turn.opening !== '') console.log(`turn begins: ${turn.opening.replaceAll('\n', ' ')}`)
    console.log(`before: …${turn.before.replaceAll('\n', '⏎')}\nSPEAKER ${turn.speaker}\n${turn.text}`)
  })
  if (values.judged === undefined) return
  const judged = readFileSync(values.judged, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Place & { right: boolean })
  const { right, unjudged } = shareRight(drawn, judged)
  console.log(`\n${right} of ${judged.length} carry the right speaker; drawn and not judged: ${unjudged}`)
}

await print(folder)
