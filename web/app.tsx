import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router'
import { readGapSearch } from './pages/gaps/gap-search.ts'
import { readLibrarySearch } from './pages/library/library-search.ts'
import { readQuerySearch } from './pages/search/query-search.ts'
import { PageError, PageMissing, PagePending } from './shell/page-error.tsx'
import { Shell } from './shell/shell.tsx'

type PlaceSearch = { version?: string; start?: number; end?: number }

function wholeNumber(value: unknown): number | undefined {
  const number = typeof value === 'string' || typeof value === 'number' ? Number(value) : Number.NaN
  return Number.isSafeInteger(number) && number >= 0 ? number : undefined
}

function readPlaceSearch(search: Record<string, unknown>): PlaceSearch {
  const start = wholeNumber(search.start)
  const end = wholeNumber(search.end)
  return {
    ...(typeof search.version === 'string' ? { version: search.version } : {}),
    ...(start === undefined ? {} : { start }),
    ...(end === undefined ? {} : { end }),
  }
}

/** `source` names the place that stands open beside the conversation, in the form of `source-place.ts`. */
function readAskSearch(search: Record<string, unknown>): { source?: string } {
  return typeof search.source === 'string' ? { source: search.source } : {}
}

/**
 * Loads the code of a page. A failure is told under a name of its own: the router answers the browser's by loading
 * everything anew, which shows nothing at all while the service is away.
 */
function loadPage<Module>(load: () => Promise<Module>): () => Promise<Module> {
  return () =>
    load().catch((cause: unknown) => {
      throw new Error('the code of the page did not come', { cause })
    })
}

const root = createRootRoute({ component: Shell, notFoundComponent: PageMissing, errorComponent: PageError })

const askPage = loadPage(() => import('./pages/ask/ask-page.tsx'))

const ask = createRoute({
  getParentRoute: () => root,
  path: '/',
  validateSearch: readAskSearch,
  component: lazyRouteComponent(askPage, 'AskPage'),
})

const conversation = createRoute({
  getParentRoute: () => root,
  path: '/c/$conversationId',
  validateSearch: readAskSearch,
  component: lazyRouteComponent(askPage, 'AskPage'),
})

const search = createRoute({
  getParentRoute: () => root,
  path: '/search',
  validateSearch: readQuerySearch,
  component: lazyRouteComponent(
    loadPage(() => import('./pages/search/search-page.tsx')),
    'SearchPage',
  ),
})

const terms = createRoute({
  getParentRoute: () => root,
  path: '/search/terms',
  component: lazyRouteComponent(
    loadPage(() => import('./pages/terms/terms-page.tsx')),
    'TermsPage',
  ),
})

const library = createRoute({
  getParentRoute: () => root,
  path: '/library',
  validateSearch: readLibrarySearch,
  component: lazyRouteComponent(
    loadPage(() => import('./pages/library/library-page.tsx')),
    'LibraryPage',
  ),
})

const gaps = createRoute({
  getParentRoute: () => root,
  path: '/gaps',
  validateSearch: readGapSearch,
  component: lazyRouteComponent(
    loadPage(() => import('./pages/gaps/gaps-page.tsx')),
    'GapsPage',
  ),
})

const evaluationQuestions = createRoute({
  getParentRoute: () => root,
  path: '/gaps/questions',
  component: lazyRouteComponent(
    loadPage(() => import('./pages/evaluation/questions-page.tsx')),
    'QuestionsPage',
  ),
})

const documentPlace = createRoute({
  getParentRoute: () => root,
  path: '/documents/$documentId',
  validateSearch: readPlaceSearch,
  component: lazyRouteComponent(
    loadPage(() => import('./pages/document/document-page.tsx')),
    'DocumentPage',
  ),
})

const routes = root.addChildren([ask, conversation, search, terms, library, gaps, evaluationQuestions, documentPlace])

/** The addresses of the page. */
export const router = createRouter({
  routeTree: routes,
  defaultPreload: 'intent',
  defaultPendingComponent: PagePending,
  defaultErrorComponent: PageError,
})

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}
