import { load } from 'cheerio'
import type { Extraction } from '../../extraction.ts'
import { cleanText, collapseWhitespace } from '../clean-text.ts'
import { createTextBuilder } from '../text-builder.ts'
import type { DomNode } from './dom.ts'
import { addHtmlBlocks } from './html-blocks.ts'

/** Parts that are mostly not the page's text; but some pages stand as a whole in a form or a navigation. */
const FRAMES = 'form, nav, aside, header, footer'

/** An HTML page as its reader sees it. `html` is decoded; `name` is for messages. */
export function readHtml(html: string, name: string): Extraction {
  const $ = load(html)
  const title = oneLine($('title').first().text()) || oneLine($('h1').first().text())
  const root: DomNode = $.root()[0] ?? { type: 'root' }
  let read = readTree(root, name)
  if (read.text === '') {
    $(FRAMES).each((_, frame) => {
      frame.name = 'div'
    })
    read = readTree(root, name)
  }
  return { ...read, warnings: [], ...(title && { title }) }
}

function readTree(root: DomNode, name: string): Pick<Extraction, 'text' | 'blocks'> {
  const builder = createTextBuilder(name)
  addHtmlBlocks(root, builder)
  return builder.finish()
}

function oneLine(text: string): string {
  return collapseWhitespace(cleanText(text)).trim()
}
