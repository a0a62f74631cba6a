/** What a figure is multiplied by. */
export const SCALE: Record<string, number> = {
  百: 1e2,
  千: 1e3,
  万: 1e4,
  w: 1e4,
  百万: 1e6,
  千万: 1e7,
  亿: 1e8,
  k: 1e3,
  thousand: 1e3,
  million: 1e6,
  m: 1e6,
  billion: 1e9,
}

/** Units in the form they are compared in; a unit that is not listed compares as none. */
export const UNITS: Record<string, string> = Object.fromEntries(
  [
    ['元', '元 块 块钱 人民币 yuan rmb cny'],
    ['%', '% percent'],
    ['百分点', '百分点 个百分点 个点 percentage_points'],
    ['工作日', '工作日 个工作日 working_days working_day business_days business_day'],
    ['人天', '人天 人日 个人天 person-days person-day man-days man-day person_days'],
    ['人月', '人月 个人月 person-months man-months'],
    ['小时', '小时 个小时 钟头 个钟头 hours hour h'],
    ['分钟', '分钟 minutes minute min mins'],
    ['秒', '秒 seconds second'],
    ['天', '天 日 days day'],
    ['周', '周 星期 个星期 礼拜 个礼拜 weeks week'],
    ['月', '个月 月 months month'],
    ['年', '年 years year'],
    ['人', '人 名 位 people persons person'],
    ['次', '次 轮 遍 回 times rounds round'],
    ['个', '个 项 条 种 类 款 处 点 items item points point'],
    ['家', '家'],
    ['台', '台'],
    ['张', '张'],
    ['份', '份'],
    ['层', '层'],
    ['级', '级'],
    ['页', '页 pages page'],
    ['倍', '倍'],
    ['组', '组'],
    ['期', '期'],
    ['字', '字'],
    ['路', '路'],
    ['gb', 'gb'],
    ['tb', 'tb'],
  ].flatMap(([name, forms]) => (forms ?? '').split(' ').map((form) => [form.replace('_', ' '), name ?? ''])),
)

/** Patterns, the longest form first. */
export const UNIT = Object.keys(UNITS)
  .sort((a, b) => b.length - a.length)
  .map((unit) => (/^[a-z]/.test(unit) ? `${unit}(?![a-z])` : unit))
  .join('|')
export const SCALES = Object.keys(SCALE)
  .sort((a, b) => b.length - a.length)
  .map((scale) => (/^[a-z]/.test(scale) ? `${scale}(?![a-z])` : scale))
  .join('|')
