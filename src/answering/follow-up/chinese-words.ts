const words = (text: string): ReadonlySet<string> => new Set(text.split(' '))

/** Words that carry a question and name nothing, beside the function words of the language. */
export const CARRIERS = words(
  '要 得 来 还 还有 还是 也 再 又 就 才 只 都 那么 所以 另外 最后 最终 后来 结果 然后 接着 之后 以后 之前 事后 到底 究竟 具体 分别 一共 总共 ' +
    '实际 实际上 其实 现在 目前 最近 刚才 刚刚 上面 前面 首先 如果 要是 万一 假如 行 行不行 不行 怎么办 展开 说说 细说 详细 讲讲 举例 比如 ' +
    '来着 什么样 怎么着 多久 多长 多大 几点 几天 几个 几次 几家 几张 几份 时候 每 每个 各 各个 别的 其他 其它 另 另一 本 该 此 上述 有没有 ' +
    '前 后 里 中 上 下 内 外 间 旁 边 当时 当天 一次 一步 一个 一条 两张 两个 两次 三家 哪家 哪条 哪位 哪天 哪几 用不用 够不够 会不会 肯 不肯 必须 可否 能否 是否 之 等 等等 并 则 却 是 有 能 仍 仍然 已 已经 曾 曾经 刚 跟 同 由 归 比 似的 们',
)

/** Verbs that a question without its subject begins with; no names. */
export const VERBS = words(
  '花 批 修 签 读 接 给 扣 管 错 缺 晚 剩 谈 降 付 交 写 拍 拆 改 换 干 选 定 报 查 买 卖 租 投 碰 赢 输 丢 发 收 开 停 启 退 升 走 跑 拿 带 派 催 审 填 盖 ' +
    '算 赔 罚 拖 压 撑 过 找 占 分 折 成 让 教 学 备 存 删 加 减 涨 录 传 导 连 装 拉 推 放 留 记 见 听 叫 请 求 办 盯 守 验 测 试 跌 掉 回 往 联 ' +
    '分成 分为 改成 换成 拆成 算成 剩下 没花完 保留 值得 试用 分摊 移交 申请 解决 处理 避免 恢复 通过 失败 成功 延期 需要 使用 准备 花费 花了 达标 达到 ' +
    '提前 推迟 负责 参加 参与 批准 同意 反对 拒绝 提出 提交 表决 点头 签字 盖章 承诺 升级 降级 定位 操作 联网 断网 上线 下线 回滚 补单 发生 出现 ' +
    '导致 造成 影响 包括 包含 属于 支持 兼容 适用 允许 禁止 休假 请假 开始 结束 完成 签了 签署 决定 确认 检查 测试 验证 修改 调整 更新 安装 部署 切换 压下来 没有 告诉 打算 计划 安排 花掉 亏损 赔付 扣款 罚款 支付 付清 结清 还款 退回 打回 受 受到 处分 处理',
)

/** What every project has: nouns that need to be told whose they are. */
export const OWNED = words(
  '客户 甲方 乙方 业主 领导 厂家 厂商 供应商 对方 我方 双方 团队 部门 公司 项目 合同 方案 系统 平台 文件 文档 材料 资料 数据 原因 后果 影响 责任 教训 依据 ' +
    '理由 效果 进展 条件 要求 标准 流程 步骤 规定 制度 办法 方法 问题 风险 措施 时间 日期 地点 地方 人员 人 负责人 联系人 接口人 电话 邮箱 名单 清单 模板 表格 ' +
    '金额 价格 费用 预算 成本 报价 单价 总价 合同额 比例 占比 付款 回款 周期 工期 进度 计划 验收 上线 交付 部署 测试 培训 运维 转维 移交 试运行 割接 签字 盖章 ' +
    '审批 评审 会议 意见 结论 决定 弱项 强项 优点 缺点 好处 坏处 特点 区别 例外 指标 目标 范围 内容 数量 总数 名字 版本 权限 设备 现场 后续 钱 款 线 坑 板 数 天 周 月 年 ' +
    '人天 人月 万 元 次 结果 期限 截止日期 截止 保修 质保 维保 售后 工作量 投入 收益 利润 预投 备件 培训费 节点 项目经理 经理 总监 主任 架构师 付款节点 尾款 首款 预付款 违约金 罚则',
)

/** Owned nouns that tell of the whole matter and not of one of its parts. */
export const ABOUT_IT = words(
  '原因 结果 后果 影响 责任 教训 依据 理由 效果 进展 风险 问题 结论 后续 意见 决定 措施 例外',
)

/** What a thing has one of; asked for, they are left behind when the next question asks for something else. */
export const PROPERTIES = words(
  '合同额 金额 价格 费用 预算 成本 报价 单价 总价 比例 占比 电话 邮箱 数量 总数 人天 名字 版本 工作量',
)

/** Who 他 may be when nobody is named. */
export const ROLES = words('客户 甲方 乙方 业主 领导 厂家 厂商 供应商 对方 监理 项目经理 商务 新人 导师')

/** Counted things, for 第二个 and 哪家. */
export const COUNTERS = '个条项步点种类堆件家位段章节款组份张台笔处句层级次轮期批周名版天页'

/** What organisations and the like end in: the name goes with them. */
export const KEEPERS = words(
  '银行 港口 集团 公司 医院 医共体 学校 大学 政务 热线 大屏 县 市 区 省 局 项目 平台 系统 工厂 车间 园区 医共体 一期 二期 三期',
)
