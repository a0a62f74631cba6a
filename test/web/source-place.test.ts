import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readPlace, writePlace } from '../../web/source-place.ts'

describe('a place in an address', () => {
  it('comes back as it was written', () => {
    const places = fc.record({
      documentId: fc.uuid(),
      versionId: fc.uuid(),
      span: fc.tuple(fc.nat(99_999), fc.integer({ min: 1, max: 9_999 })).map(([start, length]) => ({
        start,
        end: start + length,
      })),
    })
    fc.assert(
      fc.property(places, (place) => {
        expect(readPlace(writePlace(place))).toEqual(place)
      }),
    )
  })

  it('may be a document alone', () => {
    expect(readPlace(writePlace({ documentId: 'abc' }))).toEqual({ documentId: 'abc', versionId: undefined })
  })

  it('leaves a span out that counts in no version', () => {
    expect(writePlace({ documentId: 'abc', span: { start: 1, end: 2 } })).toBe('abc')
  })

  it.each([undefined, 7, '', '../../etc', 'a~b~9-3x', 'a b'])('is none in %j', (written) => {
    expect(readPlace(written)).toBeUndefined()
  })

  it('drops a span that ends before it starts', () => {
    expect(readPlace('abc~v1~9-3')).toEqual({ documentId: 'abc', versionId: 'v1' })
  })
})
