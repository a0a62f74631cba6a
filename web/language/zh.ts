import { zhAnswer } from './zh/answer.ts'
import { zhAsk } from './zh/ask.ts'
import { zhCommon, zhDocument, zhErrors, zhPalette, zhShell } from './zh/common.ts'
import { zhEvaluation } from './zh/evaluation.ts'
import { zhGaps } from './zh/gaps.ts'
import { zhLibrary } from './zh/library.ts'
import { zhReplay } from './zh/replay.ts'
import { zhSearch } from './zh/search.ts'
import { zhTerms } from './zh/terms.ts'
import { zhViewer } from './zh/viewer.ts'

export const zh = {
  common: zhCommon,
  shell: zhShell,
  palette: zhPalette,
  errors: zhErrors,
  document: zhDocument,
  ask: zhAsk,
  answer: zhAnswer,
  replay: zhReplay,
  gaps: zhGaps,
  evaluation: zhEvaluation,
  library: zhLibrary,
  search: zhSearch,
  terms: zhTerms,
  viewer: zhViewer,
}
