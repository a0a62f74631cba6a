import { describe, expect, it } from 'vitest'
import { blocksOf, outline, read } from '../../helpers/fixtures/read.ts'

const outlineOf = async (html: string) => outline(await read('a.html', html))

describe('reading HTML', () => {
  it('turns block elements into lines, with heading levels, lists and inline text', async () => {
    const html = `<h2>背景</h2><p>客户<b>换了</b>领导，
      此前的确认作废。<br>第二行</p><ul><li>甲<ol start=3><li>乙</li></ol></li></ul><div>文<div>内</div>尾</div>`
    expect(await outlineOf(html)).toEqual([
      'heading2: 背景',
      'paragraph: 客户换了领导，此前的确认作废。',
      'paragraph: 第二行',
      'list_item: - 甲',
      'list_item: 3. 乙',
      'paragraph: 文',
      'paragraph: 内',
      'paragraph: 尾',
    ])
  })

  it('leaves out what is no part of the text, but keeps the header of an article', async () => {
    const html = `<nav>导航</nav><header>横幅</header><div role="navigation">菜单</div><div class="sidebar x">边栏</div>
      <script>var a</script><style>b{}</style><form>表单</form><aside>旁</aside><footer>页脚</footer>
      <p hidden>藏</p><p style="color:red; display: none">藏</p><p aria-hidden="true">藏</p>
      <article><header><h1>标题</h1></header><p>正文</p></article>`
    expect(await outlineOf(html)).toEqual(['heading1: 标题', 'paragraph: 正文'])
  })

  it('reads a page that stands as a whole in a form', async () => {
    expect(await outlineOf('<form><nav><p>正文</p></nav></form>')).toEqual(['paragraph: 正文'])
  })

  it('joins the cells of a table row and names the columns', async () => {
    const extraction = await read(
      'a.html',
      `<table><tr><th>阶段</th><th colspan=2>问题</th></tr>
       <tr><td rowspan=2>投标</td><td>漏项</td><td>严重</td></tr><tr><td><p>超期</p><p>两天</p></td><td></td></tr></table>`,
    )
    expect(outline(extraction)).toEqual([
      'table_row: 阶段 | 问题',
      'table_row: 投标 | 漏项 | 严重',
      'table_row: 投标 | 超期 两天',
    ])
    expect(blocksOf(extraction, 'table_row').map((block) => block.columns)).toEqual([
      undefined,
      '阶段 | 问题',
      '阶段 | 问题',
    ])
  })

  it('takes no column names from a table whose first column names the values', async () => {
    const extraction = await read(
      'a.html',
      '<table><tr><th>客户</th><td>甲</td></tr><tr><th>金额</th><td>5</td></tr></table>',
    )
    expect(extraction.blocks.map((block) => block.columns)).toEqual([undefined, undefined])
  })

  it('reads prose in a table cell as paragraphs', async () => {
    const cell = '<p>一</p><p>二</p><p>三</p><p>四</p>'
    expect(await outlineOf(`<table><tr><td>内容</td><td>${cell}</td></tr></table>`)).toEqual([
      'paragraph: 内容',
      'paragraph: 一',
      'paragraph: 二',
      'paragraph: 三',
      'paragraph: 四',
    ])
  })

  it('keeps the lines of preformatted text', async () => {
    expect(await outlineOf('<pre>a\n  b</pre>')).toEqual(['paragraph: a\n  b'])
  })

  it('takes the title from the title element, else from the first heading', async () => {
    expect((await read('a.html', '<title> 复盘\n报告 </title><h1>题</h1>')).title).toBe('复盘报告')
    expect((await read('a.htm', '<h1>题</h1>')).title).toBe('题')
  })

  it('believes the declared encoding where the bytes are not UTF-8', async () => {
    const gbk = Buffer.concat([
      Buffer.from('<meta charset="gb2312"><p>'),
      Buffer.from([0xd1, 0xe9, 0xca, 0xd5]),
      Buffer.from('</p>'),
    ])
    expect(outline(await read('a.html', gbk))).toEqual(['paragraph: 验收'])
    expect(await outlineOf('<meta charset="gb2312"><p>验收</p>')).toEqual(['paragraph: 验收'])
  })

  it('survives nesting of any depth', async () => {
    const depth = 3_000
    expect(await outlineOf(`${'<div>'.repeat(depth)}深${'</div>'.repeat(depth)}`)).toEqual(['paragraph: 深'])
  })

  it('cleans characters that a text cannot hold', async () => {
    const { text } = await read('a.html', '<p>a&#x1;b&#xFEFF;c&nbsp;d&#173;e</p>')
    expect(text).toBe('abc de')
  })

  it('leaves out templates, frames, and what is hidden by having no size', async () => {
    const html = `<template><p>模板</p></template><iframe src="x">框</iframe><noscript>无</noscript>
      <div style="font-size:0">零号</div><div style="color:red;mso-hide:all">藏</div><p style="font-size:0.9em">小字</p>`
    expect(await outlineOf(html)).toEqual(['paragraph: 小字'])
  })

  it('reads definition lists and what can be unfolded', async () => {
    const html = '<dl><dt>转维</dt><dd>移交给运维</dd></dl><details><summary>展开</summary>内容</details>'
    expect(await outlineOf(html)).toEqual([
      'paragraph: 转维',
      'paragraph: 移交给运维',
      'paragraph: 展开',
      'paragraph: 内容',
    ])
  })

  it('counts lists in letters, in Roman numbers and from given values', async () => {
    const html = '<ol type="a"><li>甲<li>乙</ol><ol type="I"><li>丙<li value="4">丁<li>戊</ol>'
    expect(await outlineOf(html)).toEqual([
      'list_item: a. 甲',
      'list_item: b. 乙',
      'list_item: I. 丙',
      'list_item: IV. 丁',
      'list_item: V. 戊',
    ])
  })

  it('names columns by two rows of headers under a title', async () => {
    const html = `<table><tr><td colspan=3>2025 年台账</td></tr><tr><td rowspan=2>项目</td><td colspan=2>一季度</td></tr>
      <tr><td>签约</td><td>回款</td></tr><tr><td>临港</td><td>5</td><td>3</td></tr></table>`
    const { blocks } = await read('a.html', html)
    expect(blocks.map((block) => block.columns)).toEqual([
      undefined,
      undefined,
      undefined,
      '项目 | 一季度/签约 | 一季度/回款',
    ])
  })
})
