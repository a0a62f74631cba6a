/** Words that say how something is told rather than what: they need no counterpart in a source. */
const CHINESE =
  '的 了 是 在 有 和 与 及 或 也 都 就 还 又 才 把 被 让 给 对 向 从 到 为 以 于 而 但 吗 呢 吧 啊 嘛 么 呀 着 过 得 地 之 其 将 即 则 并 且 ' +
  '我 你 他 她 它 我们 你们 他们 它们 咱们 大家 自己 这 那 这个 那个 这些 那些 这种 那种 这样 那样 这里 那里 这次 那次 这类 这一 该 此 各 每 ' +
  '什么 怎么 怎样 如何 为何 为什么 哪 哪个 哪些 谁 多少 几 是否 一个 一些 一般 通常 时候 之前 以前 之后 以后 前 后 当时 后来 现在 目前 如今 起初 最初 最后 最终 最 ' +
  '可以 可 能 能够 应该 应当 应 需要 需 要 得 须 必须 必 会 没 没有 不 不得 不能 不许 不准 不必 不用 无需 无须 未 无 非 别 勿 很 更 太 比较 只 仅 仅仅 只有 只要 ' +
  '如果 若 因为 因 由于 所以 因此 于是 但是 然而 而且 或者 以及 还有 关于 有关 根据 按照 按 对于 进行 方面 情况 东西 事 事情 做 用 说 看 讲 提 提到 ' +
  '指出 说明 表示 认为 强调 主张 建议 提醒 提出 要求 规定 约定 记录 处 就是 也就是 例如 比如 等 等等 其中 其余 另 另外 此外 同时 ' +
  '一共 总共 共 全部 所有 全 一律 均 大约 大概 约 左右 上下 多 余 来 以上 以下 以内 以外 内 外 里 中 上 下 间 当中 里面 ' +
  '至少 至多 最多 最少 最晚 最早 不超过 超过 低于 高于 少于 多于 不少于 不低于 不多于 ' +
  '再 却 任何 不予 不另 不做 不作 不加 不给 不去 不来 不是 并非 并不是 不为 没能 不曾 反而 仍 仍然 已 已经 曾 曾经 正 正在 刚 先 随后 然后 接着 分别 依次 先后 算 不算 算是 这份 那份 这张 那张 这台 那台 这两 那两 一处 只剩 剩 剩下 还剩 就行 才能 直到 属于 属 负责 起来 上来 下来 出来 起初 不会 不让 不可 不应 不宜 不再 不要 未能 无法 没法 未曾 从未 并未 并不 不便 不敢 不愿 原先 原本 原来 随之 相应 反倒 一 两 来 去 出 起 成 使 使得 令 由 所 者 地方 时 时间 期间 个 位 名 条 项 次 份 种 类 家 台 张 起 处 天 年 月 日'
const ENGLISH =
  'a an the of in on at to for from by with about as into over after before between and or but if than then so ' +
  "not no nor n't never without none cannot nobody nothing neither only just also very even still yet already again both " +
  'is are was were be been being am do does did done has have had having can could should would will shall may might must need needs ' +
  'i we you he she it they me us him her them my our your his its their this that these those there here one ones ' +
  'what which who whom whose when where why how many much any some all each every other others such same ' +
  'up down out off through during until till since while because per against within across among ' +
  'get got goes go went gone come came make made take took put use used using say said says tell told ask asked ' +
  'at least most more less fewer about around roughly nearly now today later earlier first last'

const LIGHT: ReadonlySet<string> = new Set([...CHINESE.split(' '), ...ENGLISH.split(' ')])

/** @param word in the form of `toPlainText`. */
export const isLightWord = (word: string): boolean => LIGHT.has(word)
