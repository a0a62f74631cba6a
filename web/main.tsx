import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { ServiceError } from './api/service-error.ts'
import { router } from './app.tsx'
import { ToastProvider } from './components/toast.tsx'
import { TooltipProvider } from './components/tooltip.tsx'
import { LanguageProvider } from './language/language.tsx'
import { AskingProvider } from './pages/ask/asking-context.tsx'
import { UploadProvider } from './pages/library/upload-provider.tsx'
import { ThemeProvider } from './shell/theme.tsx'

const RETRIES = 2

/** A refusal stays one; only a service that cannot be reached is asked again. */
function isWorthRetrying(failures: number, error: Error): boolean {
  return failures < RETRIES && !(error instanceof ServiceError && error.status < 500)
}

const queries = new QueryClient({
  defaultOptions: { queries: { retry: isWorthRetrying, staleTime: 5_000, networkMode: 'always' } },
})

const place = document.getElementById('root')
if (!place) throw new Error('the page has no #root')

createRoot(place).render(
  <StrictMode>
    <QueryClientProvider client={queries}>
      <LanguageProvider>
        <ThemeProvider>
          <TooltipProvider>
            <ToastProvider>
              <AskingProvider>
                <UploadProvider>
                  <RouterProvider router={router} />
                </UploadProvider>
              </AskingProvider>
            </ToastProvider>
          </TooltipProvider>
        </ThemeProvider>
      </LanguageProvider>
    </QueryClientProvider>
  </StrictMode>,
)
