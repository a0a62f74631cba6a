import type { SyncResult } from '../db/schema/jobs.ts'
import { formatDuration } from '../terminal/duration.ts'
import { safeLine } from '../terminal/safe-text.ts'
import { formatTable } from '../terminal/table.ts'
import { formatEstimate } from './sync-estimate.ts'
import type { FileWarnings } from './sync-warnings.ts'

const SKIPPED_SHOWN = 3
const WARNED_SHOWN = 5
const SIGNS = { add: '+', replace: '~', move: '>', remove: '-', keep: ' ' } as const

/** A dry run's counts, from its plan. */
function plannedCounts(result: SyncResult): SyncResult {
  const count = (action: string) => (result.plan ?? []).filter((file) => file.action === action).length
  return {
    ...result,
    added: count('add'),
    updated: count('replace'),
    unchanged: count('keep'),
    removed: count('remove'),
    moved: count('move'),
  }
}

type SyncJson = SyncResult & { warnings: FileWarnings[]; tookMs: number }

/** What `--json` prints. A dry run counts what would be done. */
export function toJson(result: SyncResult, tookMs: number, warnings: FileWarnings[] = []): SyncJson {
  return { ...(result.plan ? plannedCounts(result) : result), warnings, tookMs }
}

function formatSkipped(skipped: readonly string[]): string[] {
  if (skipped.length === 0) return []
  const names = skipped.slice(0, SKIPPED_SHOWN).map(safeLine).join(', ')
  const rest = skipped.length > SKIPPED_SHOWN ? `, and ${skipped.length - SKIPPED_SHOWN} more` : ''
  return [`Skipped ${skipped.length}, of no known format: ${names}${rest}`]
}

function formatFailed(failed: SyncResult['failed'], width: number): string[] {
  if (failed.length === 0) return []
  const rows = failed.map(({ path, code, message }) => [safeLine(path), code, safeLine(message)])
  return [formatTable(['file', 'code', 'what is wrong, and what to do'], rows, width)]
}

/** What reading noted, of a few files; where to see the rest. */
function formatWarnings(warned: readonly FileWarnings[]): string[] {
  if (warned.length === 0) return []
  const head = warned.length === 1 ? '1 file was read with notes:' : `${warned.length} files were read with notes:`
  const shown = warned
    .slice(0, WARNED_SHOWN)
    .map(({ path, warnings }) => `  ${safeLine(path)}: ${safeLine(warnings.join(' '))}`)
  const rest = warned.length > WARNED_SHOWN ? ['  The others: in the library page, under State, "With notes".'] : []
  return [head, ...shown, ...rest]
}

export function formatCounts({ added, updated, moved, unchanged, removed, failed }: SyncResult): string {
  const places = moved > 0 ? `${moved} moved, ` : ''
  return `${added} added, ${updated} updated, ${places}${unchanged} unchanged, ${removed} removed, ${failed.length} failed`
}

/** The end of an ingest: what failed and why, what was noted, and last the one line that counts. */
export function formatOutcome(
  result: SyncResult,
  tookMs: number,
  width: number,
  warned: readonly FileWarnings[] = [],
): string {
  const chunks = `${result.chunks} ${result.chunks === 1 ? 'chunk' : 'chunks'}`
  const summary = `${formatCounts(result)}; ${chunks}; ${formatDuration(tookMs)}`
  return [
    ...formatFailed(result.failed, width),
    ...formatWarnings(warned),
    ...formatSkipped(result.skipped),
    summary,
  ].join('\n')
}

/** What an ingest would do, file by file; kept files are only counted. */
export function formatPlan(result: SyncResult, width: number): string {
  const lines = (result.plan ?? [])
    .filter(({ action }) => action !== 'keep')
    .map(
      ({ path, action, from }) =>
        `${SIGNS[action]} ${from === undefined ? '' : `${safeLine(from)} -> `}${safeLine(path)}`,
    )
  const cost = result.estimate && result.estimate.files > 0 ? [formatEstimate(result.estimate)] : []
  const summary = `Nothing was changed. It would be: ${formatCounts(plannedCounts(result))}`
  return [...lines, ...formatFailed(result.failed, width), ...formatSkipped(result.skipped), ...cost, summary].join(
    '\n',
  )
}
