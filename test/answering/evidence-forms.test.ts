import { describe, expect, it } from 'vitest'
import { askOver, type Source } from './sources.ts'

const NOTES: Source = {
  title: '第四组讨论记录',
  date: '2026-03-12',
  text: `出席：冉大勇、乐平安、石敬轩、尚可为。

冉大勇：知识助手先管住权限，再谈问答效果。没有权限继承的一律不演示。

石敬轩建议检索要留痕，出处点得开，客户才肯签字。

大屏项目评为中风险，机房项目还没有评。备件清单在管理员手里，一共 46 项，这里只写了常用的：读头、摄像机、转接头。

变更控制委员会（CCB）每周三开会。备用金见附件，SLA 见合同。`,
}
const status = async (question: string) => (await askOver([NOTES], question)).answer.status

describe('a question that only something of its own kind answers', () => {
  it.each([
    ['an address on the web', '知识助手演示环境的网址是多少'],
    ['what letters stand for', '合同附件里的 SLA 全称是什么'],
    ['a list as long as it says', '备件清单那46项逐条列出来'],
    ['the words of someone who only attended', '乐平安在讨论里提了哪些建议?'],
  ])('is refused where %s is missing', async (_, question) => {
    const { answer } = await askOver([NOTES], question)
    expect(answer.status).toBe('refused')
    expect(answer.text).toMatch(/没有写出所问的/)
  })

  it.each([
    ['what letters stand for', 'CCB 的全称是什么'],
    ['the words of a speaker', '冉大勇对知识助手是怎么说的?'],
    ['the words of someone who is told of', '石敬轩提了什么建议?'],
    ['the name of a speaker in another spelling', '冉大永说先管住什么?'],
  ])('is answered where %s stands', async (_, question) => {
    expect(await status(question)).not.toBe('refused')
  })
})
