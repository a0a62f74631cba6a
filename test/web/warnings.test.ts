import { describe, expect, it } from 'vitest'
import { recognitionWarnings } from '../../ingest/read/ocr/ocr-warnings.ts'
import { readDocument } from '../../ingest/read/read-document.ts'
import { leftOutWarnings } from '../../ingest/read/zip/member-path.ts'
import { ERROR_STATUS } from '../../src/errors.ts'
import { zh } from '../../web/language/zh.ts'
import { describeWarning } from '../../web/pages/library/describe-warning.ts'
import { makeRawPptx, shape } from '../helpers/fixtures/pptx.ts'
import { makeXlsx } from '../helpers/fixtures/xlsx.ts'

const inChinese = (warning: string) => describeWarning(warning, zh)

describe('the notes of a reading, in Chinese', () => {
  it('name the pages that were recognised, and those that hardly were', () => {
    const pages = Array.from({ length: 22 }, (_, at) => ({ page: 2 * at + 1, confidence: at === 0 ? 20 : 90 }))
    const [recognised, poor] = recognitionWarnings(pages).map(inChinese)
    expect(recognised).toMatch(/^这些页是扫描页，文字是识别出来的，.*第 1、3、5、.*39 等页。$/)
    expect(poor).toBe('这些页识别得不清楚：第 1 页。')
  })

  it('name the files inside that cannot be read', () => {
    expect(leftOutWarnings(['图.dwg']).map(inChinese)).toEqual(['里面有 1 个文件的格式不能读取：图.dwg。'])
    expect(leftOutWarnings(['a.dwg', 'b.exe']).map(inChinese)).toEqual([
      '里面有 2 个文件的格式不能读取：a.dwg、b.exe。',
    ])
  })

  it('are those that the readers give', async () => {
    const workbook = await makeXlsx({
      甲: (sheet) => sheet.addRows([['编号'], ['K-1']]),
      乙: (sheet) => {
        sheet.state = 'hidden'
        sheet.addRows([['编号'], ['K-2']])
      },
    })
    const deck = await makeRawPptx([shape(['题'], 'title')])
    const read = [
      await readDocument({ name: 'a.xlsx', bytes: workbook }),
      await readDocument({ name: 'b.pptx', bytes: deck }),
    ]
    const warnings = read.flatMap((one) => one.warnings)
    expect(warnings.length).toBeGreaterThan(0)
    for (const warning of warnings) expect(inChinese(warning)).toMatch(/[一-鿿]/)
  })

  it('stay as they are where their form is not known', () => {
    expect(inChinese('Something else.')).toBe('Something else.')
  })
})

it('says in Chinese what is wrong with a file, whatever it is', () => {
  const ofFiles = Object.entries(ERROR_STATUS).flatMap(([code, status]) =>
    status === 422 && code !== 'dataset_invalid' && code !== 'invalid_request' ? [code] : [],
  )
  expect(ofFiles.filter((code) => zh.errors.byCode[code] === undefined)).toEqual([])
})
