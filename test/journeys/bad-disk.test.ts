import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { SyncResult } from '../../src/db/schema/jobs.ts'
import { CLI, type CommandResult, runPrecedent, startService } from '../helpers/built.ts'
import { expectAnswer, expectAnswerFrom, makeNotes } from '../helpers/one-note.ts'
import { expectRefusal } from '../helpers/refusal.ts'
import { mayMount, mountSmallDisk } from '../helpers/small-disk.ts'

function writeManyNotes(notes: string): number {
  const lines = Array.from({ length: 200 }, (_, line) => `第${line}条：验收前客户换了领导，先补签字单。`)
  const names = Array.from({ length: 40 }, (_, at) => `${at}.md`)
  for (const name of names)
    writeFileSync(join(notes, name), `# ${name}\n\n${lines.map((line) => line + name).join('\n\n')}`)
  return names.length
}

const countOf = ({ out }: CommandResult) => {
  const { added, unchanged, failed } = JSON.parse(out) as SyncResult
  return { present: added + unchanged, failed }
}

describe('a disk without space', () => {
  const canMount = mayMount()
  const unlessMounted = canMount ? '' : ' (not tried: this user may not mount a small disk)'

  it.skipIf(!canMount).each([20, 150, 250])(`of %i kB is too small to begin with${unlessMounted}`, async (size) => {
    const { folder } = mountSmallDisk(size)
    expectRefusal(
      await runPrecedent(['ingest', makeNotes().notes, '--json', '--data', folder]),
      'no_space',
      /free some space/,
    )
  })

  it.skipIf(!canMount)(`stops an ingest, keeps what is there, and goes on with more${unlessMounted}`, async () => {
    const disk = mountSmallDisk(1_500)
    const { notes } = makeNotes()
    expect(await runPrecedent(['ingest', notes, '--data', disk.folder])).toMatchObject({ code: 0 })
    const many = writeManyNotes(notes)
    const stopped = await runPrecedent(['ingest', notes, '--json', '--data', disk.folder])
    expectRefusal({ ...stopped, err: stopped.err.replace(/^(?!precedent:).*\n/gm, '') }, 'no_space', /free some space/)
    await expectAnswer(disk.folder)
    disk.grow(60_000)
    const again = await runPrecedent(['ingest', notes, '--json', '--data', disk.folder])
    expect(countOf(again)).toEqual({ present: many + 1, failed: [] })
    await expectAnswer(disk.folder)
  })

  it.skipIf(!canMount)(`refuses an upload and serves what is there${unlessMounted}`, async () => {
    const disk = mountSmallDisk(1_500)
    await runPrecedent(['ingest', makeNotes().notes, '--data', disk.folder])
    const { url } = await startService(['--data', disk.folder])
    const upload = () => {
      const form = new FormData()
      form.append('files', new Blob(['x'.repeat(3_000_000)]), 'large.txt')
      return fetch(`${url}/api/documents`, { method: 'POST', body: form })
    }
    const refused = await upload()
    expect(refused.status).toBe(507)
    expect(await refused.json()).toMatchObject({ code: 'no_space' })
    await expectAnswerFrom(url)
    disk.grow(60_000)
    expect((await upload()).status).toBe(202)
  })

  it('that a limit on file sizes stands for ends an ingest with one line, too', async () => {
    const { notes, data } = makeNotes()
    await runPrecedent(['ingest', notes, '--data', data])
    writeManyNotes(notes)
    const script = 'ulimit -f 300 && exec "$0" "$@"'
    const limited = () =>
      execFileSync('sh', ['-c', script, process.execPath, CLI, 'ingest', notes, '--data', data], { stdio: 'pipe' })
    expect(limited).toThrow(/precedent: [^\n]+ \((data_folder_unusable|no_space)\)\n$/)
    await expectAnswer(data)
  })
})
