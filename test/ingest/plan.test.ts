import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type FoundFile, isToRead, planFiles } from '../../ingest/plan.ts'
import type { KnownFile } from '../../src/db/places.ts'

const READER = 3

function known(path: string, changes: Partial<KnownFile> = {}): KnownFile {
  return {
    documentId: `id of ${path}`,
    root: '/notes',
    path,
    kind: 'other',
    contentHash: `hash of ${path}`,
    readerVersion: 3,
    bytes: 10,
    hasError: false,
    ...changes,
  }
}

function found(path: string, contentHash = `hash of ${path}`): FoundFile {
  return { root: '/notes', path, absolute: `/notes/${path}`, contentHash }
}

function actions(before: KnownFile[], now: FoundFile[], isGone = true): Record<string, string> {
  return Object.fromEntries(planFiles(before, now, READER, () => isGone).map(({ path, action }) => [path, action]))
}

describe('planFiles', () => {
  it('adds what is new, keeps what is the same, replaces what changed, removes what is gone', () => {
    expect(
      actions(
        [known('same.md'), known('changed.md'), known('gone.md')],
        [found('same.md'), found('changed.md', 'another hash'), found('new.md')],
      ),
    ).toEqual({ 'same.md': 'keep', 'changed.md': 'replace', 'gone.md': 'remove', 'new.md': 'add' })
  })

  it('reads again what another reader made, or what failed', () => {
    const before = [known('a', { readerVersion: 2 }), known('b', { hasError: true })]
    expect(actions(before, [found('a'), found('b')])).toEqual({ a: 'replace', b: 'replace' })
  })

  it('follows a file that lies elsewhere now, and keeps the document that it is', () => {
    const [planned, ...others] = planFiles(
      [known('旧/方案.md')],
      [found('新/方案.md', 'hash of 旧/方案.md')],
      READER,
      () => true,
    )
    expect(others).toEqual([])
    expect(planned).toMatchObject({ action: 'move', path: '新/方案.md', known: { documentId: 'id of 旧/方案.md' } })
    expect(planned && isToRead(planned, READER)).toBe(false)
  })

  it('reads a moved file anew when its name changed, for its title may have come from it', () => {
    const [planned] = planFiles([known('方案.md')], [found('方案终稿.md', 'hash of 方案.md')], READER, () => true)
    expect(planned).toMatchObject({ action: 'move' })
    expect(planned && isToRead(planned, READER)).toBe(true)
  })

  it('pairs copies by their names first, and adds what is left over', () => {
    const same = { contentHash: 'same' }
    expect(
      actions(
        [known('a/x.md', same), known('a/y.md', same)],
        [found('b/y.md', 'same'), found('b/z.md', 'same'), found('b/q.md', 'same')],
      ),
    ).toEqual({ 'b/y.md': 'move', 'b/z.md': 'move', 'b/q.md': 'add' })
  })

  it('moves nothing that may not go: a copy beside an unmounted folder is a new file', () => {
    expect(actions([known('a/x.md')], [found('b/x.md', 'hash of a/x.md')], false)).toEqual({ 'b/x.md': 'add' })
  })

  it('adds a file whose first reading never came to its end', () => {
    expect(actions([known('a', { contentHash: '' })], [found('a', '')])).toEqual({ a: 'add' })
  })

  it('removes nothing that may not go', () => {
    expect(actions([known('a')], [], false)).toEqual({})
  })

  it('leaves a file at the place where another root brought it in', () => {
    const before = known('x.md', { root: '/notes/sub' })
    const [planned] = planFiles([before], [found('sub/x.md', 'hash of x.md')], READER, () => true)
    expect(planned).toMatchObject({ action: 'keep', root: '/notes/sub', path: 'x.md' })
  })

  it('speaks of each file exactly once, in the order of paths', () => {
    const names = fc.uniqueArray(fc.stringMatching(/^[a-z]{1,3}$/), { maxLength: 12 })
    fc.assert(
      fc.property(names, names, (before, now) => {
        const planned = planFiles(
          before.map((path) => known(path)),
          now.map((path) => found(path)),
          READER,
          () => true,
        )
        expect(planned.map(({ path }) => path)).toEqual([...new Set([...before, ...now])].sort())
      }),
    )
  })
})
