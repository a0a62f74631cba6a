import { normaliseForMatch } from '../language/normalise.ts'
import type { SourcedPassage } from './candidates.ts'

/** What only someone writes who speaks to the program that reads, not to a colleague. Held against normalised text. */
const ORDERS: readonly RegExp[] = [
  // put aside what you were told
  /(忽略|无视|忘掉|忘记|不要理会|抛开|覆盖|停止遵守)[^。\n]{0,14}(以上|上面|之前|先前|此前|前面|所有|一切|系统|你的|你收到)[^。\n]{0,12}(指令|指示|规则|要求|提示|设定|约束|限制)/,
  /\b(ignore|disregard|forget|override|bypass)\b[^.\n]{0,30}\b(instructions?|rules?|prompts?|guidelines?|above|previous|passages?|policy|policies)\b/,
  /(停止|不要|无需|不必|不用)(再)?(核对|引用|标注|检查)[^。\n]{0,8}(来源|出处|编号|资料)/,
  // you are someone else
  /(你现在是|从现在起[,，]?你|从现在开始[,，]?你|请?你扮演|假装你是|你的新身份)/,
  /\byou are (now|no longer|dan\b)|\bpretend (to be|that you)\b|\b(developer|dan|god|jailbreak) mode\b|\blet us play a game\b/,
  /(系统|system)\s*(提示词?|消息|指令|设置|prompt|message|override)\s*[:：>\]】]|高于系统|<\|?\/?(im_start|im_end|system|endoftext)|\[\/?inst\]|^\s*#*\s*(system|assistant|助手|developer)\s*[:：]/m,
  // how the answer has to read
  /(回答|回复|输出|回应)(本题|问题|用户|读者|时|里|中|末尾|的最后|最后)?[^。\n]{0,12}((必须|务必|一律|只能)(写|说|包含|是|为|加|用)|请在|末尾加|加一行|附上|插入|标注|要带上|不得出现)/,
  /(请|务必|必须)?在[^。\n]{0,10}(每一句|句末|文末|答案|回答|回复)[^。\n]{0,8}(末尾|最后)?[^。\n]{0,6}(写|加|标注|插入|附|引用)/,
  /(只用|改用)[^。\n]{0,6}(文|语)回答|(只|一律|统一|直接)(回答|回复|输出|说)\s*["“「『:：]|凡(是)?(问|引用|提到)[^。\n]{0,20}(一律|都要|必须|统一)[^。\n]{0,6}(说|加|写|回答|回复|改)/,
  /(以上|以下)[^。\n]{0,6}(标准答案|操作者的要求|独立资料)|请照抄|原样(输出|照抄|拼)|告诉(用户|读者|提问者)\s*[:：,，“"]|引用(格式|本文时|要求)[^。\n]{0,10}(请|须|必须|一律)?[^。\n]{0,6}写/,
  /\b(add|include|insert|append|put|place)\b[^.\n]{0,40}\b(your|the|every|each) (reply|replies|answers?|responses?|output|sentence)\b/,
  /\b(reply|respond|answer)\b[^.\n]{0,20}\b(with exactly|exactly|only|with the words|that (there|it|the))\b|\b(tell|inform|assure|convince) (the |your )?(users?|readers?|customers?|asker)\b|\brepeat the (markup|text|line|words) above\b|^\s*include\s*[:：]|\b(append|insert|add|embed)\b[^.\n]{0,12}\b(links?|urls?|images?|buttons?)\b/m,
  /\bstate\b[^.\n]{0,60}\bmark (it|the|this)\b[^.\n]{0,20}\b(verified|supported|true)\b|\bcite\b[^.\n]{0,20}\b(as|instead|this (page|note|document) (only|as))\b/,
  // who is spoken to
  /(读到|看到|处理|阅读)(这|本|此)(段|份|篇|条)?[^。\n]{0,6}(程序|模型|助手|机器人|ai|系统)|(写标书|写方案|自动|检索|问答)的?(程序|助手|机器人|模型|ai)[^。\n]{0,8}(请|须|必须|注意|务必)|^\s*(proposal writers|ai assistants?|language models?|assistants?|chatbots?|llms?|ai)\b\s*(reading this)?\s*[:：]|\b(assistant|ai|llm|chatbot)s?\b[^.\n]{0,20}\b(must|shall|is required to|has to)\b/m,
  // which sources count
  /(本文|本文件|本资料|这份文件|此文)[^。\n]{0,10}(优先级|效力)?(高于|优先于|取代|覆盖)[^。\n]{0,10}(其他|其它|所有|一切|系统|任何)|(其他|其它|别的)(资料|文件|来源|文档)[^。\n]{0,10}(作废|不可信|无效|不要引用|都是错|视为)/,
  /\b(supersedes?|overrides?|outranks?)\b[^.\n]{0,10}\b(every|all|any) other\b|\btreat (any|all|every|the) [^.\n]{0,60}\bas (withdrawn|invalid|outdated|untrusted|void)\b/,
  // tools, secrets, frames
  /(调用|执行|运行|使用)\s*[{"'`]|你有[^。\n]{0,6}权限|"?(tool|tool_call|function_call|tool_name|arguments)"?\s*[:：]\s*["{]|^\s*(action|action input|observation|thought|tool)\s*[:：]|\b(call|invoke|use|run) (the |a )?(tool|function)\b/m,
  /(输出|打印|泄露|透露|复述|告诉我)[^。\n]{0,10}(系统提示|提示词|密钥|api[ _-]?key|口令)|\b(reveal|print|output|leak|send)\b[^.\n]{0,24}\b(system prompt|your (instructions|prompt|rules)|api[ _-]?keys?|credentials)\b/,
  /<\/?(passages?|question|documents?|context|instructions?)\b[^>]*>|\\u0022|"(support|citations|sentences|status)"\s*:|^\s*(event|data)\s*:\s*(done|delta|citation|\[done\]|\{)/m,
  /<(script|iframe|svg|object|embed|form|style|meta)\b|<img\b[^>]*\?|<a\s+href|\bon(load|error|click)\s*=|\b(javascript|vbscript)\s*:\S|\bdata:\s*(text|image|application)\/|!\[[^\]]*\]\s*(\[|\(\s*(https?:)?\/\/[^)\s]*[?=])|^\s*\[[^\]]{1,20}\]\s*:\s*(https?:)?\/\/\S*[?=]/m,
  /(链接|地址|url|图片|图)[^。\n]{0,16}(带上|拼|填|包含)[^。\n]{0,12}(问题|答案|原文|标题|资料)/,
]

/** Signs that carry text past a reader: tags, and letters parted by signs of no width. */
const HIDDEN = /[\u{E0020}-\u{E007F}]|(?:[\p{L}\p{P}][\u200b-\u200d\u2060-\u2064\ufeff]+){4}/u
const INVISIBLE = /[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g

/** Whether a text speaks to the program that reads it instead of to a reader. */
export function givesOrders(text: string): boolean {
  if (HIDDEN.test(text)) return true
  const normal = normaliseForMatch(text.replace(INVISIBLE, ''))
  return ORDERS.some((order) => order.test(normal))
}

/** Clauses that semicolons part are one: a candidate joins them, and its quote has to be what stands in the source. */
const SENTENCE = /(?:[^。！？!?\n]|!(?=\[))*[。！？!?]?/g

/** In a line, what stands from the first order on: what follows one usually belongs to it. */
function whereOrdersBegin(line: string): number | undefined {
  if (!givesOrders(line)) return undefined
  for (const { 0: sentence, index } of line.matchAll(SENTENCE))
    if (sentence !== '' && givesOrders(sentence)) return index
  return 0
}

/** The text with spaces where it gives orders: offsets stay, and nothing there is quoted, checked against or prompted. */
export function blankOrders(text: string): string {
  if (!givesOrders(text)) return text
  return text
    .split('\n')
    .map((line) => {
      const at = whereOrdersBegin(line)
      return at === undefined ? line : line.slice(0, at) + ' '.repeat(line.length - at)
    })
    .join('\n')
}

/** Passages for answering from: what gives orders in them is blank there, in the version's text as in their own. */
export function setOrdersAside(sourced: readonly SourcedPassage[]): SourcedPassage[] {
  return sourced.map(({ passage, source }) => {
    const text = blankOrders(passage.text)
    if (text === passage.text) return { passage, source }
    const { start, end } = passage.span
    return { passage: { ...passage, text }, source: source.slice(0, start) + text + source.slice(end) }
  })
}
