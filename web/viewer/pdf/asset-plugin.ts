import { readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import type { Plugin } from 'vite'

/** What pdf.js asks for while it shows a page: encodings of Chinese fonts, stand-ins for common fonts, a decoder. */
const FOLDERS: Readonly<Record<string, RegExp>> = {
  cmaps: /\.bcmap$/,
  standard_fonts: /\.(?:pfb|ttf)$/,
  wasm: /_nowasm_fallback\.js$/,
}

function listAssets(library: string): Map<string, string> {
  const files = Object.entries(FOLDERS).flatMap(([folder, wanted]) =>
    readdirSync(join(library, folder))
      .filter((name) => wanted.test(name))
      .map((name): [string, string] => [`${folder}/${name}`, join(library, folder, name)]),
  )
  return new Map(files)
}

/**
 * Puts pdf.js's data files beside the page, under an address that changes with its version, so that the page needs no
 * other server. The address is known as `import.meta.env.PDF_ASSETS`.
 */
export function pdfAssets(): Plugin {
  const require = createRequire(import.meta.url)
  const manifest = require.resolve('pdfjs-dist/package.json')
  const { version } = JSON.parse(readFileSync(manifest, 'utf8')) as { version: string }
  const base = `assets/pdfjs-${version}/`
  const assets = listAssets(dirname(manifest))
  return {
    name: 'pdf-assets',
    config: () => ({ define: { 'import.meta.env.PDF_ASSETS': JSON.stringify(`/${base}`) } }),
    generateBundle() {
      for (const [name, path] of assets) {
        this.emitFile({ type: 'asset', fileName: base + name, source: readFileSync(path) })
      }
    },
    configureServer(server) {
      server.middlewares.use(`/${base}`, (request, response, next) => {
        const path = assets.get((request.url ?? '').slice(1))
        if (path === undefined) return next()
        response.setHeader('content-type', path.endsWith('.js') ? 'text/javascript' : 'application/octet-stream')
        response.end(readFileSync(path))
      })
    },
  }
}
