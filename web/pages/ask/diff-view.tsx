import clsx from 'clsx'
import type { ReactNode } from 'react'
import type { AnswerDiff } from '../../api/wire.ts'
import { Badge } from '../../components/badge.tsx'
import { useText } from '../../language/language.tsx'
import { judgeDiff, tallyStates } from './judge-diff.ts'

const SIGNS: Readonly<Record<string, string>> = { gone: '−', new: '+', moved: '↕' }
const LOOKS: Readonly<Record<string, string>> = {
  gone: 'border-danger bg-danger-tint',
  new: 'border-accent bg-tint',
  moved: 'border-line-strong',
}

function Line({ state, children }: { state: string; children: ReactNode }) {
  const { replay } = useText()
  return (
    <li className={clsx('flex gap-2 border-l-2 py-1 pr-2 pl-2', LOOKS[state] ?? 'border-line text-soft')}>
      <span aria-hidden className="w-3 shrink-0 text-center font-mono">
        {SIGNS[state]}
      </span>
      <span className="sr-only">{replay.states[state] ?? state}: </span>
      <span dir="auto" className="min-w-0 flex-1">
        {children}
      </span>
    </li>
  )
}

function Part({ title, note, children }: { title: string; note?: string | undefined; children: ReactNode }) {
  return (
    <section>
      <h3 className="mb-1.5 flex flex-wrap items-baseline gap-x-2 text-sm font-medium">
        {title}
        {note !== undefined && <span className="text-xs font-normal text-soft tabular-nums">{note}</span>}
      </h3>
      {children}
    </section>
  )
}

const LIST = 'grid grid-cols-1 gap-1'

function Passages({ passages }: Pick<AnswerDiff, 'passages'>) {
  const { replay } = useText()
  const changed = passages.filter(({ state }) => state !== 'kept')
  const { kept, gone, added } = tallyStates(passages)
  const rankOf = ({ before, after }: AnswerDiff['passages'][number]) => {
    if (before !== undefined && after !== undefined) return replay.rank(before, after)
    return replay.rankOne(before ?? after ?? 0)
  }
  return (
    <Part title={replay.passages} note={replay.tally(kept, gone, added)}>
      <ul className={LIST}>
        {changed.map((passage) => (
          <Line key={`${passage.state} ${passage.chunkId}`} state={passage.state}>
            {passage.title === '' ? replay.documentGone : passage.title}{' '}
            <span className="text-xs text-soft tabular-nums">{rankOf(passage)}</span>
          </Line>
        ))}
      </ul>
      {changed.length > 0 && changed.length < passages.length && (
        <p className="mt-1 text-xs text-soft">{replay.unchanged(passages.length - changed.length)}</p>
      )}
    </Part>
  )
}

function Documents({ documents }: Pick<AnswerDiff, 'documents'>) {
  const { replay } = useText()
  const changed = documents.filter(({ change }) => change !== 'unchanged')
  const tone = { updated: 'warn', removed: 'danger', added: 'accent', unchanged: 'neutral' } as const
  if (changed.length === 0) return null
  return (
    <Part title={replay.documents}>
      <ul className={LIST}>
        {changed.map(({ documentId, title, change }) => (
          <li key={documentId} className="flex items-baseline gap-2">
            <Badge tone={tone[change]}>{replay.changes[change] ?? change}</Badge>
            <span className="min-w-0">{title === '' ? replay.documentGone : title}</span>
          </li>
        ))}
      </ul>
    </Part>
  )
}

function Settings({ settings }: Pick<AnswerDiff, 'settings'>) {
  const { replay } = useText()
  if (settings.length === 0) return null
  const sayValue = (value: string | undefined) =>
    value === undefined ? replay.none : (replay.settingValues[value] ?? value.slice(0, 60))
  return (
    <Part title={replay.settings}>
      <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1">
        {settings.map(({ name, before, after }) => (
          <div key={name} className="contents">
            <dt className="text-soft">{replay.settingNames[name] ?? name}</dt>
            <dd className="min-w-0">
              {sayValue(before)} → {sayValue(after)}
            </dd>
          </div>
        ))}
      </dl>
    </Part>
  )
}

/** What is different between an answer and the same question answered today. */
export function DiffView({ diff }: { diff: AnswerDiff }) {
  const { replay } = useText()
  const { status, sentences, citations, snapshots } = diff
  const sentenceTally = tallyStates(sentences)
  const citationTally = tallyStates(citations)
  const isOther = status.before !== status.after
  return (
    <div className="grid grid-cols-1 gap-5">
      <div>
        <p role="status" className="font-medium">
          {replay[judgeDiff(diff)]}
        </p>
        {isOther && (
          <p className="text-soft">
            {replay.status}: {replay.statuses[status.before]} → {replay.statuses[status.after]}
          </p>
        )}
      </div>
      {sentences.length > 0 && (
        <Part title={replay.sentences} note={replay.tally(sentenceTally.kept, sentenceTally.gone, sentenceTally.added)}>
          <ul className={LIST}>
            {sentences.map(({ text, state }, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the list is drawn once
              <Line key={index} state={state}>
                {state === 'gone' ? <del className="decoration-danger/60">{text}</del> : text}
              </Line>
            ))}
          </ul>
        </Part>
      )}
      {citations.length > 0 && (
        <Part title={replay.citations} note={replay.tally(citationTally.kept, citationTally.gone, citationTally.added)}>
          <ul className={LIST}>
            {citations.map(({ title, quote, state }, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the list is drawn once
              <Line key={index} state={state}>
                <span className="block text-xs font-medium">{title}</span>
                <span className="line-clamp-2">{quote}</span>
              </Line>
            ))}
          </ul>
        </Part>
      )}
      {diff.passages.length > 0 && <Passages passages={diff.passages} />}
      <Documents documents={diff.documents} />
      <Settings settings={diff.settings} />
      <p className="text-2xs break-all text-faint">{replay.snapshots(snapshots.before, snapshots.after)}</p>
    </div>
  )
}
