import { join } from 'node:path'
import { packageRoot } from './package-root.ts'
import type { SyncRequest } from './run-sync.ts'

export const SAMPLE_SPACE = 'sample'

/** Questions that the sample corpus answers, for somebody who sees it for the first time. */
export const SAMPLE_QUESTIONS = [
  '验收报告都签了，还得凑齐啥才能收到钱？',
  '北渚上线那天好多工单卡待分派，是谁改了什么东西？',
  'What message loss did the customer at Yunxiu see?',
] as const

/** What brings the packaged sample documents into their own space. */
export function sampleRequest(): SyncRequest {
  return {
    paths: [join(packageRoot(), 'corpus', 'documents')],
    space: SAMPLE_SPACE,
    isSample: true,
    dryRun: false,
    prune: true,
  }
}
