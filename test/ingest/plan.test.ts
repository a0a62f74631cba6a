import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type FoundFile, planFiles } from '../../ingest/plan.ts'
import type { KnownFile } from '../../src/db/places.ts'

const setup = { readerVersion: 3, embedderId: 'model-a' }

function known(path: string, changes: Partial<KnownFile> = {}): KnownFile {
  return {
    documentId: `id of ${path}`,
    root: '/notes',
    path,
    kind: 'other',
    contentHash: `hash of ${path}`,
    readerVersion: 3,
    embeddingModel: 'model-a',
    hasError: false,
    ...changes,
  }
}

function found(path: string, contentHash = `hash of ${path}`): FoundFile {
  return { root: '/notes', path, absolute: `/notes/${path}`, contentHash }
}

function actions(before: KnownFile[], now: FoundFile[], isGone = true): Record<string, string> {
  return Object.fromEntries(planFiles(before, now, setup, () => isGone).map(({ path, action }) => [path, action]))
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

  it('reads again what another reader or another embedder made, or what failed', () => {
    const before = [
      known('a', { readerVersion: 2 }),
      known('b', { embeddingModel: 'model-b' }),
      known('c', { hasError: true }),
    ]
    expect(actions(before, [found('a'), found('b'), found('c')])).toEqual({ a: 'replace', b: 'replace', c: 'replace' })
  })

  it('adds a file whose first reading never came to its end', () => {
    expect(actions([known('a', { contentHash: '' })], [found('a', '')])).toEqual({ a: 'add' })
  })

  it('removes nothing that may not go', () => {
    expect(actions([known('a')], [], false)).toEqual({})
  })

  it('leaves a file at the place where another root brought it in', () => {
    const before = known('x.md', { root: '/notes/sub' })
    const [planned] = planFiles([before], [found('sub/x.md', 'hash of x.md')], setup, () => true)
    expect(planned).toMatchObject({ action: 'keep', root: '/notes/sub', path: 'x.md' })
  })

  it('speaks of each file exactly once, in the order of paths', () => {
    const names = fc.uniqueArray(fc.stringMatching(/^[a-z]{1,3}$/), { maxLength: 12 })
    fc.assert(
      fc.property(names, names, (before, now) => {
        const planned = planFiles(
          before.map((path) => known(path)),
          now.map((path) => found(path)),
          setup,
          () => true,
        )
        expect(planned.map(({ path }) => path)).toEqual([...new Set([...before, ...now])].sort())
      }),
    )
  })
})
