import { expect, it } from 'vitest'
import { foldInflection } from '../../src/language/inflections.ts'

it.each([
  ['deliver', 'delivers delivered delivering'],
  ['delivery', 'deliveries'],
  ['invoice', 'invoices invoiced invoicing'],
  ['plan', 'plans planned planning'],
  ['submit', 'submits submitted submitting'],
  ['box', 'boxes'],
  ['process', 'processes processed processing'],
  ['watch', 'watches watched watching'],
  ['apply', 'applies applied'],
  ['stage', 'stages staged staging'],
  ['agree', 'agrees agreed agreeing'],
  ['guarantee', 'guaranteed'],
  ['exceed', 'exceeds exceeded exceeding'],
])('folds the forms of %s into one', (word, forms) => {
  for (const form of forms.split(' ')) expect([form, foldInflection(form)]).toEqual([form, foldInflection(word)])
})

it.each([
  ['customer', 'customs'],
  ['plan', 'plant'],
  ['status', 'stat'],
  ['class', 'clas'],
  ['thing', 'the'],
  ['string', 'stry'],
  ['need', 'ne'],
  ['analysis', 'analyst'],
])('keeps %s and %s apart', (one, other) => {
  expect(foldInflection(one)).not.toBe(foldInflection(other))
})

it.each(['sow', 'bus', 'p1s', 'wi-fi', '验收', 'café', ''])('leaves %j as it is', (word) => {
  expect(foldInflection(word)).toBe(word)
})
