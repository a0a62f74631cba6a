import { type AnswerParts, renderAnswer, renderNotes, renderRefusal, type SourcePlace } from './answer-view.ts'
import { type Answer, ask, findAnswer, listSpaces, removeSpace, ServiceError, type Space } from './api.ts'
import { confirmAction } from './confirm.ts'
import { byId, element } from './dom.ts'
import { applyTexts, chosenLanguage, rememberLanguage } from './language.ts'
import { openSource } from './source-view.ts'
import { EXAMPLES, TEXTS } from './texts.ts'

type State =
  | { phase: 'empty' }
  | { phase: 'working'; parts: AnswerParts; stop: AbortController }
  | { phase: 'answered'; answer: Answer }
  | { phase: 'failed'; message: string }

const form = byId('ask', HTMLFormElement)
const question = byId('question', HTMLTextAreaElement)
const submit = byId('submit', HTMLButtonElement)
const status = byId('status', HTMLElement)
const content = byId('content', HTMLElement)
const footer = byId('footer', HTMLElement)
const languageButton = byId('language', HTMLButtonElement)

let language = chosenLanguage()
let state: State = { phase: 'empty' }
let spaces: Space[] | undefined

const texts = () => TEXTS[language]
const view = () => ({ texts: texts(), open: (place: SourcePlace) => void openSource(place, texts()) })

function renderExamples(): HTMLElement {
  const buttons = EXAMPLES[language].map((words) => {
    const onclick = () => {
      question.value = words
      void start()
    }
    return element('li', {}, element('button', { type: 'button', className: 'example', textContent: words, onclick }))
  })
  const list = element('ul', {}, ...buttons)
  return element('section', { className: 'examples' }, element('h2', { textContent: texts().examples }), list)
}

function renderEmpty(): HTMLElement[] {
  if (!spaces) return []
  if (spaces.some((space) => space.isSample && space.documents > 0)) return [renderExamples()]
  if (spaces.some((space) => space.documents > 0)) return []
  const command = element('code', { textContent: texts().ingestCommand })
  return [element('section', { className: 'hollow' }, element('p', { textContent: texts().libraryEmpty }), command)]
}

function renderFailure(message: string): HTMLElement {
  const retry = element('button', { type: 'button', className: 'quiet', textContent: texts().tryAgain })
  retry.onclick = () => void start()
  const heading = element('h2', { textContent: texts().failed })
  return element('section', { className: 'failure' }, heading, element('p', { textContent: message }), retry)
}

function renderContent(): HTMLElement[] {
  if (state.phase === 'working') return state.parts.text === '' ? [] : renderAnswer(state.parts, view())
  if (state.phase === 'failed') return [renderFailure(state.message)]
  if (state.phase === 'empty') return renderEmpty()
  const { answer } = state
  if (answer.status === 'refused') return [...renderRefusal(answer.nearest, view()), ...renderNotes(answer, view())]
  const [words, ...sources] = renderAnswer(answer, view())
  return [...(words ? [words] : []), ...renderNotes(answer, view()), ...sources]
}

function renderFooter(): (Node | string)[] {
  if (!spaces) return []
  const total = spaces.reduce((sum, space) => sum + space.documents, 0)
  const sample = spaces.find((space) => space.isSample && space.documents > 0)
  const count = element('span', { textContent: texts().library(total) })
  if (!sample) return [count]
  const onclick = () => void removeSample(sample)
  return [count, element('button', { type: 'button', className: 'link', textContent: texts().removeSample, onclick })]
}

function statusText(): string {
  if (state.phase === 'working') {
    return state.parts.nearest.length === 0 ? texts().searching : texts().reading(state.parts.nearest.length)
  }
  if (state.phase !== 'answered') return ''
  const { status: outcome, citations } = state.answer
  return outcome === 'refused' ? texts().refusedStatus : texts().answeredFrom(citations.length)
}

function render(): void {
  applyTexts(language)
  document.body.dataset.phase = state.phase
  question.placeholder = texts().placeholder
  languageButton.textContent = texts().switchLanguage
  languageButton.lang = language === 'zh' ? 'en' : 'zh-CN'
  submit.textContent = state.phase === 'working' ? texts().stop : texts().ask
  status.textContent = statusText()
  content.replaceChildren(...renderContent())
  footer.replaceChildren(...renderFooter())
}

function show(next: State): void {
  state = next
  render()
}

async function start(): Promise<void> {
  const words = question.value.trim()
  if (words === '') return question.focus()
  const stop = new AbortController()
  const parts: AnswerParts = { text: '', citations: [], nearest: [] }
  const mine = { phase: 'working', parts, stop } as const
  const refresh = () => {
    if (state === mine) render()
  }
  show(mine)
  const watch = {
    onPassages: (passages: AnswerParts['nearest']) => {
      parts.nearest = passages
      refresh()
    },
    onDelta: (text: string) => {
      parts.text += text
      refresh()
    },
    onCitation: (citation: AnswerParts['citations'][number]) => {
      parts.citations.push(citation)
      refresh()
    },
  }
  try {
    const answer = await ask(words, watch, stop.signal)
    if (state !== mine) return
    history.replaceState(null, '', `#${answer.id}`)
    show({ phase: 'answered', answer })
  } catch (error) {
    if (state !== mine) return
    if (stop.signal.aborted) {
      show({ phase: 'empty' })
      status.textContent = texts().stopped
    } else show({ phase: 'failed', message: error instanceof ServiceError ? error.message : texts().offline })
  }
}

async function loadSpaces(): Promise<void> {
  spaces = await listSpaces().catch(() => undefined)
  render()
}

async function removeSample({ name, documents }: Space): Promise<void> {
  const { removeTitle, removeBody, cancel, remove, offline } = texts()
  const words = { title: removeTitle, body: removeBody(documents), cancel, agree: remove }
  if (!(await confirmAction(words))) return
  try {
    await removeSpace(name)
    await loadSpaces()
    status.textContent = texts().removed
  } catch (error) {
    show({ phase: 'failed', message: error instanceof ServiceError ? error.message : offline })
  }
}

/** An address that names an answer opens it again. */
async function openAddressed(): Promise<void> {
  const id = location.hash.slice(1)
  const answer = id === '' ? undefined : await findAnswer(id).catch(() => undefined)
  if (!answer || state.phase !== 'empty') return
  question.value = answer.question
  show({ phase: 'answered', answer })
}

form.addEventListener('submit', (event) => {
  event.preventDefault()
  if (state.phase === 'working') state.stop.abort()
  else void start()
})
question.addEventListener('keydown', (event) => {
  if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return
  event.preventDefault()
  if (state.phase !== 'working') void start()
})
languageButton.addEventListener('click', () => {
  language = language === 'zh' ? 'en' : 'zh'
  rememberLanguage(language)
  render()
})

render()
void loadSpaces()
void openAddressed()
