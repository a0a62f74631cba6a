import { latestChange } from '../../db/changes.ts'
import type { Database } from '../../db/client.ts'
import { termsVersion } from '../../db/settings.ts'
import { type Corpus, emptyCorpus } from './corpus.ts'
import { followDatabase, POINTS_PER_STEP, type Position, startPosition, versionsWithPoints } from './follow.ts'
import { nextTurn } from './next-turn.ts'
import { SEGMENT_SLOTS, tidySegments } from './tidy.ts'

/** A corpus in memory with how far it has come. `terms`: how those of its points were taken from the text. */
export type Loaded = { corpus: Corpus; position: Position; terms: string; tidiedAt: number }

/** A corpus into which nothing is loaded yet. Points that are read later have these terms, or newer ones. */
export function startLoading(db: Database, slotsAtFirst = SEGMENT_SLOTS): Loaded {
  return { corpus: emptyCorpus(), position: startPosition(slotsAtFirst), terms: termsVersion(db), tidiedAt: 0 }
}

export function followInto(db: Database, { corpus, position }: Loaded, modelInUse: () => string): Promise<void> {
  return followDatabase(db, corpus, position, modelInUse)
}

/** Positions only grow: where their sum is what it was, there is nothing new to tidy. */
export async function tidy(db: Database, loaded: Loaded): Promise<void> {
  const reached = loaded.position.change + loaded.position.point
  if (loaded.tidiedAt === reached) return
  loaded.tidiedAt = reached
  await tidySegments(loaded.corpus, { withPoints: (versionIds) => versionsWithPoints(db, versionIds), nextTurn })
}

/** Loads everything anew beside a corpus in use, in steps that let searches of that through. */
export async function loadBeside(db: Database, modelInUse: () => string): Promise<Loaded> {
  const loaded = startLoading(db, POINTS_PER_STEP)
  await followInto(db, loaded, modelInUse)
  await tidy(db, loaded)
  while (loaded.position.change < latestChange(db)) await followInto(db, loaded, modelInUse)
  return loaded
}
