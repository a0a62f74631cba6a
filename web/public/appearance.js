// Runs before the first paint, so that neither theme nor language flashes. The page's own code keeps both from then on.
;(() => {
  const read = (key) => {
    try {
      return localStorage.getItem(key)
    } catch {
      return null
    }
  }
  const root = document.documentElement
  const theme = read('precedent.theme')
  const dark = theme === 'dark' || (theme !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches)
  root.dataset.theme = dark ? 'dark' : 'light'
  root.lang = read('precedent.language') === 'en' ? 'en' : 'zh-CN'
  document.querySelector('meta[name="theme-color"]')?.setAttribute('content', dark ? '#15181a' : '#faf8f4')
})()
