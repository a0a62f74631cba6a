type Place = { title: string; headings?: readonly string[]; speaker?: string | undefined; page?: number | undefined }

/** Where a passage stands: `title › heading › speaker, p. 3`. */
export function describePlace({ title, headings = [], speaker, page }: Place): string {
  const trail = [title, ...headings.filter((heading) => heading !== title), ...(speaker ? [speaker] : [])]
  return trail.join(' › ').replace(/\s+/g, ' ') + (page === undefined ? '' : `, p. ${page}`)
}
