// Runs in the page before anything of it: keeps what the browser says about painting, waiting and moving.
;(() => {
  const seen = { fcp: 0, lcp: 0, shifts: [], tasks: [], events: [] }
  const watch = (type, take, options = {}) =>
    new PerformanceObserver((list) => list.getEntries().forEach(take)).observe({ type, buffered: true, ...options })
  watch('paint', (entry) => {
    if (entry.name === 'first-contentful-paint') seen.fcp = entry.startTime
  })
  watch('largest-contentful-paint', (entry) => {
    seen.lcp = entry.startTime
  })
  watch('layout-shift', (entry) => {
    if (!entry.hadRecentInput) seen.shifts.push({ at: entry.startTime, value: entry.value })
  })
  watch('longtask', (entry) => {
    seen.tasks.push({ at: entry.startTime, ms: entry.duration })
  })
  watch(
    'event',
    (entry) => {
      if (entry.interactionId > 0) seen.events.push({ at: entry.startTime, ms: entry.duration })
    },
    { durationThreshold: 16 },
  )

  /** Scrolls a box to its end in `steps` frames. @returns how long each frame took, in ms. */
  const scroll = (selector, steps, isUp) =>
    new Promise((resolve) => {
      const box = document.querySelector(selector)
      const gaps = []
      const from = box.scrollTop
      const way = (isUp ? 0 : box.scrollHeight - box.clientHeight) - from
      let last = performance.now()
      const step = (now) => {
        gaps.push(now - last)
        last = now
        box.scrollTop = from + (way * Math.min(gaps.length, steps)) / steps
        if (gaps.length <= steps) requestAnimationFrame(step)
        else resolve(gaps.slice(1))
      }
      requestAnimationFrame(step)
    })

  /** When `selector` is first there and painted, in ms since the page was asked for. */
  const shown = (selector, withinMs) =>
    new Promise((resolve, reject) => {
      const latest = performance.now() + withinMs
      const look = () => {
        if (performance.now() > latest) reject(new Error(`${selector} did not show within ${withinMs} ms`))
        else if (document.querySelector(selector)) requestAnimationFrame(() => resolve(performance.now()))
        else requestAnimationFrame(look)
      }
      look()
    })

  globalThis.watched = { seen, scroll, shown }
})()
