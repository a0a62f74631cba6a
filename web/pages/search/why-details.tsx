import type { Hit } from '../../api/wire.ts'
import { useText } from '../../language/language.tsx'
import type { WhySaid } from './say-why.ts'
import { type ScorePart, splitScore, toPercents } from './score-parts.ts'

const COLOURS: Readonly<Record<ScorePart, string>> = {
  words: 'bg-accent',
  concepts: 'bg-warn',
  nearby: 'bg-accent/55',
  kind: 'bg-warn/55',
  lexical: 'bg-accent/80',
  dense: 'bg-line-strong',
  model: 'bg-danger',
}

/** The score as one bar of parts that add up to it, and in words. */
function ScoreBar({ why }: { why: NonNullable<Hit['why']> }) {
  const { search } = useText()
  const parts = splitScore(why)
  const percents = toPercents(parts.map(({ share }) => share))
  if (parts.length === 0) return null
  return (
    <>
      <div aria-hidden className="flex h-2 gap-px overflow-hidden rounded-full bg-line">
        {parts.map(({ part, share }) => (
          <span key={part} className={COLOURS[part]} style={{ width: `${share * 100}%` }} />
        ))}
      </div>
      <ul aria-label={search.why.parts} className="grid gap-0.5 text-xs">
        {parts.map(({ part }, at) => (
          <li key={part} className="flex items-center gap-2">
            <span aria-hidden className={`size-2 shrink-0 rounded-full ${COLOURS[part]}`} />
            <span className="min-w-0 flex-1">{search.why.partNames[part]}</span>
            <span className="text-soft tabular-nums">{percents[at] === 0 ? '<1' : percents[at]}%</span>
          </li>
        ))}
      </ul>
    </>
  )
}

/** A hit's reasons on a second look: what its score is made of, the words, the places in each ranking. */
export function WhyDetails({ why, said }: { why: NonNullable<Hit['why']>; said: WhySaid }) {
  const { search, common } = useText()
  const { words, others } = said
  const places = [
    ...(why.lexical ? [search.lexicalWhy(why.lexical.rank)] : []),
    ...(why.dense ? [search.denseWhy(why.dense.rank)] : []),
    ...(why.model ? [search.why.model(why.model.rank)] : []),
  ]
  const rows = [
    { label: search.why.wordsLabel, value: words.join(common.separator) },
    { label: search.why.othersLabel, value: others.map((one) => search.why.other(one.asked, one.found)).join(' · ') },
    { label: search.why.placesLabel, value: places.join(' · ') },
  ]
  return (
    <div className="grid gap-2.5">
      <h3 className="text-sm font-medium">{search.why.title}</h3>
      <ScoreBar why={why} />
      <dl className="scroll-thin grid max-h-48 gap-1.5 overflow-y-auto border-t border-line pt-2 text-xs">
        {rows
          .filter(({ value }) => value !== '')
          .map(({ label, value }) => (
            <div key={label} className="grid grid-cols-[5rem_1fr] gap-2">
              <dt className="text-soft">{label}</dt>
              <dd>{value}</dd>
            </div>
          ))}
      </dl>
    </div>
  )
}
