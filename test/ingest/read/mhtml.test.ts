import { describe, expect, it } from 'vitest'
import { makeMail } from '../../helpers/fixtures/mail.ts'
import { outline, read } from '../../helpers/fixtures/read.ts'

const quoted = (text: string) =>
  [...Buffer.from(text)]
    .map((byte) => (byte < 0x7f && byte !== 0x3d ? String.fromCharCode(byte) : `=${byte.toString(16).toUpperCase()}`))
    .join('')
    .replace(/.{60}(?=.)(?<!=.?)/g, '$&=\r\n')

describe('reading saved web pages', () => {
  it('reads the page that a browser saved, without its styles and pictures', async () => {
    const page = '<html><head><title>移交清单</title></head><body><h1>移交</h1><p>先补签字单。</p></body></html>'
    const file = makeMail({
      headers: {
        From: '<Saved by Blink>',
        'Snapshot-Content-Location': 'https://example.com/list',
        Subject: '=?utf-8?Q?x?=',
        'MIME-Version': '1.0',
        'Content-Type': 'multipart/related; type="text/html"',
      },
      parts: [
        {
          headers: { 'Content-Type': 'text/css', 'Content-Location': 'https://example.com/a.css' },
          body: 'body { color: red }',
        },
        {
          headers: { 'Content-Type': 'text/html', 'Content-Location': 'https://example.com/frame' },
          body: '<html><body><p>框架里的话</p></body></html>',
        },
        {
          headers: {
            'Content-Type': 'text/html',
            'Content-Transfer-Encoding': 'quoted-printable',
            'Content-Location': 'https://example.com/list',
          },
          body: quoted(page),
        },
        { headers: { 'Content-Type': 'image/png', 'Content-Transfer-Encoding': 'base64' }, body: 'iVBORw0KGgo=' },
      ],
    })
    for (const name of ['a.mht', 'a.MHTML']) {
      const extraction = await read(name, file)
      expect(outline(extraction)).toEqual(['heading1: 移交', 'paragraph: 先补签字单。', 'paragraph: 框架里的话'])
      expect(extraction).toMatchObject({ title: '移交清单', warnings: [] })
      expect(extraction.text).not.toContain('example.com')
    }
  })

  it('reads all frames of a page that is nothing else, each in its own encoding', async () => {
    const gbk = Buffer.concat([
      Buffer.from('<html><meta charset="gb2312"><body><p>'),
      Buffer.from('cfc8b2b9c7a9d7d6b5a5a1a3', 'hex'),
      Buffer.from('</p></body></html>'),
    ])
    const file = makeMail({
      headers: { 'MIME-Version': '1.0', 'Content-Type': 'multipart/related; start="<main>"' },
      parts: [
        { headers: { 'Content-Type': 'text/html', 'Content-ID': '<left>' }, body: gbk },
        {
          headers: { 'Content-Type': 'text/html', 'Content-ID': '<main>' },
          body: '<html><head><title>框架页</title></head><frameset cols="*,*"><frame src="cid:left"></frameset></html>',
        },
        { headers: { 'Content-Type': 'text/html; charset=utf-8' }, body: '<ul><li>右</li></ul>' },
      ],
    })
    const extraction = await read('a.mht', file)
    expect(outline(extraction)).toEqual(['paragraph: 先补签字单。', 'list_item: - 右'])
    expect(extraction.title).toBe('框架页')
  })

  it('reads one that is a single page, and refuses what is no such file', async () => {
    const single = makeMail({ headers: { 'MIME-Version': '1.0', 'Content-Type': 'text/html' }, body: '<p>正文' })
    expect((await read('a.mht', single)).text).toBe('正文')
    await expect(read('a.mht', '<html><p>正文')).rejects.toMatchObject({
      code: 'format_mismatch',
      message: 'a.mht: the content is an HTML page, not a saved web page (MHTML); give the file its right ending.',
    })
  })
})
