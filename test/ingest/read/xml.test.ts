import { describe, expect, it } from 'vitest'
import { elementsOf, findAll, findChild, parseXml, textOf } from '../../../ingest/read/office/xml.ts'
import { createXmlScanner } from '../../../ingest/read/office/xml-scan.ts'

describe('reading XML', () => {
  it('gives elements without prefixes, attributes with them, and decoded text', () => {
    const root = findChild(
      parseXml('<?xml version="1.0"?><!-- a > b --><w:a r:id=\'x"&lt;\'><b>&#20013;&#x6587; &amp;</b></w:a>'),
      'a',
    )
    expect(root?.attributes).toEqual({ 'r:id': 'x"<' })
    expect(textOf(findChild(root, 'b'))).toBe('中文 &')
  })

  it('keeps what is written in a CDATA section, and a ">" in an attribute', () => {
    expect(textOf(parseXml('<a b="1>0"><![CDATA[<c>&amp;]]></a>'))).toBe('<c>&amp;')
  })

  it('expands no entity that a document defines', () => {
    const bomb = '<!DOCTYPE a [<!ENTITY x "xxxxxxxx"><!ENTITY y "&x;&x;">]><a>&y;</a>'
    expect(textOf(parseXml(bomb))).toBe('&y;')
  })

  it('yields the outermost elements of a name one after another', () => {
    const xml = '<a><p>1<p>2</p></p><b><p>3</p></b><t/></a>'
    expect([...elementsOf(xml, new Set(['p', 't']))].map((node) => `${node.name}${textOf(node)}`)).toEqual([
      'p12',
      'p3',
      't',
    ])
    expect(findAll(parseXml(xml), 'p').map(textOf)).toEqual(['12', '3'])
  })

  it('reads UTF-16 where a byte-order mark says so', () => {
    expect(textOf(parseXml(Buffer.from('\uFEFF<a>验收</a>', 'utf16le')))).toBe('验收')
    expect(textOf(parseXml(Buffer.from('\uFEFF<a>验收</a>')))).toBe('验收')
  })

  it('reads the same whatever pieces the text comes in', () => {
    const xml = '<?x y?><a b="&amp;>"><!--<b>--><c d=\'1\'/>甲&#20013;乙<![CDATA[<]]></a>'
    const eventsOf = (size: number): string[] => {
      const events: string[] = []
      let text = ''
      const scanner = createXmlScanner({
        open: (name, attributes) => events.push(`${name} ${JSON.stringify(attributes)}`),
        close: (name) => events.push(`/${name}`),
        text: (part) => {
          text += part
        },
      })
      for (let at = 0; at < xml.length; at += size) scanner.write(xml.slice(at, at + size))
      scanner.end()
      return [...events, text]
    }
    const whole = eventsOf(xml.length)
    expect(whole).toEqual(['a {"b":"&>"}', 'c {"d":"1"}', '/c', '/a', '甲中乙<'])
    for (const size of [1, 2, 3, 7]) expect(eventsOf(size)).toEqual(whole)
  })

  it.each(['', '<a>', '<a></b>', '<a/><b/>', '<a', '</a>', '<a><!-- </a>', 'text'])(
    'fails on what is no XML: %s',
    (xml) => {
      expect(() => parseXml(xml)).toThrow()
    },
  )

  it('fails on nesting that no office program writes', () => {
    expect(() => parseXml('<a>'.repeat(300) + '</a>'.repeat(300))).toThrow('nested too deeply')
  })

  it('passes over long text and long files in linear time', () => {
    const start = performance.now()
    expect(textOf(parseXml(Buffer.from(`<a>${'甲&amp;'.repeat(500_000)}</a>`)))).toHaveLength(1_000_000)
    expect(performance.now() - start).toBeLessThan(5_000)
  })
})
