type WarningForm = { form: RegExp; say: (first: string, second: string) => string }

/** `第 1、3-7 页`, or `第 1、3 等页` where more are meant. */
const pages = (list: string) => `第 ${list.replaceAll(', ', '、')} 页`.replace(/ … 页$/, ' 等页')

/** What reading notes, by the form of the service's English line; the words in brackets come back. */
export const zhWarningForms: readonly WarningForm[] = [
  {
    form: /^Pictures (?:in the text )?are not read \((\d+) in this file\)\.$/,
    say: (n) => `图片里的内容没有读取（共 ${n} 张）。`,
  },
  {
    form: /^Documents inserted as a whole are not read \((\d+) in this file\)\.$/,
    say: (n) => `整份插入的文档没有读取（共 ${n} 份）。`,
  },
  {
    form: /^Pages without text: (.+)\.$/,
    say: (list) => `这些页没有文字，可能是扫描页：${pages(list)}。`,
  },
  {
    form: /^Pages without a text layer, read by text recognition: (.+)\. Check names and numbers\.$/,
    say: (list) => `这些页是扫描页，文字是识别出来的，人名和数字请核对：${pages(list)}。`,
  },
  {
    form: /^Pages that text recognition could hardly read: (.+)\.$/,
    say: (list) => `这些页识别得不清楚：${pages(list)}。`,
  },
  {
    form: /^Pages without text, scanned: (.+); to have them read, install Tesseract: (.+)\.$/,
    say: (list, how) => `这些页是扫描页，没有读到文字：${pages(list)}。安装 Tesseract 后重新读取即可：${how}`,
  },
  {
    form: /^Pages without text, scanned: (.+); they could not be drawn, or there was no more time\.$/,
    say: (list) => `这些页是扫描页，没有来得及识别或无法识别：${pages(list)}。`,
  },
  { form: /^Hidden sheets are not read: (.+)\.$/, say: (names) => `隐藏的工作表没有读取：${names}。` },
  { form: /^Hidden sheets are read like the others: (.+)\.$/, say: (names) => `隐藏的工作表也读取了：${names}。` },
  { form: /^Hidden slides are read like the others: (.+)\.$/, say: (names) => `隐藏的幻灯片也读取了：${names}。` },
  {
    form: /^Hidden rows are read like the others \((\d+) in this file\)\.$/,
    say: (n) => `隐藏的行也读取了（共 ${n} 行）。`,
  },
  {
    form: /^(\d+) formulas have no stored result/,
    say: (n) => `${n} 个公式没有保存结果，请用 Excel 打开后重新保存再上传。`,
  },
  {
    form: /^(\d+) files? inside (?:is|are) of a format that cannot be read: (.+)\.$/,
    say: (n, names) => `里面有 ${n} 个文件的格式不能读取：${names.replaceAll(', ', '、')}。`,
  },
  { form: /^A part of the (?:text|page) is in no known encoding/, say: () => '有一部分文字的编码不认识，没有读取。' },
  { form: /ends before its last part does: it may be cut off\.$/, say: () => '文件不完整，可能没有保存或下载完。' },
]
