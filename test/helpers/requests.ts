/** The parts of an app that a test needs to knock at its front door. */
type Front = { request: (path: string, init?: RequestInit) => Response | Promise<Response> }

export function sendJson(
  app: Front,
  method: string,
  path: string,
  body: unknown,
  headers: Record<string, string> = {},
) {
  const all = { 'content-type': 'application/json', ...headers }
  return app.request(path, { method, headers: all, body: JSON.stringify(body) })
}

export type UploadFile = { name: string; text: string }

export function uploadForm(files: readonly UploadFile[], fields: Record<string, string> = {}): FormData {
  const form = new FormData()
  for (const { name, text } of files) form.append('files', new Blob([text]), name)
  for (const [name, value] of Object.entries(fields)) form.append(name, value)
  return form
}

/** Every server-sent event of a finished stream, comments left out. */
export function parseEvents(stream: string): { event: string; data: unknown }[] {
  return stream
    .split('\n\n')
    .filter((block) => block.includes('data: '))
    .map((block) => {
      const lines = block.split('\n')
      const field = (name: string) => lines.find((line) => line.startsWith(`${name}: `))?.slice(name.length + 2)
      return { event: field('event') ?? 'message', data: JSON.parse(field('data') ?? 'null') as unknown }
    })
}
