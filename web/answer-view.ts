import { renderAnswerText } from './answer-text.ts'
import type { Answer, Citation, Hit } from './api.ts'
import { element } from './dom.ts'
import type { Texts } from './texts.ts'

/** A place in a document that can be opened. */
export type SourcePlace = {
  documentId: string
  versionId: string
  title: string
  span: { start: number; end: number }
  details: string[]
}

export type OpenSource = (place: SourcePlace) => void
type View = { texts: Texts; open: OpenSource }

type Located = { page?: number | undefined; speaker?: string | undefined; headings?: string[] | undefined }

function detailsOf({ page, speaker, headings }: Located, texts: Texts): string[] {
  return [
    ...(headings && headings.length > 0 ? [headings.join(' › ')] : []),
    ...(page === undefined ? [] : [texts.page(page)]),
    ...(speaker === undefined ? [] : [texts.speaker(speaker)]),
  ]
}

function placeOf(found: Citation | Hit, headings: string[] | undefined, texts: Texts): SourcePlace {
  const { documentId, versionId, title, span } = found
  return { documentId, versionId, title, span, details: detailsOf({ ...found, headings }, texts) }
}

function markButton(citation: Citation, place: SourcePlace, { texts, open }: View): HTMLElement {
  return element('button', {
    type: 'button',
    className: 'mark',
    textContent: String(citation.n),
    ariaLabel: texts.sourceOf(citation.n),
    title: citation.title,
    onclick: () => open(place),
  })
}

function card(place: SourcePlace, words: string, lead: Node | undefined, { texts, open }: View): HTMLElement {
  const quote = element('blockquote', { textContent: words })
  const title = element('span', { className: 'card-title', textContent: place.title })
  const details = element('span', { className: 'card-details', textContent: place.details.join(' · ') })
  return element(
    'li',
    { className: 'card' },
    element('div', { className: 'card-head' }, ...(lead ? [lead] : []), title, details),
    quote,
    element('button', { type: 'button', className: 'link', textContent: texts.openSource, onclick: () => open(place) }),
  )
}

/** What is known of an answer so far; an answer in the making has no more than this. */
export type AnswerParts = { text: string; citations: Citation[]; nearest: Hit[] }

function sourceCards(parts: AnswerParts, view: View): HTMLElement[] {
  const headings = new Map(parts.nearest.map((hit) => [hit.chunkId, hit.headings]))
  return parts.citations.map((citation) => {
    const number = element('span', { className: 'number', textContent: String(citation.n) })
    return card(placeOf(citation, headings.get(citation.chunkId), view.texts), citation.quote, number, view)
  })
}

/** Makes the marks that open the sources of an answer. */
function markMaker(parts: AnswerParts, view: View): (n: number) => HTMLElement | undefined {
  const headings = new Map(parts.nearest.map((hit) => [hit.chunkId, hit.headings]))
  const citations = new Map(parts.citations.map((citation) => [citation.n, citation]))
  return (n) => {
    const citation = citations.get(n)
    return citation && markButton(citation, placeOf(citation, headings.get(citation.chunkId), view.texts), view)
  }
}

/** The words of an answer with its numbered marks, and its sources below. */
export function renderAnswer(parts: AnswerParts, view: View): HTMLElement[] {
  const words = element('article', { className: 'answer' }, ...renderAnswerText(parts.text, markMaker(parts, view)))
  if (parts.citations.length === 0) return [words]
  const heading = element('h2', { textContent: view.texts.sources })
  const cards = element('ol', { className: 'cards' }, ...sourceCards(parts, view))
  return [words, element('section', { className: 'sources' }, heading, cards)]
}

function note(heading: string, lines: readonly (Node | string)[][]): HTMLElement {
  const items = lines.map((line) => element('li', {}, ...line))
  const list = items.length > 0 ? [element('ul', {}, ...items)] : []
  return element('aside', { className: 'note' }, element('p', { textContent: heading }), ...list)
}

/** What a reader should know beside the answer. */
export function renderNotes(answer: Answer, view: View): HTMLElement[] {
  const { texts } = view
  const makeMark = markMaker(answer, view)
  const doubtful = answer.sentences.filter((sentence) => sentence.support === 'unsupported').map(({ text }) => [text])
  const conflicts = answer.conflicts.map(({ about, citations }) => [
    about,
    ...citations.flatMap((n) => makeMark(n) ?? []),
  ])
  const missing = texts.degraded(answer.degraded.map((name) => texts.services[name] ?? name).join(texts.separator))
  return [
    ...(answer.status === 'partial' ? [note(texts.partial, [])] : []),
    ...(conflicts.length > 0 ? [note(texts.conflicts, conflicts)] : []),
    ...(doubtful.length > 0 ? [note(texts.unsupported, doubtful)] : []),
    ...(answer.degraded.length > 0 ? [element('p', { className: 'fine', textContent: missing })] : []),
  ]
}

const NEAREST_SHOWN = 3

/** A refusal: it says so, and shows what came nearest. */
export function renderRefusal(nearest: readonly Hit[], view: View): HTMLElement[] {
  const { texts } = view
  const shown = nearest.slice(0, NEAREST_SHOWN)
  const cards = shown.map((hit) => card(placeOf(hit, hit.headings, texts), hit.text, undefined, view))
  return [
    element(
      'section',
      { className: 'refusal' },
      element('h2', { textContent: texts.refused }),
      element('p', { textContent: shown.length > 0 ? texts.refusedHint : texts.refusedNothing }),
    ),
    ...(cards.length > 0 ? [element('ul', { className: 'cards' }, ...cards)] : []),
  ]
}
