const SUPPLEMENT_START = 0x2e80

/**
 * U+2E80 to U+2EF3 in order, each as the ideograph it stands for; itself where there is none of one UTF-16 unit.
 * Source: property Equivalent_Unified_Ideograph of the Unicode Character Database.
 */
const SUPPLEMENT =
  '⺀厂乛乚乙亻冂⺇刀刂卜㔾小小兀尣尢⺑巳幺彑彐忄心扌攵⺚旡日月歺母民氵氺灬爫爫丬牛犭王⺪目示礻⺮糹纟罓罒㓁冗⺵羊⺷⺸耂肀聿肉⺽艹艹艹虎衤覀西见角⻇讠贝⻊车辶辶辶邑钅長镸长门⻕阝雨青韦页风飞食⻞飠饣⻡马骨鬼鱼鸟卤麦黄黾斉齐歯齿竜龙龜亀龟'

/** Kangxi radicals whose compatibility mapping is an old form, where simplified Chinese fonts show the new one. */
const NEW_FORMS: Readonly<Record<string, string>> = { '\u2F3E': '户', '\u2FAD': '青' }

/**
 * Puts ideographs where PDF fonts say radicals (⽅ U+2F45 for 方) or compatibility forms. Every replacement is one
 * UTF-16 unit for one, so offsets stay; all else stays too, full-width punctuation first of all.
 */
export function restoreIdeographs(text: string): string {
  return text
    .replace(/[\u2F00-\u2FD5]/g, (radical) => NEW_FORMS[radical] ?? radical.normalize('NFKC'))
    .replace(/[\u2E80-\u2EF3]/g, (radical) => SUPPLEMENT[radical.charCodeAt(0) - SUPPLEMENT_START] ?? radical)
    .replace(/[\uF900-\uFAD9]/g, (form) => (form.normalize('NFC').length === 1 ? form.normalize('NFC') : form))
}
