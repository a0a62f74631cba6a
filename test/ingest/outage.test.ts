import { describe, expect, it } from 'vitest'
import { watchOutage } from '../../ingest/queue/outage.ts'
import { AppError } from '../../src/errors.ts'

const DOWN = new AppError('embedding_unavailable', 'The embedding model did not answer.')

function watch(isDraining: boolean) {
  const clock = { ms: 0 }
  return { clock, outage: watchOutage({ isDraining, now: () => clock.ms }) }
}

describe('an embedding service that does not answer', () => {
  it('pauses the queue, longer each time, and tries one job after each pause', () => {
    const { clock, outage } = watch(false)
    expect(outage.admit(16, 0)).toBe(16)
    const pauses: number[] = []
    for (let attempt = 0; attempt < 8; attempt++) {
      expect(outage.noteFailure(DOWN)).toBe(true)
      const from = clock.ms
      while (outage.admit(16, 0) === 0) clock.ms += 500
      expect(outage.admit(16, 0)).toBe(1)
      expect(outage.admit(15, 1)).toBe(0)
      pauses.push((clock.ms - from) / 1_000)
    }
    expect(pauses).toEqual([2, 4, 8, 16, 32, 60, 60, 60])
    outage.noteSuccess()
    expect(outage.admit(16, 0)).toBe(16)
  })

  it('counts the failures of jobs that ran side by side as one', () => {
    const { clock, outage } = watch(true)
    for (let job = 0; job < 16; job++) expect(outage.noteFailure(DOWN)).toBe(true)
    expect(outage.surrender()).toBeUndefined()
    clock.ms = 2_000
    expect(outage.noteFailure(DOWN)).toBe(false)
    expect(outage.surrender()).toBe(DOWN)
  })

  it('has nothing to do with other failures', () => {
    const { outage } = watch(false)
    expect(outage.noteFailure(new AppError('file_broken', 'x'))).toBe(false)
    expect(outage.admit(16, 0)).toBe(16)
  })
})
