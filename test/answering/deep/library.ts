import type { AnswerStep } from '../../../src/answering/answer.ts'
import type { InvestigationWatch } from '../../../src/answering/ask-ports.ts'
import type { InvestigateDeps } from '../../../src/answering/deep/investigate.ts'
import { createInvestigate } from '../../../src/answering/deep/investigate.ts'
import type { DeepLimits } from '../../../src/answering/deep/limits.ts'
import { DEEP_LIMITS } from '../../../src/answering/deep/limits.ts'
import { type Access, type Filters, isVisible } from '../../../src/engines/access.ts'
import { questionLanguage } from '../../../src/language/questions.ts'
import type { RetrievalRequest, Retrieve } from '../../../src/retrieval/passage.ts'
import { makePassages, type Source } from '../sources.ts'

const pairsOf = (text: string): string[] => [...text].slice(1).map((character, at) => ([...text][at] ?? '') + character)

export type RecordedSearch = { request: RetrievalRequest; access: Access }

/** Retrieval by shared character pairs over the paragraphs of some texts, which keeps what it was asked. */
export function makeLibrary(sources: readonly Source[]) {
  const { passages, texts } = makePassages(sources)
  const searches: RecordedSearch[] = []
  const retrieve: Retrieve = async (request, access, signal) => {
    signal?.throwIfAborted()
    searches.push({ request, access })
    const asked = pairsOf(request.query)
    const scored = passages
      .filter((one) => isVisible({ ...one, sensitivity: 'internal' }, access, request.filters))
      .map((one) => ({ ...one, score: asked.filter((pair) => (one.title + one.text).includes(pair)).length }))
      .filter(({ score }) => score > 0)
    return { passages: scored.sort((a, b) => b.score - a.score).slice(0, request.limit), degraded: [] }
  }
  return { retrieve, readText: (versionId: string) => texts.get(versionId), searches, texts, passages }
}

export const VIEWER: Access = { viewer: 'lin', spaces: ['default'], sensitivities: ['public', 'internal'] }

export async function investigateOver(
  library: ReturnType<typeof makeLibrary>,
  question: string,
  options: Partial<InvestigateDeps> & { limits?: Partial<DeepLimits>; filters?: Filters; signal?: AbortSignal } = {},
) {
  const { limits, filters = {}, signal, ...deps } = options
  const told: AnswerStep[] = []
  const investigate = createInvestigate(
    { retrieve: library.retrieve, readText: library.readText, now: () => performance.now(), ...deps },
    { ...DEEP_LIMITS, ...limits },
  )
  const watch: InvestigationWatch = { onStep: (step) => told.push(structuredClone(step)), signal }
  const scope = { filters, access: VIEWER, language: questionLanguage(question) }
  return { ...(await investigate(question, scope, watch)), told }
}

/** The kind of each step with what it was about. */
export const outline = (steps: readonly AnswerStep[]): string[] =>
  steps.filter(({ kind }) => kind !== 'conclude').map(({ kind, about }) => `${kind}: ${about}`)

export const GUIDE_2023: Source = {
  title: '码头指南2023版',
  date: '2023-05-01',
  text: '风险备用金按合同额的 2% 计提。\n\n现场主管每周巡检一次。',
}
export const GUIDE_2025: Source = {
  title: '码头指南2025版',
  date: '2025-06-01',
  text: '风险备用金按合同额的 3% 计提，由总监批准。\n\n现场主管每天巡检一次。',
}
export const FERRY: Source = {
  title: '渡口项目复盘',
  text: '渡口项目的票务闸机验收推迟，原因是闸机电源不稳。\n\n电源换成双路以后稳定了，前后花了 26 天。\n\n食堂改到二楼。',
}
export const DEPOT: Source = {
  title: '车库项目复盘',
  text: '车库项目的道闸验收一次通过，只补了三份资料。\n\n车库项目的合同额由商务部登记。',
}
