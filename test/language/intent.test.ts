import { describe, expect, it } from 'vitest'
import { questionIntent } from '../../src/language/intent.ts'

describe('questionIntent', () => {
  it.each([
    ['变更单最后是谁签的字', 'who'],
    ['机房搬迁由哪个部门牵头', 'who'],
    ['许可证到期了该找谁续', 'who'],
    ['供应商的联系人是哪位', 'who'],
    ['測試環境歸誰管', 'who'],
    ['Who signs off the migration plan?', 'who'],
    ['Which team owns the gateway?', 'who'],
    ['Whose approval is needed for overtime?', 'who'],
    ['割接窗口有多久', 'how_many'],
    ['一共买了几台交换机', 'how_many'],
    ['罚金占合同额百分之几', 'how_many'],
    ['培训花了多少钱', 'how_many'],
    ['需要几个工作日才能开通账号', 'how_many'],
    ['备份要保留多长时间', 'how_many'],
    ['How many sensors were replaced?', 'how_many'],
    ['How much did the second phase cost?', 'how_many'],
    ['How long does acceptance take?', 'how_many'],
    ['How often is the backup checked?', 'how_many'],
    ['What percentage of tickets were closed on time?', 'how_many'],
    ['培训什么时候开始', 'when'],
    ['尾款是哪一天到账的', 'when'],
    ['几号割接', 'when'],
    ['何时可以提交初验申请', 'when'],
    ['合同哪年到期', 'when'],
    ['When does the warranty start?', 'when'],
    ['What date was the contract signed?', 'when'],
    ['In which quarter did the pilot end?', 'when'],
    ['日志存在哪里', 'where'],
    ['模板在哪个文件夹', 'where'],
    ['去哪儿查历史报价', 'where'],
    ['What address do the invoices go to?', 'where'],
    ['Where are the drawings kept?', 'where'],
    ['客户不肯签字怎么办', 'how'],
    ['如何申请测试服务器', 'how'],
    ['数据对不上咋处理', 'how'],
    ['需求变更的流程是怎样的', 'how'],
    ['怎样估算接口的工作量', 'how'],
    ['How do I request a VPN account?', 'how'],
    ['How did the team recover the lost records?', 'how'],
    ['What is the procedure for a rollback?', 'how'],
    ['What should we do if the vendor goes bankrupt?', 'how'],
    ['为什么第一次压测没通过', 'why'],
    ['上线推迟是什么原因', 'why'],
    ['为何改用自建机房', 'why'],
    ['预算怎么会超这么多', 'why'],
    ['接口怎么老是超时', 'why'],
    ['為什麼驗收拖了兩個月', 'why'],
    ['Why was the scope reduced?', 'why'],
    ['How come the test data was lost?', 'why'],
    ['What caused the outage in March?', 'why'],
    ['What was the reason for the delay?', 'why'],
    ['验收要交哪些材料', 'list'],
    ['列出所有的里程碑', 'list'],
    ['一个项目分哪几个阶段', 'list'],
    ['梳理一下各供应商的交付情况', 'list'],
    ['三个小组分别由谁带', 'list'],
    ['上线前都需要什么文件', 'list'],
    ['List the risks of the migration.', 'list'],
    ['What are the stages of delivery?', 'list'],
    ['Which documents are needed for acceptance?', 'list'],
    ['Name all the interfaces to be built.', 'list'],
    ['Summarise the findings of the audit.', 'list'],
    ['云部署和本地部署有什么区别', 'compare'],
    ['对比一下两家厂商的报价', 'compare'],
    ['自研和外购哪个更划算', 'compare'],
    ['新旧两版流程有什么不同', 'compare'],
    ['Compare the two backup strategies.', 'compare'],
    ['What is the difference between phase one and phase two?', 'compare'],
    ['Is leasing better than buying?', 'compare'],
    ['外包人员可以参加评审吗', 'yes_no'],
    ['试运行期间能不能改需求', 'yes_no'],
    ['是否需要第三方测评', 'yes_no'],
    ['有没有做过医院的项目', 'yes_no'],
    ['这笔费用报销了没', 'yes_no'],
    ['Is a site survey mandatory?', 'yes_no'],
    ['Can subcontractors attend the review?', 'yes_no'],
    ['Have we worked with this vendor before?', 'yes_no'],
    ['转维是什么意思', 'what'],
    ['什么叫有条件验收', 'what'],
    ['What is a soft launch?', 'what'],
    ['质保金', 'what'],
    ['gateway timeout', 'what'],
    ['', 'what'],
  ] as const)('%s asks %s', (question, asks) => {
    expect(questionIntent(question).asks).toBe(asks)
  })

  it.each([
    ['谁在什么时候批准了扩容', 'who', ['when']],
    ['When and where is the kick-off?', 'when', ['where']],
    ['花了多少钱,为什么超支', 'why', ['how_many']],
    ['有哪些人参加,谁主持', 'list', ['who']],
    ['How many people were there and who led them?', 'how_many', ['who']],
  ] as const)('%s asks %s first, and %j', (question, asks, also) => {
    expect(questionIntent(question)).toMatchObject({ asks, also })
  })

  it.each([
    '以前碰到客户拖着不付款是怎么处理的',
    '我们之前做过类似的迁移吗',
    '上次割接失败后来怎么恢复的',
    '当时为什么选了这家供应商',
    '去年的培训效果如何',
    '有没有人遇到过驱动不兼容',
    '那次演示咋就成功了',
    '数据丢了最后怎么找回来的',
    'How did we win back the customer?',
    'What was agreed about overtime?',
    'Have we ever lost a bid on price?',
    'Who had the keys last time?',
    'Why were the cameras late?',
  ])('%s asks how it went', (question) => {
    expect(questionIntent(question).isAboutPast).toBe(true)
  })

  it.each([
    '验收之前要准备什么',
    '客户不肯签字怎么办',
    '变更应该怎么走流程',
    '上线前几天冻结代码',
    '如何计算人天',
    '项目经理的职责是什么',
    'How do I book the lab?',
    'What should be checked before go-live?',
    'Who approves a change request?',
    'Is a site survey mandatory?',
  ])('%s asks how it is', (question) => {
    expect(questionIntent(question).isAboutPast).toBe(false)
  })

  it.each([
    ['迁移数据库有哪些坑', 'pitfall_case'],
    ['接口联调吸取了什么教训', 'pitfall_case'],
    ['怎么避免重复付款', 'pitfall_case'],
    ['What mistakes should a new project manager avoid?', 'pitfall_case'],
    ['二期复盘里提了哪些改进', 'retrospective'],
    ['当时怎么说服客户的', 'retrospective'],
    ['How did the pilot turn out?', 'retrospective'],
    ['采购申请走什么流程', 'delivery_guide'],
    ['故障要几小时内上报', 'delivery_guide'],
    ['加班需要谁审批', 'delivery_guide'],
    ['How do I request a test server?', 'delivery_guide'],
    ['Who is responsible for the weekly report?', 'delivery_guide'],
    ['评审会上对架构有什么分歧', 'discussion_note'],
    ['谁反对提前上线', 'discussion_note'],
    ['What was decided about the second data centre?', 'discussion_note'],
    ['招标文件的资格要求', 'tender'],
  ] as const)('%s is likeliest answered by a %s', (question, kind) => {
    expect(questionIntent(question).wantsKinds[0]).toBe(kind)
  })

  it.each(['质保金', '转维是什么意思', 'gateway timeout', '多少台交换机', '???', '。'])(
    '%s prefers no kind',
    (question) => {
      expect(questionIntent(question).wantsKinds).toEqual([])
    },
  )

  it('takes any text, in time that grows with its length only', () => {
    for (const piece of [
      '?',
      '哪',
      '怎么',
      'which ',
      '还是',
      '几',
      '(a+)+$',
      '\u200b',
      '🎉',
      'name the ',
      '之前',
      '!@#"*',
    ]) {
      const started = performance.now()
      questionIntent(piece.repeat(20_000 / piece.length))
      expect(performance.now() - started).toBeLessThan(1000)
    }
  })
})
