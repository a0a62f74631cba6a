import { load } from 'cheerio/slim'
import mammoth from 'mammoth'
import type { Extraction, SourceFile } from '../extraction.ts'
import type { Archive } from './archive.ts'
import { headingStyleMap } from './docx-styles.ts'
import type { DomNode } from './dom.ts'
import { addHtmlBlocks } from './html-blocks.ts'
import { coreTitle } from './office-package.ts'
import { createTextBuilder } from './text-builder.ts'

/** The document's title and tables of contents, which repeat its headings, come before what the styles say. */
const FIXED_STYLES = [
  "p[style-name='Title'] => h1:fresh",
  "p[style-name='标题'] => h1:fresh",
  "p[style-name^='toc '] => !",
  "p[style-name^='目录 '] => !",
]

/** A Word document through mammoth's HTML: headings by their styles, lists, tables. Pictures are only counted. */
export async function readDocx({ name, bytes }: SourceFile, archive: Archive): Promise<Extraction> {
  await archive.verify()
  const styles = await archive.read('word/styles.xml')
  let pictures = 0
  const countPicture = mammoth.images.imgElement(async () => {
    pictures += 1
    return { src: '' }
  })
  const styleMap = [...FIXED_STYLES, ...(styles ? headingStyleMap(styles) : [])]
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const html = await mammoth.convertToHtml({ buffer }, { styleMap, convertImage: countPicture })

  const builder = createTextBuilder(name)
  const root: DomNode = load(html.value, null, false).root()[0] ?? { type: 'root' }
  addHtmlBlocks(root, builder)
  const { text, blocks } = builder.finish()
  const first = blocks.find((block) => block.kind === 'heading' && block.level === 1)
  const title = (await coreTitle(archive)) ?? (first && text.slice(first.start, first.end))
  const warnings = pictures > 0 ? [`Pictures are not read (${pictures} in this file).`] : []
  return { text, blocks, warnings, ...(title && { title }) }
}
