import type { Span } from '../../language/span.ts'

/** On which side of a value a text sets its bound. */
export type Bound = 'from' | 'upto' | undefined

const FROM_BEFORE =
  /(?:至少|最少|起码|不少于|不低于|不小于|不早于|(?<!不|没有|没|未|不能|不得)(?:超过|高于|多于|大于|超出)|at least|no less than|not less than|no fewer than|(?<!no |not )more than|(?<!not )(?:over|above|exceed(?:ing|s)?))\s*(?:了|为|是|of)?\s*$/
const UPTO_BEFORE =
  /(?:至多|最多|最高|顶多|不超过|不高于|不多于|不大于|没有超过|没超过|未超过|不能超过|不得超过|不足|不到|(?<!不)(?:低于|少于|小于)|封顶|上限为?|at most|no more than|not more than|not exceed|up to|(?<!no |not )less than|(?<!no |not )fewer than|under|below|within|limited to)\s*(?:为|是|of|合同额的|the)?\s*$/
const FROM_AFTER = /^\s*(?:以上|及以上|起步|或以上|or more|and more|or above)/
const UPTO_AFTER = /^\s*(?:以内|之内|以下|及以下|封顶|为限|上限|or less|or fewer|at most)/

/** What a text says of a value beside stating it: at least, at most. */
export function boundOf(text: string, { start, end }: Span): Bound {
  const before = text.slice(Math.max(0, start - 22), start)
  const after = text.slice(end, end + 12)
  if (UPTO_BEFORE.test(before) || UPTO_AFTER.test(after)) return 'upto'
  if (FROM_BEFORE.test(before) || FROM_AFTER.test(after)) return 'from'
  return undefined
}
