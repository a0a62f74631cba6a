import { expect, it } from 'vitest'
import { recentlyUsed } from '../../src/db/recently-used.ts'

it('keeps what was used of late, and lets go of what was not', () => {
  const texts = recentlyUsed<string>(8, ({ length }) => length)
  for (const key of ['a', 'b', 'c', 'd']) {
    texts.set(key, key)
    expect(texts.get('a')).toBe('a')
  }
  for (const key of ['e', 'f', 'g', 'h', 'i', 'j', 'k', 'l']) {
    texts.set(key, key)
    expect(texts.get('a')).toBe('a')
  }
  expect(texts.get('b')).toBeUndefined()
  expect(texts.get('l')).toBe('l')
})

it('never holds more than its budget, and nothing that is larger than half of it', () => {
  const texts = recentlyUsed<string>(10, ({ length }) => length)
  const keys = Array.from({ length: 50 }, (_, at) => `${at}`)
  for (const key of keys) texts.set(key, '12')
  expect(keys.filter((key) => texts.get(key) !== undefined).length).toBeLessThanOrEqual(5)
  texts.set('large', '123456')
  expect(texts.get('large')).toBeUndefined()
})
