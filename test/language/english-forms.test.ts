import { describe, expect, it } from 'vitest'
import { foldEnglish } from '../../src/language/english-forms.ts'

describe('foldEnglish', () => {
  it.each([
    ['paid', 'pay'],
    ['won', 'win'],
    ['lost', 'lose'],
    ['sent', 'send'],
    ['written', 'write'],
    ['people', 'person'],
    ['criteria', 'criterion'],
    ['appendices', 'appendix'],
    ['licence', 'license'],
    ['licences', 'licenses'],
    ['centres', 'centers'],
    ['programmes', 'programs'],
    ['cancelled', 'canceled'],
    ['organisation', 'organization'],
    ['organisations', 'organizations'],
    ['organised', 'organized'],
    ['prioritise', 'prioritize'],
    ['finalising', 'finalizing'],
    ['analyse', 'analyze'],
    ['analysing', 'analyzing'],
    ['behaviour', 'behavior'],
  ])('%s is compared as %s', (form, word) => {
    expect(foldEnglish(form)).toBe(word)
  })

  it.each(
    'raise rises promise promised supervise advised revising exercise enterprise precise surprised noise wise analysis organization pay contracts is'.split(
      ' ',
    ),
  )('leaves %s alone', (word) => {
    expect(foldEnglish(word)).toBe(word)
  })

  it('leaves alone what is no English word', () => {
    expect(['', '验收', 'h200', 'a'.repeat(20_000)].map(foldEnglish)).toEqual(['', '验收', 'h200', 'a'.repeat(20_000)])
  })

  it('is the same when applied twice', () => {
    const words = ['paid', 'licences', 'organised', 'analyses', 'found', 'criteria']
    expect(words.map(foldEnglish).map(foldEnglish)).toEqual(words.map(foldEnglish))
  })
})
