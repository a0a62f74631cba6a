import { defineConfig } from 'vite'

const SERVICE = 'http://127.0.0.1:8787'

export default defineConfig({
  root: 'web',
  build: { outDir: '../dist/web', emptyOutDir: true, assetsInlineLimit: 0, modulePreload: { polyfill: false } },
  server: { proxy: { '/api': { target: SERVICE, changeOrigin: true, headers: { origin: SERVICE } } } },
})
