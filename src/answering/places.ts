/** Places that a question may name, each with its ways to be written; a place nobody mentions has no answer. */
export const PLACES: readonly (readonly string[])[] = (
  '北京 beijing|上海 shanghai|天津 tianjin|重庆 chongqing|广州 guangzhou|深圳 shenzhen|杭州 hangzhou|南京 nanjing|苏州 suzhou|' +
  '成都 chengdu|武汉 wuhan|西安 xian|郑州 zhengzhou|长沙 changsha|合肥 hefei|济南 jinan|青岛 qingdao|大连 dalian|沈阳 shenyang|' +
  '长春 changchun|哈尔滨 harbin|石家庄 shijiazhuang|太原 taiyuan|南昌 nanchang|福州 fuzhou|厦门 xiamen|宁波 ningbo|昆明 kunming|' +
  '贵阳 guiyang|南宁 nanning|海口 haikou|兰州 lanzhou|银川 yinchuan|西宁 xining|拉萨 lhasa|乌鲁木齐 urumqi|呼和浩特 hohhot|' +
  '香港 hong_kong|澳门 macau macao|台湾 taiwan|江苏 jiangsu|浙江 zhejiang|安徽 anhui|福建 fujian|江西 jiangxi|山东 shandong|' +
  '河南 henan|湖北 hubei|湖南 hunan|广东 guangdong|广西 guangxi|海南 hainan|四川 sichuan|贵州 guizhou|云南 yunnan|陕西 shaanxi|' +
  '甘肃 gansu|青海 qinghai|宁夏 ningxia|新疆 xinjiang|西藏 tibet|内蒙古|黑龙江 heilongjiang|吉林 jilin|辽宁 liaoning|河北 hebei|山西 shanxi|' +
  '美国 united_states usa|英国 united_kingdom|德国 germany|法国 france|日本 japan|韩国 korea|新加坡 singapore|泰国 thailand|' +
  '越南 vietnam|马来西亚 malaysia|印尼 印度尼西亚 indonesia|印度 india|俄罗斯 russia|沙特 saudi|阿联酋 迪拜 dubai|巴西 brazil|' +
  '墨西哥 mexico|澳大利亚 澳洲 australia|加拿大 canada|欧洲 europe|非洲 africa|东南亚 southeast_asia|中东|' +
  '海外 境外 国外 出海 overseas abroad'
)
  .split('|')
  .map((forms) => forms.split(' ').map((form) => form.replaceAll('_', ' ')))
