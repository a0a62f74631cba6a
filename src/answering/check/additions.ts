/** What a claim adds that no source says: a cause, a degree, a duration without end, a foreign currency. */
export type Addition = { kind: 'cause' | 'degree' | 'currency'; word: string }

const CAUSE =
  /造成的?|导致|致使|因此|是因为|归功于|得益于|\b(?:because of|due to|caused by|thanks to|as a result|therefore|led to|resulted in)\b/
const ANY_CAUSE =
  /因|由于|所以|导致|造成|致使|使得|使|从而|于是|才|就|为了|原因|教训|结果|来的|惹|引起|带来|理由|\b(?:because|due|cause\w*|since|so|therefore|result\w*|reason\w*|thanks|led|hence|thus|after)\b/
/** Each with what says the same. */
const DEGREES: readonly (readonly [RegExp, RegExp])[] = [
  [/略有|略微|稍有|小幅|轻微|\bslightly\b/, /略|稍|小幅|轻微|一点|有点|slight|a little/],
  [
    /明显|显著|大幅|大大|极大|\b(?:significantly|dramatically|sharply|substantially)\b/,
    /明显|显著|大幅|大大|极大|很多|一大截|一大半|significant|dramatic|sharp|substantial|much/,
  ],
  [
    /无限期|无限制|无上限|不限(?!于)|\b(?:unlimited|indefinitely|without limit)\b/,
    /无限期|无限制|无上限|不限(?!于)|unlimited|indefinite|without limit|no limit/,
  ],
  [/随时(?!间)|任何时候|\b(?:at any time|any time)\b/, /随时|任何时候|任何时间|即时|全天|any time/],
  [/翻倍|翻番|成倍|\bdoubled\b/, /倍|番|double|twice/],
  [
    /彻底|完全|百分之百|\b(?:completely|entirely|fully)\b/,
    /彻底|完全|全|都|一律|百分之百|100%|complete|entire|full|all/,
  ],
  [/一直|始终|从来|\balways\b/, /一直|始终|从来|总|都|每|always|every/],
  [
    /至今|从未|从没|再也?没有?|再也?未|再无|\b(?:ever since|never again|never since)\b/,
    /至今|从未|从没|再|以来|一直|since|never|again/,
  ],
]

const FOREIGN = /美元|美金|欧元|英镑|日元|港币|港元|[$€£]|\b(?:usd|eur|gbp|dollars?|euros?|pounds?)\b/

/** @param text of the claim, @param source of the passages together; `near` the sentences of theirs that say what it says; as
 * `toPlainText` gives them. */
export function findAdditions(text: string, source: string, near: string): Addition[] {
  const found: Addition[] = []
  const cause = CAUSE.exec(text)?.[0]
  if (cause !== undefined && !ANY_CAUSE.test(near)) found.push({ kind: 'cause', word: cause })
  for (const [said, stands] of DEGREES) {
    const word = said.exec(text)?.[0]
    if (word !== undefined && !stands.test(source)) found.push({ kind: 'degree', word })
  }
  const currency = FOREIGN.exec(text)?.[0]
  if (currency !== undefined && !FOREIGN.test(source)) found.push({ kind: 'currency', word: currency })
  return found
}
