import { fileStem } from './file-stem.ts'

const HEAD_CHARACTERS = 3_000
const LONGEST_PROJECT = 40

const VALUE = '[*_ \\t\\u3000]*([^\\n|；;，,。：:\\t]{2,60}?)(?=[*_]*(?:\\n|[|；;，,。\\t]|\\s{2}|$))'
/** `项目名称：…`, where a line, a cell or a part of a line begins; in a table also `项目名称 | …`. */
const LABELLED = new RegExp(
  `(?:^|[\\n|；;\\t]|\\s{2})[ \\t*_#>-]*(?:(?:项目名称|工程名称|所属项目|Project name)[*_]{0,2}[ \\u3000]*(?:[：:]|\\|)|(?:项目|Project)[*_]{0,2}[ \\u3000]*[：:])${VALUE}`,
  'gi',
)
/** What is written of a project: `X项目复盘` is of X. */
const WRITTEN_OF =
  '复盘|总结|验收|启动|交底|标前|立项|评审|技术方案|实施方案|建设方案|总体方案|方案|投标|招标|应答|周报|月报|例会|会议|纪要|踩坑|转维|移交|实施|交付|计划|进度|报告|需求|合同|变更|延期|预投|试运行|上线|售前|知识库|资料|文档'
const NAMED = new RegExp(`^(.{2,40}?)项目(?:[一二三四五六\\d]期)?(?:的|\\s)?(?:${WRITTEN_OF})`)
const PHASE = /^(.{2,30}?[一二三四五六\d]期)(?:项目|工程)?(?:的|\s)?复盘/
/** `X复盘`, where X is no happening, period or department. */
const LOOKED_BACK =
  /^(?!.*(?:事件|事故|故障|会议|活动|工作|季度|年度|半年|部门|团队|个人|问题|\d月|月度|周))([^，。！？：]{4,30}?)[ ]?(?:预投)?复盘(?:报告|总结)?$/
/** Titles of what holds for all projects. */
const FOR_ALL = /指南|手册|规范|规定|制度|流程|机制|模板|培训|入职|guide|handbook|template/i
const ENGLISH =
  /^(?:the )?(.{2,40}?) project (?:retrospective|review|kick-?off|post-?mortem|report|plan|proposal|status|minutes|handover|lessons)/i
const NAME_OF_PROJECT = /^(.{2,30})(?:项目|工程)$/

/** Words of many projects, which name none. */
const GENERAL =
  /^(?:本|该|各|某|新|老|大|小|重点|重大|多个|所有|全部|典型|优秀|失败|公司|集团|部门|团队|小组|组|年度|季度|半年|上半年|下半年|月度|本周|交付|集成|总集|总包|研发|产研|产品|售前|售后|软件|硬件|信息化|数字化|智能化|政府|企业|行业|客户|外包|合作|在建|已完成|历史|以往|标准|试点|示范|样板|内部|外部|跨部门|解决方案|工程|管理|类|等|的|和|与|及|、|\d{2,4}年?|第?[一二三四]季度|Q[1-4]|AI|AIGC|IT|PMO|EPC|ToB)+$/i

/** What stands before a name to sort by: `01_`, `k08-`. */
const CODE = /^(?:[A-Za-z]{0,2}\d{1,4}[\s._、-]+)+/

function cleanProject(words: string): string {
  const bare = words
    .replace(/[《》“”"「」【】*_]/g, '')
    .replace(/^(?:关于|对)/, '')
    .replace(/^(?:\d{4}[-./年]?(?:\d{1,2}[-./月]?)?(?:\d{1,2}日?)?|\d{1,3}[._、-])[\s_-]*/, '')
    .replace(/项目(?:名称)?$/, '')
    .trim()
  const isName = bare.length > 1 && bare.length <= LONGEST_PROJECT && /\p{L}/u.test(bare) && !GENERAL.test(bare)
  return isName ? bare : ''
}

function fromTitle(title: string): string {
  if (FOR_ALL.test(title)) return ''
  const quoted = /《([^》]{2,60})》/.exec(title)?.[1]
  for (const words of quoted === undefined ? [title] : [quoted, title]) {
    const bare = words.replace(CODE, '')
    const found = (NAMED.exec(bare) ?? PHASE.exec(bare) ?? LOOKED_BACK.exec(bare) ?? ENGLISH.exec(bare))?.[1]
    const project = found === undefined ? '' : cleanProject(found)
    if (project !== '') return project
  }
  return ''
}

/** The one project that labels in the first lines name; '' when they name several, as a list of projects does. */
function fromLabels(text: string): string {
  const found = new Set<string>()
  for (const [, words = ''] of text.slice(0, HEAD_CHARACTERS).matchAll(LABELLED)) {
    const project = cleanProject(words)
    if (project !== '') found.add(project)
  }
  const [only] = found
  return found.size === 1 && only !== undefined ? only : ''
}

/**
 * The project that a document is about, without the word 项目, or '' where that is not plain: by a label of its first
 * lines (`项目名称：`, `Project:`), else by its title (`《X项目复盘》`), else by its file's name and the parts of that.
 */
export function detectProject(name: string, title: string, text: string): string {
  const stem = fileStem(name)
  const named = [fromLabels(text), fromTitle(title), fromTitle(stem)].find((project) => project !== '')
  if (named !== undefined) return named
  for (const part of stem.split(/[\s_\-—–+【】[\]()（）《》]+/)) {
    const project = cleanProject(NAME_OF_PROJECT.exec(part)?.[1] ?? '')
    if (project !== '') return project
    const written = fromTitle(part)
    if (written !== '') return written
  }
  return ''
}
