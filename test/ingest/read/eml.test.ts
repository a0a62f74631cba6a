import { describe, expect, it } from 'vitest'
import { base64Part, makeMail } from '../../helpers/fixtures/mail.ts'
import { membersOf } from '../../helpers/fixtures/members.ts'
import { outline, read } from '../../helpers/fixtures/read.ts'

/** In GB2312: 验收单 / 先补签字单。 */
const [YANSHOUDAN, XIANBU] = [Buffer.from('d1e9cad5b5a5', 'hex'), Buffer.from('cfc8b2b9c7a9d7d6b5a5a1a3', 'hex')]
const word = (gbk: Buffer) => `=?gb2312?B?${gbk.toString('base64')}?=`
const HEAD = {
  From: '=?utf-8?B?5ZGo5pWP?= <zhoumin@example.com>',
  To: '"Shi, Jingxuan" <shi@example.com>, lee@example.com',
  Cc: 'Team: =?utf-8?Q?=E9=99=88=E6=99=A8?= <chen@example.com>;',
  Subject: '=?utf-8?B?6aqM5pS25YmN5o2i?=\r\n =?utf-8?B?5LqG6aKG5a+8?=',
  Date: 'Fri, 28 Feb 2025 23:30:00 -0500 (EST)',
}
const SHOWN = [
  'heading1: 验收前换了领导',
  'paragraph: From: 周敏 <zhoumin@example.com>',
  'paragraph: To: Shi, Jingxuan <shi@example.com>, lee@example.com',
  'paragraph: Cc: 陈晨 <chen@example.com>',
  'paragraph: Date: 2025-02-28 23:30 -0500',
]
const text = (charset: string) => ({ 'Content-Type': `text/plain; charset=${charset}` })

describe('reading e-mails', () => {
  it('puts subject, people and date above the text, and keeps what it quotes', async () => {
    const mail = makeMail({
      headers: { ...HEAD, ...text('utf-8') },
      body: '先补签字单。\r\n\r\n> 怎么办？\r\n> 急。\r\n',
    })
    const extraction = await read('a.eml', mail)
    expect(outline(extraction)).toEqual([
      ...SHOWN,
      'paragraph: 先补签字单。',
      'paragraph: > 怎么办？',
      'paragraph: > 急。',
    ])
    expect(extraction).toMatchObject({
      title: '验收前换了领导',
      date: '2025-02-28',
      people: ['周敏', 'Shi, Jingxuan', 'lee@example.com', '陈晨'],
      warnings: [],
    })
    expect(extraction.members).toBeUndefined()
    expect(extraction.text).toContain('-0500\n\n先补签字单。\n\n> 怎么办？\n> 急。')
  })

  it('reads the page rather than the plain text, with its tables, and the plain text where the page is empty', async () => {
    const page =
      '<html><body><h2>结论</h2><table><tr><th>阶段</th><th>人</th></tr><tr><td>投标</td><td>张三</td></tr></table>'
    const choice = (html: string) =>
      makeMail({
        headers: { Subject: 'x', 'Content-Type': 'multipart/alternative' },
        parts: [
          { headers: text('utf-8'), body: '结论 投标 张三' },
          { headers: { 'Content-Type': 'text/html; charset=utf-8' }, body: `${html}<blockquote>原话</blockquote>` },
        ],
      })
    const extraction = await read('a.eml', choice(page))
    expect(outline(extraction)).toEqual([
      'heading1: x',
      'heading3: 结论',
      'table_row: 阶段 | 人',
      'table_row: 投标 | 张三',
      'paragraph: 原话',
    ])
    expect(extraction.blocks[3]?.columns).toBe('阶段 | 人')
    const empty = choice('<img src="cid:1">').toString().replace('<blockquote>原话</blockquote>', '')
    expect(outline(await read('a.eml', empty))).toEqual(['heading1: x', 'paragraph: 结论 投标 张三'])
  })

  it('decodes GB2312 in subjects and texts, said or not, in every encoding for transport', async () => {
    const bodies = [
      { headers: { ...text('GB2312'), 'Content-Transfer-Encoding': '8bit' }, body: XIANBU },
      { headers: {}, body: XIANBU },
      base64Part(text('gb18030'), XIANBU),
      {
        headers: { ...text('gbk'), 'Content-Transfer-Encoding': 'quoted-printable' },
        body: '=CF=C8=B2=B9=C7=A9=\r\n=D7=D6=B5=A5=A1=A3  \r\n',
      },
    ]
    for (const { headers, body } of bodies) {
      const mail = makeMail({ headers: { Subject: word(YANSHOUDAN), ...headers }, body: body ?? '' })
      expect(outline(await read('a.eml', mail))).toEqual(['heading1: 验收单', 'paragraph: 先补签字单。'])
    }
    const raw = Buffer.concat([Buffer.from('Subject: '), YANSHOUDAN, Buffer.from('\r\nMIME-Version: 1.0\r\n\r\nx')])
    expect((await read('a.eml', raw)).title).toBe('验收单')
  })

  it('gives attachments as files of their own, under the names that were meant', async () => {
    const named = (disposition: string) => base64Part({ 'Content-Disposition': disposition }, '正文')
    const mail = makeMail({
      headers: { Subject: 'x' },
      parts: [
        { body: '见附件' },
        named(`attachment; filename="${word(YANSHOUDAN)}.txt"`),
        named("attachment; filename*=UTF-8''%E6%B8%85%E5%8D%95.txt"),
        named('attachment; filename*0*=gb2312\'\'%D1%E9%CA; filename*1*=%D5; filename*2=".txt"'),
        named('attachment; filename="..\\..\\up/清单.txt"'),
        named('attachment; filename="a.dwg"'),
        base64Part({ 'Content-Type': 'application/pdf' }, '%PDF'),
        {
          headers: { 'Content-Type': 'text/csv', 'Content-Transfer-Encoding': 'Quoted-Printable' },
          body: 'a,b= \r\n=2C \t\r\n1=3D=zz,=20\r\n',
        },
        { headers: { 'Content-Type': 'text/plain; name="inline.md"', 'Content-Disposition': 'inline' }, body: '# 题' },
      ],
    })
    const extraction = await read('a.eml', mail)
    expect(await membersOf(extraction)).toEqual([
      '验收单.txt: 正文',
      '清单.txt: 正文',
      '验收.txt: 正文',
      '清单 (2).txt: 正文',
      'attachment.pdf: %PDF',
      'attachment.csv: a,b,\r\n1==zz, \r\n',
      'inline.md: # 题',
    ])
    expect(outline(extraction)).toEqual(['heading1: x', 'paragraph: 见附件'])
    expect(extraction.warnings).toEqual(['1 file inside is of a format that cannot be read: a.dwg.'])
  })

  it('gives messages inside as e-mails of their own, however deep they nest', async () => {
    let mail = makeMail({ headers: { Subject: '0' }, body: '最里面' })
    for (let depth = 1; depth <= 10; depth++) {
      mail = makeMail(
        {
          headers: { Subject: `${depth}` },
          parts: [{ headers: { 'Content-Type': 'message/rfc822' }, body: mail }],
        },
        `outer${depth}x`,
      )
    }
    for (let depth = 10; depth > 0; depth--) {
      const extraction = await read('a.eml', mail)
      expect(extraction.title).toBe(`${depth}`)
      const [member] = [...((extraction.members ?? []) as Iterable<{ path: string; bytes: Uint8Array }>)]
      expect(member?.path).toBe(`${depth - 1}.eml`)
      mail = Buffer.from(member?.bytes ?? '')
    }
    expect((await read('a.eml', mail)).text).toContain('最里面')
  })

  it('counts pictures that the text shows, and brings those that are attached', async () => {
    const image = { 'Content-Type': 'image/png; name="logo.png"' }
    const mail = makeMail({
      headers: { Subject: 'x', 'Content-Type': 'multipart/related' },
      parts: [
        { headers: { 'Content-Type': 'text/html' }, body: '<p>正文<img src="cid:1">' },
        base64Part({ ...image, 'Content-ID': '<1>' }, 'png'),
        base64Part({ ...image, 'Content-Disposition': 'attachment; filename="scan.png"' }, 'png'),
      ],
    })
    const extraction = await read('a.eml', mail)
    expect(await membersOf(extraction)).toEqual(['scan.png: png'])
    expect(extraction.warnings).toEqual(['Pictures in the text are not read (1 in this file).'])
  })

  it('says so where a message is cut off, and takes what is there', async () => {
    const mail = makeMail({ headers: { Subject: 'x' }, parts: [{ body: '一' }, { body: '二\n三' }] })
    const extraction = await read('a.eml', mail.subarray(0, mail.length - 12))
    expect(outline(extraction)).toEqual(['heading1: x', 'paragraph: 一', 'paragraph: 二', 'paragraph: 三'])
    expect(extraction.warnings).toEqual(['The e-mail ends before its last part does: it may be cut off.'])
  })

  it('reads a message as it lies in a mailbox, and one with nothing but an address', async () => {
    expect((await read('a.eml', '\n\nFrom a@example.com Sat Mar  1 2025\nSubject: x\n\ny')).text).toBe('x\n\ny')
    expect((await read('a.eml', 'To: a@example.com\nDate: whenever\n\n')).text).toBe('To: a@example.com')
  })

  it('ends mails that cannot be read in a code', async () => {
    const locked = makeMail({
      headers: { Subject: 'x', 'Content-Type': 'application/pkcs7-mime; smime-type=enveloped-data; name=smime.p7m' },
      body: 'MIIB',
    })
    await expect(read('a.eml', locked)).rejects.toMatchObject({ code: 'file_encrypted' })
    let deep = 'Content-Type: text/plain\n\nx'
    for (let at = 60; at > 0; at--)
      deep = `Content-Type: multipart/mixed; boundary=b${at}x\n\n--b${at}x\n${deep}\n--b${at}x--`
    await expect(read('a.eml', deep)).rejects.toMatchObject({ code: 'file_broken' })
    const endless = `Subject: ${'x'.repeat(3_000_000)}`
    await expect(read('a.eml', endless)).rejects.toMatchObject({ code: 'file_broken' })
    await expect(read('a.eml', 'Content-Type: text/plain\n\n  \n')).rejects.toMatchObject({ code: 'no_text' })
  })
})
