import type { SourcePlace } from './answer-view.ts'
import { originalAddress, readText, ServiceError } from './api.ts'
import { byId, element } from './dom.ts'
import type { Texts } from './texts.ts'

function highlighted(text: string, { start, end }: SourcePlace['span']): HTMLElement {
  const found = element('mark', { id: 'cited', tabIndex: -1, textContent: text.slice(start, end) })
  return element('div', { className: 'source-text', tabIndex: 0 }, text.slice(0, start), found, text.slice(end))
}

function frame(place: SourcePlace, texts: Texts, close: () => void): HTMLElement {
  return element(
    'header',
    { className: 'source-head' },
    element(
      'div',
      { className: 'source-name' },
      element('h2', { id: 'source-title', textContent: place.title }),
      element('p', { className: 'card-details', textContent: place.details.join(' · ') }),
    ),
    element('a', { className: 'link', href: originalAddress(place), download: '', textContent: texts.download }),
    element('button', { type: 'button', className: 'quiet', textContent: texts.close, onclick: close }),
  )
}

/** Opens the text that was cited, at exactly the cited words. */
export async function openSource(place: SourcePlace, texts: Texts): Promise<void> {
  const dialog = byId('source', HTMLDialogElement)
  const head = frame(place, texts, () => dialog.close())
  const body = element('p', { className: 'source-wait', textContent: texts.loading })
  dialog.replaceChildren(head, body)
  dialog.onclick = (event) => {
    if (event.target === dialog) dialog.close()
  }
  if (!dialog.open) dialog.showModal()
  try {
    body.replaceWith(highlighted(await readText(place), place.span))
    dialog.querySelector('#cited')?.scrollIntoView({ block: 'center' })
  } catch (error) {
    body.textContent = error instanceof ServiceError ? error.message : texts.offline
  }
}
