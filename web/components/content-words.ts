const STOP = new Set(
  '的了是在和与或及吗呢吧啊把被给让从到对将就也都还又很更最这那哪几谁我你他她它们个有没不要会能时后前',
)
const ENGLISH_STOP = new Set(
  'a an the of to in on at is are was were be and or did do does how what when which who why we our it for with from that this'.split(
    ' ',
  ),
)
const CHINESE_STOP = new Set(
  '怎么 怎样 什么 为什么 为何 多少 时候 后来 以前 一下 哪些 哪个 如何 这个 那个 我们 你们 他们 可以 需要 没有 如果 是否'.split(
    ' ',
  ),
)

const segmenter = new Intl.Segmenter('zh', { granularity: 'word' })

function isContent(word: string): boolean {
  const lower = word.toLowerCase()
  if (CHINESE_STOP.has(word) || ENGLISH_STOP.has(lower)) return false
  if (word.length > 1) return true
  return /[\p{Script=Han}]/u.test(word) && !STOP.has(word)
}

/** The words of a question that carry its content, for marking them in a quote. Uses the browser's own segmenter. */
export function contentWords(question: string): string[] {
  const words = [...segmenter.segment(question)].filter(({ isWordLike }) => isWordLike).map(({ segment }) => segment)
  const wanted = words.filter(isContent)
  const long = wanted.filter((word) => word.length > 1)
  return [...new Set(long.length > 0 ? long : wanted)]
}
