import type { DocumentKind } from '../../src/db/schema/documents.ts'
import { fileStem } from './file-stem.ts'

const HEAD_CHARACTERS = 1_000

/** In the order in which ties are decided. */
const KIND_WORDS: readonly [DocumentKind, RegExp][] = [
  ['pitfall_case', /踩坑|避坑|坑点|填坑|pitfall|gotcha/i],
  ['retrospective', /复盘|项目总结|总结会|经验教训|retrospective|post-?mortem|lessons?[ _-]learn/i],
  [
    'tender',
    /招标|采购文件|采购需求|磋商文件|比选文件|询价|tender|request[ _-]for[ _-]proposal|\bRFP\b|invitation[ _-]to[ _-]bid/i,
  ],
  [
    'proposal',
    /(?:技术|解决|建设|实施|设计)方案|投标文件|应答|偏离表|建议书|proposal|statement[ _-]of[ _-]work|bid[ _-]response/i,
  ],
  [
    'delivery_guide',
    /指南|手册|规范|规定|指引|流程|清单|操作|机制|入职|新人|培训|问答|\bSOP\b|guide|handbook|manual|playbook|checklist|onboarding|runbook|\bFAQ\b/i,
  ],
  ['discussion_note', /讨论|纪要|访谈|座谈|会议记录|minutes|meeting|call[ _-]notes?|discussion|interview|transcript/i],
  ['report', /报告|分析|调研|简报|评估|白皮书|report|analysis|findings|survey|assessment|white[ _-]?paper/i],
]
const NAME_WEIGHT = 4
const TITLE_WEIGHT = 3
const SPEAKERS_OF_A_DISCUSSION = 3

/**
 * A document's kind by the words that such documents are named with; those of the file name count most. Where neither
 * name nor title tells, a text in which several people speak is a discussion.
 */
export function detectKind(name: string, title: string, text: string, speakers: number): DocumentKind {
  const head = text.slice(0, HEAD_CHARACTERS)
  const stem = fileStem(name)
  const scored = KIND_WORDS.map(([kind, words]) => ({
    kind,
    score: (words.test(stem) ? NAME_WEIGHT : 0) + (words.test(title) ? TITLE_WEIGHT : 0) + (words.test(head) ? 1 : 0),
  }))
  const best = scored.reduce((a, b) => (b.score > a.score ? b : a))
  if (best.score >= TITLE_WEIGHT) return best.kind
  return speakers >= SPEAKERS_OF_A_DISCUSSION ? 'discussion_note' : 'other'
}
