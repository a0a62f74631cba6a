import type { QuestionLanguage } from '../../language/questions.ts'
import type { Chat } from '../answer.ts'
import type { Investigate } from '../ask-ports.ts'
import { PASSAGES_WANTED } from '../thresholds.ts'
import { followPlan, searchWhole } from './follow-plan.ts'
import { createGathering, type GatheringDeps, OutOfSteps } from './gathering.ts'
import { DEEP_LIMITS, type DeepLimits } from './limits.ts'
import type { AgentEnd, AgentRun } from './run-agent.ts'

export type InvestigateDeps = GatheringDeps & {
  /** Absent: the question is taken apart by rules. */
  chat?: Chat | undefined
}

type Ending = 'done' | 'steps' | 'time' | 'model'

class TimeIsUp extends Error {}

/** One signal for all that can end an investigation from outside; `stop` aborts it, `release` lets its parts go. */
function createStop(totalMs: number, signal: AbortSignal | undefined) {
  const controller = new AbortController()
  const onAbort = () => controller.abort(signal?.reason)
  if (signal?.aborted) onAbort()
  signal?.addEventListener('abort', onAbort, { once: true })
  const timer = setTimeout(() => controller.abort(new TimeIsUp('no time left')), totalMs)
  const release = () => {
    clearTimeout(timer)
    signal?.removeEventListener('abort', onAbort)
  }
  return { signal: controller.signal, stop: (reason: unknown) => controller.abort(reason), release }
}

/** Loads LangChain, which takes a third of a second, and only now. */
async function askAgent(chat: Chat, run: Omit<AgentRun, 'chat'>): Promise<AgentEnd> {
  const { runAgent } = await import('./run-agent.ts')
  return runAgent({ ...run, chat })
}

const CONCLUSIONS: Record<QuestionLanguage, Record<Ending, (passages: number, documents: number) => string>> = {
  zh: {
    done: (passages, documents) => `从 ${documents} 份文档里选出 ${passages} 段来回答`,
    steps: (passages, documents) => `步数已用完，用已找到的 ${documents} 份文档里的 ${passages} 段来回答`,
    time: (passages, documents) => `时间已到，用已找到的 ${documents} 份文档里的 ${passages} 段来回答`,
    model: (passages, documents) => `模型没有继续查找，用已找到的 ${documents} 份文档里的 ${passages} 段来回答`,
  },
  en: {
    done: (passages, documents) => `Answering from passages: ${passages}, documents: ${documents}`,
    steps: (passages, documents) => `Out of steps; answering from passages: ${passages}, documents: ${documents}`,
    time: (passages, documents) => `Out of time; answering from passages: ${passages}, documents: ${documents}`,
    model: (passages, documents) =>
      `The model did not go on; answering from passages: ${passages}, documents: ${documents}`,
  },
}

/** How it ended before it was done, where something from outside ended it. */
function whyStopped(error: unknown): Ending {
  if (error instanceof TimeIsUp) return 'time'
  if (error instanceof OutOfSteps) return 'steps'
  throw error
}

/**
 * Gathers passages in several steps: with a model, a LangChain agent decides what to search and read after a first
 * search for the whole question; without one, or when it fails before its first step, the question is taken apart by
 * rules. LangChain is loaded only for a model.
 * `tookMs` of a step counts from the end of the one before, so that a model's thinking is in it.
 * @throws the signal's reason at once; whatever retrieval throws.
 */
export function createInvestigate(deps: InvestigateDeps, limits: DeepLimits = DEEP_LIMITS): Investigate {
  return async (question, scope, watch) => {
    const { signal, stop, release } = createStop(limits.totalMs, watch.signal)
    const gathering = createGathering(deps, scope, { onStep: watch.onStep, signal }, limits)
    let ending: Ending = 'done'
    let named: number[] = []
    try {
      const found = await searchWhole(question, gathering)
      const agent = deps.chat && (await askAgent(deps.chat, { gathering, question, found, limits, signal, stop }))
      if (agent?.end === 'done') named = agent.numbers
      else if (!agent || gathering.steps.length === 1) ending = await followPlan(question, found, gathering)
      if (agent && agent.end !== 'done') ending = 'model'
      if (agent?.end === 'failed') gathering.degraded.add('chat')
    } catch (error) {
      ending = whyStopped(error)
    } finally {
      release()
    }
    const wanted = named.length === 0 ? limits.passages : Math.max(PASSAGES_WANTED, named.length)
    const passages = gathering.gathered(named, Math.min(wanted, limits.passages))
    const documents = new Set(passages.map(({ documentId }) => documentId)).size
    gathering.conclude(CONCLUSIONS[scope.language][ending](passages.length, documents), passages)
    return {
      passages,
      steps: gathering.steps,
      degraded: [...gathering.degraded],
      ...(ending === 'done' ? {} : { stopped: ending }),
    }
  }
}
