/** Characters that Chinese surnames are written with, the common ones first. */
export const SURNAMES =
  '王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范廖贾韦付邱邹熊孟秦薛侯雷尹龙陶黎贺顾郝龚邵万钱严覃武戴莫孔汤康易乔赖庞樊殷施洪颜庄聂章鲁葛柴穆纪阮蒲骆温屠宿厉郎苗费卜冉尤毕虞祁童冷晏柯岑邬党石乐戚欧阮司裴齐盛舒涂翟耿牛伍季华岳'
/** A character that a given name may have; those of everyday words left out. A regular expression's source. */
export const GIVEN =
  '[^\\P{Script=Han}的了是不么什哪怎没有我你他这那个和在吗与可要该于间点组部门司队方人员者商厂院局处科室会层期型性率工案书表]'
/** More of them, which are everyday words too: surnames only where a title follows. */
export const SURNAMES_BEFORE_TITLES = `${SURNAMES}尚简左关边卓代鲍史段常文辛解焦管詹甘符窦蓝包芦单闫阎商仇米车甄艾敖牟应卞凌温景房游路沙申项祝连池佟谌`
