/** The part of an HTML node that the walk reads; the nodes that cheerio makes have this shape. */
export type DomNode = {
  type: string
  data?: string
  name?: string
  attribs?: Record<string, string>
  children?: DomNode[]
}

const SILENT_TAGS = new Set(
  'script style noscript template head nav aside form svg iframe object canvas audio video select button input textarea map rp rt'.split(
    ' ',
  ),
)
const BLOCK_TAGS = new Set(
  'address article blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure footer header hgroup hr html legend li main menu ol p pre section summary table tbody td tfoot th thead tr ul'.split(
    ' ',
  ),
)
const FRAME_ROLES = new Set([
  'navigation',
  'banner',
  'contentinfo',
  'complementary',
  'search',
  'menu',
  'menubar',
  'toolbar',
])
/** Names by which pages without those roles mark the same parts. */
const FRAME_CLASSES = new Set(
  'nav navbar navigation breadcrumb breadcrumbs side sidebar foot footer site-header site-footer topbar toolbar pagination'.split(
    ' ',
  ),
)
/** A header in one of these belongs to the text; elsewhere it is the page's banner. */
const CONTENT_TAGS = new Set(['article', 'main', 'section'])

export function isBlockTag(name: string | undefined): boolean {
  return name !== undefined && BLOCK_TAGS.has(name)
}

export function headingLevel(name: string | undefined): number | undefined {
  const level = /^h([1-6])$/.exec(name ?? '')?.[1]
  return level ? Number(level) : undefined
}

/** Whether an element is no part of what a reader of the page reads: scripts, navigation, banners, hidden parts. */
export function isSilent(node: DomNode, ancestors: readonly DomNode[]): boolean {
  const { name = '', attribs = {} } = node
  if (SILENT_TAGS.has(name)) return true
  if (name === 'header' || name === 'footer')
    return !ancestors.some((ancestor) => CONTENT_TAGS.has(ancestor.name ?? ''))
  if (name !== 'body' && isFrame(node)) return true
  return 'hidden' in attribs || attribs['aria-hidden'] === 'true' || hidesItself(attribs.style)
}

/** Whether role or class say that this is navigation, a banner or the like, and no heading of the page stands in it. */
function isFrame(node: DomNode): boolean {
  const { role = '', class: classes = '', id = '' } = node.attribs ?? {}
  if (FRAME_ROLES.has(role)) return true
  if (![...classes.split(/\s+/), id].some((word) => FRAME_CLASSES.has(word.toLowerCase()))) return false
  return findElements(node, ({ name }) => name === 'h1' || name === 'main' || name === 'article').length === 0
}

function hidesItself(style = ''): boolean {
  return /(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0(?:px|pt|em|%)?\s*(?:;|$|!)|mso-hide\s*:\s*all)/i.test(
    style,
  )
}

/** The text below a node, without recursion, for trees of any depth. */
export function plainTextOf(node: DomNode): string {
  const parts: string[] = []
  const stack: DomNode[] = [node]
  for (let at = stack.pop(); at; at = stack.pop()) {
    if (at.type === 'text') parts.push(at.data ?? '')
    else if (at.name === 'br') parts.push('\n')
    else if (!isSilent(at, [])) stack.push(...[...(at.children ?? [])].reverse())
  }
  return parts.join('')
}

/** The elements below a node that fit, outermost only, without recursion. */
export function findElements(
  node: DomNode,
  fits: (element: DomNode) => boolean,
  enters = (_: DomNode) => true,
): DomNode[] {
  const found: DomNode[] = []
  const stack = [...(node.children ?? [])].reverse()
  for (let at = stack.pop(); at; at = stack.pop()) {
    if (at.name !== undefined && fits(at)) found.push(at)
    else if (enters(at)) stack.push(...[...(at.children ?? [])].reverse())
  }
  return found
}
