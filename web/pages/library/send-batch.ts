import { toServiceError } from '../../api/service-error.ts'
import type { SendBatch } from './upload-queue.ts'

type Accepted = { jobs: { id: string; path: string }[] }

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** Sends files as a form. `fetch` does not tell how far a request has come; this older way does. */
export const sendBatch: SendBatch<File> = (files, fields, { onSent, signal }) => {
  const form = new FormData()
  for (const [name, value] of Object.entries(fields)) form.append(name, value)
  for (const { path, file } of files) form.append('files', file, path)
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    request.open('POST', '/api/documents')
    request.upload.addEventListener('progress', ({ loaded }) => onSent(loaded))
    request.addEventListener('load', () => {
      const body = parse(request.responseText)
      if (request.status === 202) resolve((body as Accepted).jobs)
      else reject(toServiceError(body, request.status))
    })
    request.addEventListener('error', () => reject(new TypeError('the service cannot be reached')))
    request.addEventListener('abort', () => reject(signal.reason))
    signal.addEventListener('abort', () => request.abort(), { once: true })
    request.send(form)
  })
}
