import type { Span } from '../../language/span.ts'
import type { Match, Source } from './match.ts'

/** What one person says of a record of several. */
export type Turn = Span & { speaker: string }

/** The turns of a source that names who is speaking before each. */
export function readTurns({ reading: { text } }: Source, names: ReadonlySet<string>): Turn[] {
  const found = [...names].flatMap((speaker) => {
    const starts: Turn[] = []
    for (let at = text.indexOf(speaker); at >= 0; at = text.indexOf(speaker, at + 1)) {
      const before = text.charAt(at - 1)
      const after = text.charAt(at + speaker.length)
      if (!/^$|[\n。;!?【(]/.test(before) || !/[:】)]/.test(after)) continue
      starts.push({ speaker, start: at + speaker.length, end: text.length })
    }
    return starts
  })
  const turns = found.sort((a, b) => a.start - b.start)
  return turns.map((turn, at) => ({ ...turn, end: turns[at + 1]?.start ?? text.length }))
}

const SAYING =
  /说|指出|认为|主张|强调|提醒|建议|要求|拍板|拍的板|提出|表示|讲|反映|\b(?:said|says|argued|warned|asked|insisted|proposed)\b/

/** Words that a claim gives to one speaker and a record to another. */
export function findWrongSpeaker(
  claim: Source,
  matches: readonly Match[],
  names: ReadonlySet<string>,
): { said: string; stands: string }[] {
  const text = claim.reading.text
  const named = [...names].filter((name) => text.includes(name))
  const [speaker] = named
  if (speaker === undefined || named.length !== 1 || !SAYING.test(text)) return []
  for (const { source, pairs, tokens } of matches) {
    if (!source || pairs.length * 2 < tokens.length || pairs.length < 2) continue
    const turns = readTurns(source, names)
    if (new Set(turns.map((turn) => turn.speaker)).size < 2 || !turns.some((turn) => turn.speaker === speaker)) continue
    const speakers = pairs.flatMap(({ claim: mine, source: at }) => {
      const token = source.tokens[at]
      if (!token || tokens[mine]?.text === speaker) return []
      return turns.find(({ start, end }) => token.start >= start && token.end <= end)?.speaker ?? []
    })
    const other = speakers.find((one) => one !== speaker)
    if (other !== undefined && speakers.every((one) => one === other)) return [{ said: speaker, stands: other }]
  }
  return []
}
