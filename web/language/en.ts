import { enAnswer } from './en/answer.ts'
import { enAsk } from './en/ask.ts'
import { enCommon, enDocument, enErrors, enPalette, enShell } from './en/common.ts'
import { enEvaluation } from './en/evaluation.ts'
import { enGaps } from './en/gaps.ts'
import { enLibrary } from './en/library.ts'
import { enReplay } from './en/replay.ts'
import { enSearch } from './en/search.ts'
import { enTerms } from './en/terms.ts'
import { enViewer } from './en/viewer.ts'
import type { Texts } from './texts.ts'

export const en: Texts = {
  common: enCommon,
  shell: enShell,
  palette: enPalette,
  errors: enErrors,
  document: enDocument,
  ask: enAsk,
  answer: enAnswer,
  replay: enReplay,
  gaps: enGaps,
  evaluation: enEvaluation,
  library: enLibrary,
  search: enSearch,
  terms: enTerms,
  viewer: enViewer,
}
