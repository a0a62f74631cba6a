/// <reference path="./opencc-js.d.ts" />
import traditionalCharacters from 'opencc-js/dict/TSCharacters'

let simplified: Uint16Array | undefined

/** By UTF-16 code; 0 where a character stays as it is. Characters outside the basic plane are left alone. */
function simplifiedCodes(): Uint16Array {
  const codes = new Uint16Array(0x10000)
  for (const pair of traditionalCharacters.split('|')) {
    const [from = '', to = ''] = pair.split(' ')
    if (from.length === 1 && to.length === 1 && from !== to) codes[from.charCodeAt(0)] = to.charCodeAt(0)
  }
  for (const [from, to] of codes.entries()) if (to !== 0) codes[from] = codes[to] || to
  return codes
}

/** Characters whose simplified form depends on their neighbours, in the words that work is written about with. */
const BY_NEIGHBOUR: readonly [RegExp, string][] = [
  [/(?<=[計计規规企策籌筹])畫/g, '划'],
  [/瞭(?![望哨])/g, '了'],
  [/(?<=[反重回答批函])覆/g, '复'],
  [/(?<=[憑凭])藉|藉(?=[由此助口以機机著着故])/g, '借'],
  [/(?<=[隨随接沿跟本朝借藉]|意味)著(?![作名])|著(?=[手眼力])/g, '着'],
]
const NEEDS_NEIGHBOUR = /[畫瞭覆藉著]/

/**
 * Traditional Chinese characters as their simplified forms, one for one, so that the length stays: 驗收 gives 验收.
 * An ambiguous character takes the form that the table of OpenCC (Apache-2.0) gives it: 乾 is 干, 后 stays.
 */
export function foldTraditional(text: string): string {
  simplified ??= simplifiedCodes()
  const source = NEEDS_NEIGHBOUR.test(text)
    ? BY_NEIGHBOUR.reduce((folded, [pattern, to]) => folded.replace(pattern, to), text)
    : text
  let folded = ''
  let done = 0
  for (let at = 0; at < source.length; at++) {
    const code = simplified[source.charCodeAt(at)]
    if (!code) continue
    folded += source.slice(done, at) + String.fromCharCode(code)
    done = at + 1
  }
  return done === 0 ? source : folded + source.slice(done)
}
