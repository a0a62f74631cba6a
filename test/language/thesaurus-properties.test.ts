import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { joinThesauri } from '../../src/language/join-thesauri.ts'
import { buildThesaurus, type Concept, type Mention, type Strength } from '../../src/language/thesaurus.ts'

const HAN = ['甲', '乙', '丙', '丁']
const WORDS = ['pass', 'bill', 'sign', 'late']

const chinese = fc.array(fc.constantFrom(...HAN), { minLength: 2, maxLength: 5 }).map((parts) => parts.join(''))
const english = fc.array(fc.constantFrom(...WORDS), { minLength: 1, maxLength: 3 }).map((parts) => parts.join(' '))
const mixed = fc.tuple(chinese, fc.constantFrom(...WORDS)).map(([one, other]) => `${one}${other}`)

const conceptsNamed = (prefix: string, minLength = 1): fc.Arbitrary<Concept[]> =>
  fc
    .array(
      fc.record({
        chinese: fc.array(fc.oneof(chinese, mixed), { maxLength: 4 }),
        english: fc.array(english, { maxLength: 3 }),
      }),
      {
        minLength,
        maxLength: 8,
      },
    )
    .map((list) => list.map((words, at) => ({ ...words, id: `${prefix}${at}`, strength: 3 as Strength })))

const text = fc
  .array(
    fc.oneof(
      fc.constantFrom(...HAN),
      chinese,
      mixed,
      english.map((words) => ` ${words} `),
      fc.constantFrom('，', ' ', '。'),
    ),
    {
      maxLength: 25,
    },
  )
  .map((parts) => parts.join(''))

const sorted = (mentions: readonly Mention[]) =>
  mentions.map(({ start, end, concepts }) => `${start}-${end} ${concepts.map(({ id }) => id).sort()}`)

const namesOne = (concepts: readonly Concept[]) => (mention: Mention) =>
  mention.concepts.some((one) => concepts.includes(one))

describe('a thesaurus', () => {
  it('finds for some concepts exactly those mentions that name one of them', () => {
    fc.assert(
      fc.property(conceptsNamed('k'), fc.nat(255), text, (concepts, mask, normalised) => {
        const thesaurus = buildThesaurus(concepts)
        const some = concepts.filter((_, at) => (mask >> at) & 1)
        expect(thesaurus.finderOf(some)(normalised)).toEqual(thesaurus.findMentions(normalised).filter(namesOne(some)))
      }),
      { numRuns: 500 },
    )
  })

  it('gives mentions in order, none inside another, each a member as it stands in the text', () => {
    fc.assert(
      fc.property(conceptsNamed('k'), text, (concepts, normalised) => {
        const mentions = buildThesaurus(concepts).findMentions(normalised)
        for (const [at, { start, end, member, concepts: named }] of mentions.entries()) {
          expect(normalised.slice(start, end).replace(/\s/g, '')).toContain(member.replace(/\s/g, '').slice(0, 1))
          for (const { chinese: han, english: words } of named) expect([...han, ...words]).toContain(member)
          const next = mentions[at + 1]
          if (next) expect(next.start > start && next.end > end).toBe(true)
        }
      }),
      { numRuns: 200 },
    )
  })

  it('misses no member that stands alone', () => {
    fc.assert(
      fc.property(conceptsNamed('k'), (concepts) => {
        const { findMentions } = buildThesaurus(concepts)
        for (const member of concepts.flatMap((one) => [...one.chinese, ...one.english])) {
          expect(findMentions(`。${member}。`)).toMatchObject([{ member, start: 1, end: 1 + member.length }])
        }
      }),
      { numRuns: 200 },
    )
  })

  it('joined of two is as one built of the concepts of both', () => {
    fc.assert(
      fc.property(conceptsNamed('k'), conceptsNamed('u', 0), text, (known, added, normalised) => {
        const joined = joinThesauri(buildThesaurus(known), buildThesaurus(added))
        const whole = buildThesaurus([...known, ...added])
        expect(sorted(joined.findMentions(normalised))).toEqual(sorted(whole.findMentions(normalised)))
      }),
      { numRuns: 500 },
    )
  })

  it('joined of two finds for some concepts exactly those mentions that name one of them', () => {
    fc.assert(
      fc.property(conceptsNamed('k'), conceptsNamed('u'), fc.nat(65_535), text, (known, added, mask, normalised) => {
        const joined = joinThesauri(buildThesaurus(known), buildThesaurus(added))
        const some = [...known, ...added].filter((_, at) => (mask >> at) & 1)
        expect(joined.finderOf(some)(normalised)).toEqual(joined.findMentions(normalised).filter(namesOne(some)))
      }),
      { numRuns: 500 },
    )
  })
})
