/** Chinese notes of any length, no two alike, with headings, points and speakers as people write them. */
const SUBJECTS = [
  '割接窗口',
  '验收演示',
  '接口清单',
  '机房搬迁',
  '数据核对',
  '应急演练',
  '回款节点',
  '试运行',
  '用户培训',
  '标前评审',
]
const ACTIONS = [
  '提前五天报备客户',
  '由双方各出一人签字',
  '先走一遍现场再写方案',
  '按清单逐条核对',
  '留下两小时回退时间',
  '写进周报并抄送项目经理',
]
const RESULTS = [
  '避免了返工',
  '少走了一趟现场',
  '客户当场确认',
  '问题在联调前就暴露了',
  '后来被写进了检查表',
  '比原计划早了三天',
]
const PEOPLE = ['周维', '陈立群', '王若溪', '李长河', '赵一鸣']

function pick<T>(items: readonly T[], seed: number): T {
  return items[Math.abs(seed) % items.length] as T
}

export function madeUpSentence(seed: number): string {
  const mixed = Math.imul(seed + 1, 2_654_435_761) >>> 3
  return `第${seed % 9_973}次${pick(SUBJECTS, mixed)}之前，${pick(ACTIONS, mixed >> 4)}，${pick(RESULTS, mixed >> 8)}，涉及设备${(mixed % 890) + 10}台。`
}

export function madeUpParagraph(seed: number, sentences = 4): string {
  return Array.from({ length: sentences }, (_, at) => madeUpSentence(seed * 31 + at)).join('')
}

/** A note of about `characters` characters. */
export function madeUpNote(seed: number, characters: number): string {
  const parts = [`# ${pick(SUBJECTS, seed)}复盘之${seed}`]
  let length = 0
  for (let at = 0; length < characters; at++) {
    if (at % 6 === 0) parts.push(`## ${pick(['一', '二', '三', '四', '五'], at)}、${pick(SUBJECTS, seed + at)}`)
    const speaker = at % 3 === 1 ? `${pick(PEOPLE, seed + at)}：` : ''
    const paragraph = `${speaker}${madeUpParagraph(seed * 977 + at)}`
    parts.push(paragraph)
    length += paragraph.length + 2
  }
  return parts.join('\n\n')
}
