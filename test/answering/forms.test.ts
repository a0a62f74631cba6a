import { describe, expect, it } from 'vitest'
import { askOver, quotesThatDiffer, type Source } from './sources.ts'

const RULES: Source = {
  title: '变更规定',
  text: '变更单由项目经理填写。变更窗口每次最多 4 小时，只在周二和周四开。变更以后要观察 30 分钟。',
}

describe('the form of an extractive answer', () => {
  it('begins with the sentence that holds the value asked for', async () => {
    const source: Source = { title: '变更规定', text: '变更窗口由运维组排定。变更窗口每次最多 4 小时。' }
    const { answer } = await askOver([source], '变更窗口最多几小时?')
    expect(answer.sentences.map(({ text }) => text)).toEqual(['变更窗口每次最多 4 小时。', '变更窗口由运维组排定。'])
  })

  it('numbers the points of a list under a line that says so', async () => {
    const { answer } = await askOver([RULES], '变更有哪些规定?')
    expect(answer.text).toMatch(/^资料里提到的有：\n\n1\. .*\n2\. /)
  })

  it('names the person and the document where it asks who', async () => {
    const source: Source = {
      title: '商务讨论',
      text: '姓名3：卜冬梅\n投标保证金找我申请，要提前 5 个工作日。\n姓名4：晏书瑶\n标书装订要 5 个小时。',
    }
    const asked = await askOver([source], '投标保证金找谁申请?')
    expect(asked.answer.sentences[0]?.text).toMatch(/^卜冬梅（《商务讨论》）：投标保证金找我申请/)
    expect(asked.answer.citations[0]).toMatchObject({ speaker: '卜冬梅' })
    expect(quotesThatDiffer(asked)).toEqual([])
  })

  it('shows once what two documents say, with both places', async () => {
    const copy: Source = { ...RULES, title: '变更规定副本' }
    const { answer } = await askOver([RULES, copy], '变更窗口最多几小时?')
    expect(answer.sentences[0]?.citations).toEqual([1, 2])
    expect(answer.text).toContain('[1][2]')
    expect(answer.citations.slice(0, 2).map(({ title }) => title)).toEqual(['变更规定', '变更规定副本'])
  })

  it('does not take a sentence with another figure for the same', async () => {
    const other: Source = { title: '旧规定', text: RULES.text.replace('4 小时', '6 小时') }
    const { answer } = await askOver([RULES, other], '变更窗口最多几小时?')
    const windows = answer.sentences.filter(({ text }) => text.includes('变更窗口'))
    expect(windows.map(({ citations }) => citations.length)).toEqual([1, 1])
  })

  it('shows the answer of a list of questions and answers, not its question', async () => {
    const source: Source = {
      title: '常见问答',
      text: 'Q：转维清单怎么下载？\nA：在交付空间的模板目录，文件名带版本号。',
    }
    const { answer } = await askOver([source], '转维清单怎么下载?')
    expect(answer.sentences.map(({ text }) => text)).toEqual([expect.stringContaining('模板目录')])
  })

  it('frames Chinese sentences for an English reader, with the document and the speaker', async () => {
    const source: Source = { title: '闸口讨论', speaker: '石敬轩', text: 'OCR 摄像机晚了 37 天才到货。' }
    const { answer } = await askOver([source], 'Why was OCR late?')
    expect(answer.text).toMatch(/^From the sources \(Chinese\):\n\n“闸口讨论”, 石敬轩: OCR 摄像机晚了 37 天/)
  })
})
