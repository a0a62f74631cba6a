import type { Answer } from '../answer.ts'

/** A setting that differs; absent on a side that did not have it. */
export type ChangedSetting = { name: string; before?: string; after?: string }

/** How an answer was made, as far as it was recorded. */
function settingsOf({ mode, degraded, record }: Answer): Record<string, string | undefined> {
  return {
    engine: record?.settings.engine,
    embedder: record?.settings.embedder,
    reranker: record?.settings.reranker,
    passages: record && String(record.settings.passages),
    model: record?.model,
    prompt: record?.promptHash,
    depth: record?.depth,
    mode,
    degraded: degraded.length === 0 ? undefined : [...degraded].sort().join(', '),
  }
}

/** What was set otherwise, by name; what is alike in both is left out. */
export function diffSettings(before: Answer, after: Answer): ChangedSetting[] {
  const [earlier, later] = [settingsOf(before), settingsOf(after)]
  return Object.keys(earlier).flatMap((name) => {
    const [was, is] = [earlier[name], later[name]]
    if (was === is) return []
    return [{ name, ...(was === undefined ? {} : { before: was }), ...(is === undefined ? {} : { after: is }) }]
  })
}
