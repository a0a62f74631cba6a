import { zhAsk } from './zh/ask.ts'
import { zhCommon, zhDocument, zhErrors, zhPalette, zhShell } from './zh/common.ts'
import { zhLibrary } from './zh/library.ts'
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
  library: zhLibrary,
  search: zhSearch,
  terms: zhTerms,
  viewer: zhViewer,
}
