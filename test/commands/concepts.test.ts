import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { runPrecedent } from '../helpers/built.ts'
import { temporaryFolder } from '../helpers/temporary-folder.ts'

it('takes own concepts in, searches with them, lists and removes them', async () => {
  const folder = temporaryFolder()
  const [notes, data] = [join(folder, 'notes'), join(folder, 'data')]
  mkdirSync(notes)
  writeFileSync(join(notes, 'gateway.md'), '# 机房巡检\n\n边缘网关断线以后，先看电源灯。\n')
  const run = (...args: string[]) => runPrecedent([...args, '--data', data])
  expect(await run('concepts', 'list')).toMatchObject({ code: 1, err: expect.stringContaining('path_missing') })
  await run('ingest', notes)

  const added = await run('concepts', 'add', '小灰盒', '边缘网关', 'grey box', '--strength', '2', '--json')
  const concept = JSON.parse(added.out) as { id: string }
  expect(concept).toMatchObject({ chinese: ['小灰盒', '边缘网关'], english: ['grey box'], strength: 2 })
  const found = JSON.parse((await run('search', '小灰盒', '--json')).out) as { hits: { text: string }[] }
  expect(found.hits[0]?.text).toContain('边缘网关')

  expect(JSON.parse((await run('concepts', 'list', '--json')).out)).toEqual({ concepts: [concept] })
  expect((await run('concepts', 'list')).out).toContain('小灰盒, 边缘网关, grey box')
  expect(await run('concepts', 'remove', concept.id)).toMatchObject({ code: 0 })
  expect(await run('concepts', 'remove', concept.id)).toMatchObject({
    code: 1,
    err: expect.stringContaining('not_found'),
  })
  expect(await run('concepts', 'add', '小灰盒')).toMatchObject({
    code: 1,
    err: expect.stringContaining('two different'),
  })
  expect(await run('concepts', 'add', '甲乙', '丙丁', '--strength', '9')).toMatchObject({ code: 2 })
})
