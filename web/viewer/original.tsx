import { lazy, Suspense } from 'react'
import { SkeletonLines } from '../components/skeleton.tsx'
import { Flow } from './original/flow.tsx'
import { Sheets } from './original/sheets.tsx'
import { Slides } from './original/slides.tsx'
import { useReading } from './reading.ts'

const PdfPages = lazy(async () => ({ default: (await import('./pdf/pdf-pages.tsx')).PdfPages }))

type OriginalProps = { url: string; onPlace: (offset: number) => void; onFailed: (isGone: boolean) => void }

/** The document as its format shows it. */
export function Original({ url, onPlace, onFailed }: OriginalProps) {
  const { layout } = useReading()
  switch (layout.format) {
    case 'pdf':
      return (
        <Suspense fallback={<SkeletonLines lines={8} className="p-8" />}>
          <PdfPages url={url} onPlace={onPlace} onFailed={onFailed} />
        </Suspense>
      )
    case 'xlsx':
      return <Sheets onPlace={onPlace} />
    case 'pptx':
      return <Slides onPlace={onPlace} />
    default:
      return <Flow onPlace={onPlace} />
  }
}
