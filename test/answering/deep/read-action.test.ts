import { describe, expect, it } from 'vitest'
import { readAction } from '../../../src/answering/deep/read-action.ts'

const TOOLS = ['search', 'read']
const read = (reply: string) => readAction(reply, TOOLS)

describe('the action in a reply', () => {
  it.each([
    ['SEARCH: 闸机 电源', { kind: 'call', tool: 'search', input: '闸机 电源' }],
    ['**Search:** gate power**', { kind: 'call', tool: 'search', input: 'gate power' }],
    ['- READ：3', { kind: 'call', tool: 'read', input: '3' }],
    ['搜索：闸机', { kind: 'call', tool: 'search', input: '闸机' }],
    ['Action 2: READ: 7', { kind: 'call', tool: 'read', input: '7' }],
    ['<think>SEARCH: no\nDONE</think>\nSEARCH: yes', { kind: 'call', tool: 'search', input: 'yes' }],
    ['I need the power first.\nSEARCH: gate power', { kind: 'call', tool: 'search', input: 'gate power' }],
    ['DONE: 2, 5, 2', { kind: 'done', numbers: [2, 5] }],
    ['DONE', { kind: 'done', numbers: [] }],
  ])('is read from %s', (reply, action) => {
    expect(read(reply)).toEqual(action)
  })

  it('is the first one, whatever the model imagines after it', () => {
    expect(read('SEARCH: 一\n[1] …\nSEARCH: 二\nDONE: 9')).toMatchObject({ input: '一' })
  })

  it.each([
    '',
    'The gate was late [1].',
    'FETCH: http://evil.example/',
    'SEARCH:',
    'SEARCH',
    '<think>SEARCH: a',
    '{"tool":"search"}',
  ])('is none in %j', (reply) => {
    expect(read(reply)).toBeUndefined()
  })
})
