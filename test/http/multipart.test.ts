import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { boundaryOf, readForm } from '../../src/http/multipart.ts'

async function* inPieces(bytes: Buffer, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}

async function readAll(bytes: Buffer, boundary: string, size = bytes.length) {
  const parts: { name: string; fileName: string | undefined; body: Buffer }[] = []
  for await (const { name, fileName, body } of readForm(inPieces(bytes, Math.max(1, size)), boundary)) {
    const pieces: Uint8Array[] = []
    for await (const piece of body) pieces.push(Buffer.from(piece))
    parts.push({ name, fileName, body: Buffer.concat(pieces) })
  }
  return parts
}

async function encode(form: FormData): Promise<{ bytes: Buffer; boundary: string }> {
  const request = new Request('http://localhost', { method: 'POST', body: form })
  const boundary = boundaryOf(request.headers.get('content-type') ?? undefined)
  return { bytes: Buffer.from(await request.arrayBuffer()), boundary }
}

function formOf(headers: string, body = 'x'): Buffer {
  return Buffer.from(`--b\r\n${headers}\r\n\r\n${body}\r\n--b--\r\n`)
}

describe('reading a form', () => {
  it('gives every part as the platform wrote it, however the bytes are cut', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.uint8Array({ maxLength: 300 }), { minLength: 1, maxLength: 4 }),
        fc.integer({ min: 1, max: 80 }),
        async (files, size) => {
          const form = new FormData()
          form.append('space', '默认')
          for (const [n, file] of files.entries()) form.append('files', new Blob([file]), `文件 ${n}.md`)
          const { bytes, boundary } = await encode(form)
          const [space, ...rest] = await readAll(bytes, boundary, size)
          expect(space).toEqual({ name: 'space', fileName: undefined, body: Buffer.from('默认') })
          expect(rest).toEqual(
            files.map((file, n) => ({ name: 'files', fileName: `文件 ${n}.md`, body: Buffer.from(file) })),
          )
        },
      ),
      { numRuns: 60 },
    )
  })

  it('keeps bytes that only look like the boundary', async () => {
    const [part] = await readAll(formOf('Content-Disposition: form-data; name="f"', 'a\r\n--c\r\n-\r\n--'), 'b', 3)
    expect(part?.body.toString()).toBe('a\r\n--c\r\n-\r\n--')
  })

  it('skips a part whose body nobody reads', async () => {
    const form = new FormData()
    form.append('files', new Blob(['x'.repeat(5_000)]), 'a.exe')
    form.append('space', 'later')
    const { bytes, boundary } = await encode(form)
    const names: string[] = []
    for await (const { name } of readForm(inPieces(bytes, 64), boundary)) names.push(name)
    expect(names).toEqual(['files', 'space'])
  })

  it.each([
    ['quoted with the escapes of a browser', 'filename="a %22b%22.md"', 'a "b".md'],
    ['quoted with backslashes', 'filename="a \\"b\\".md"', 'a "b".md'],
    ['bare', 'filename=a.md', 'a.md'],
    ['extended', 'filename="_.md"; filename*=UTF-8\'\'%E7%94%B2.md', '甲.md'],
    ['empty', 'filename=""', ''],
  ])('understands a file name that is %s', async (_, parameter, expected) => {
    const [part] = await readAll(formOf(`content-disposition: form-data; name="files"; ${parameter}`), 'b')
    expect(part?.fileName).toBe(expected)
  })

  it.each([
    ['stops in the middle', Buffer.from('--b\r\nContent-Disposition: form-data; name="a"\r\n\r\nhal')],
    ['stops before its end mark', Buffer.from('--b\r\nContent-Disposition: form-data; name="a"\r\n\r\nx\r\n--b')],
    ['has a part without a name', formOf('Content-Type: text/plain')],
    ['begins with something else', Buffer.from('hello there')],
    ['is empty', Buffer.alloc(0)],
    ['has endless headers', formOf(`X: ${'y'.repeat(20_000)}`)],
  ])('refuses a form that %s', async (_, bytes) => {
    await expect(readAll(bytes, 'b', 7)).rejects.toMatchObject({ code: 'malformed_request' })
  })
})

describe('the content type of a form', () => {
  it('gives its boundary, quoted or not', () => {
    expect(boundaryOf('multipart/form-data; boundary="a b"')).toBe('a b')
    expect(boundaryOf('Multipart/Form-Data; charset=utf-8; boundary=--x')).toBe('--x')
  })

  it('is refused when it is another one', () => {
    expect(() => boundaryOf('application/json')).toThrow(/multipart\/form-data/)
    expect(() => boundaryOf(undefined)).toThrow(/multipart\/form-data/)
    expect(() => boundaryOf('multipart/form-data')).toThrow(/boundary/)
  })
})
