import { byId, element } from './dom.ts'

/** Asks before something is done that cannot be undone. @returns whether the person agreed. */
export function confirmAction(words: { title: string; body: string; cancel: string; agree: string }): Promise<boolean> {
  const dialog = byId('confirm', HTMLDialogElement)
  return new Promise((resolve) => {
    const close = (value: string) => () => dialog.close(value)
    dialog.returnValue = ''
    dialog.replaceChildren(
      element('h2', { id: 'confirm-title', textContent: words.title }),
      element('p', { textContent: words.body }),
      element(
        'div',
        { className: 'confirm-row' },
        element('button', { type: 'button', className: 'quiet', textContent: words.cancel, onclick: close('') }),
        element('button', { type: 'button', className: 'danger', textContent: words.agree, onclick: close('agree') }),
      ),
    )
    dialog.addEventListener('close', () => resolve(dialog.returnValue === 'agree'), { once: true })
    dialog.showModal()
  })
}
