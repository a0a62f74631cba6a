/**
 * Words that carry a question rather than its subject. They weigh little when text is matched: in a
 * corpus where they happen to be rare they would otherwise decide the ranking.
 */
const CHINESE =
  '的 了 是 在 有 和 与 及 或 也 都 就 还 又 才 把 被 让 给 对 向 从 到 为 以 于 而 但 吗 呢 吧 啊 嘛 么 呀 着 过 得 地 ' +
  '我 你 他 她 它 我们 你们 他们 咱们 咱 大家 这 那 这个 那个 这些 那些 这种 那种 这样 那样 这里 那里 ' +
  '什么 怎么 怎样 怎么样 怎么办 如何 为何 为什么 为啥 咋 咋办 啥 哪 哪个 哪些 哪里 哪儿 哪位 谁 多少 几 几个 是否 是不是 有没有 能不能 可不可以 要不要 算不算 该不该 ' +
  '请 请问 麻烦 一下 告诉 想 想问 问 知道 一个 一些 一般 通常 时候 之前 以前 当时 后来 现在 目前 可以 能 能够 应该 该 需要 要 会 没 没有 不 很 最 更 太 比较 ' +
  '如果 因为 所以 但是 而且 或者 以及 还有 关于 有关 根据 按照 对于 进行 方面 情况 东西 事 事情 做 用 说 看 讲 提 提到 公司 咱们公司'
const ENGLISH =
  'a an the of in on at to for from by with about as into over after before between and or but if than then so not no ' +
  'is are was were be been being am do does did done has have had having can could should would will shall may might must ' +
  'i we you he she it they me us him her them my our your his its their this that these those there here ' +
  'what which who whom whose when where why how many much any some all each every other such only just also very ' +
  'please tell know get got say said'

const FUNCTION_WORDS: ReadonlySet<string> = new Set([...CHINESE.split(' '), ...ENGLISH.split(' ')])

/** @param word in the form of `normaliseForMatch`. */
export function isFunctionWord(word: string): boolean {
  return FUNCTION_WORDS.has(word)
}
