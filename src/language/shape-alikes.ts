/** Groups of characters that are taken for each other by the eye: in handwriting, in a scan, in a typing scheme by shape. */
const GROUPS =
  '己已巳 末未 天夫 人入 日曰 土士 大太犬 干千于 戊戌戍戎 帐账 侯候 拆折析 载栽裁 拨拔 竞竟 即既 幕募慕暮 遣遗 刺剌 拾抬 ' +
  '晴睛 贷货 缓援暖 侧测则 购构 检捡险 午牛 贝见 今令 斤斥 免兔 乌鸟 申甲由 弋戈 代伐 仓仑 扰拢 技枝 抄炒 沟构 吗妈 ' +
  '炙灸 茶荼 矢失 治冶 柱桩 宜宣 辛幸 陪赔部 培倍 清请情 估沽 坏环 杯坏 怀坏 官宫 卷券 析柝 径经 侍待持特 挡档 推堆 ' +
  '拒柜 往住 仅汉 历厉 席度 延廷 处外 复夏 项顷 顶项 报拟 批比 提题 状伏 划刘 划则 设没 投设 沿浴 迁近 还环 远运 进迸 ' +
  '连达 迟尺 迎仰 述速 密蜜 蓝篮 墙蔷 喝渴 换唤 偿尝 博搏 徽微 徵微 辨辩辫 躁燥噪 绩续 缋绩 绿缘 缔蒂 线钱 线残 浅线 ' +
  '银很 银根 限银 错借 借惜 措错 验险 硬便 使便 更吏 史吏 束柬 拣练 炼练 揭竭 渴揭 模摸 标杯 样洋 评坪 诊珍 询洵 调凋 ' +
  '凭任 任仕 位住 做故 传转 仪议 伪为 体休 优忧 价介 件仵 合台 含舍 各名 名多 吉古 告苦 员贞 问间 闻间 闭闲 阀间'

let alikes: Map<string, number[]> | undefined

function readGroups(): Map<string, number[]> {
  const found = new Map<string, number[]>()
  for (const [group, characters] of GROUPS.split(' ').entries()) {
    for (const character of characters) found.set(character, [...(found.get(character) ?? []), group])
  }
  return found
}

/** The numbers of the groups of look-alikes that a character belongs to. */
export function shapeGroupsOf(character: string): readonly number[] {
  alikes ??= readGroups()
  return alikes.get(character) ?? []
}
