import { LATENCY_BUCKETS, type RequestMetrics } from './request-metrics.ts'

type Sample = { labels?: Record<string, string | number>; suffix?: string; value: number }
type Family = { name: string; help: string; type: 'counter' | 'gauge' | 'histogram'; samples: Sample[] }

function escapeLabel(value: string | number): string {
  return String(value).replace(/\\/g, '\\\\').replace(/"/g, '\\"').replace(/\n/g, '\\n')
}

function writeSample(family: Family, { labels = {}, suffix = '', value }: Sample): string {
  const pairs = Object.entries(labels).map(([name, text]) => `${name}="${escapeLabel(text)}"`)
  return `${family.name}${suffix}${pairs.length > 0 ? `{${pairs.join(',')}}` : ''} ${value}`
}

/** Prometheus text format 0.0.4. */
export function writeMetrics(families: readonly Family[]): string {
  return families
    .flatMap((family) => [
      `# HELP ${family.name} ${family.help}`,
      `# TYPE ${family.name} ${family.type}`,
      ...family.samples.map((sample) => writeSample(family, sample)),
    ])
    .join('\n')
    .concat('\n')
}

function requestSamples(metrics: RequestMetrics): Sample[] {
  return [...metrics.requests].map(([key, value]) => {
    const [method = '', route = '', status = ''] = key.split(' ')
    return { labels: { method, route, status }, value }
  })
}

function latencySamples(metrics: RequestMetrics): Sample[] {
  return [...metrics.latency].flatMap(([route, { counts, seconds }]) => {
    let sum = 0
    const buckets = counts.map((n, index) => {
      sum += n
      return { labels: { route, le: LATENCY_BUCKETS[index] ?? '+Inf' }, suffix: '_bucket', value: sum }
    })
    const totals = [
      { labels: { route }, suffix: '_sum', value: seconds },
      { labels: { route }, suffix: '_count', value: sum },
    ]
    return [...buckets, ...totals]
  })
}

export function requestFamilies(metrics: RequestMetrics): Family[] {
  return [
    {
      name: 'precedent_http_requests_total',
      help: 'Requests answered, by method, route and status.',
      type: 'counter',
      samples: requestSamples(metrics),
    },
    {
      name: 'precedent_http_request_duration_seconds',
      help: 'Time until the answer began, by route.',
      type: 'histogram',
      samples: latencySamples(metrics),
    },
  ]
}

const gauge = (name: string, help: string, samples: Sample[]): Family => ({ name, help, type: 'gauge', samples })

export type LibraryFacts = { documents: number; chunks: number; jobs: ReadonlyMap<string, number> }

export function libraryFamilies(facts: LibraryFacts): Family[] {
  const states = ['queued', 'running', 'done', 'failed', 'cancelled']
  return [
    gauge('precedent_documents', 'Documents in the library.', [{ value: facts.documents }]),
    gauge('precedent_chunks', 'Chunks that a search can find.', [{ value: facts.chunks }]),
    gauge(
      'precedent_jobs',
      'Ingest jobs, by state.',
      states.map((state) => ({ labels: { state }, value: facts.jobs.get(state) ?? 0 })),
    ),
  ]
}

export function processFamilies(): Family[] {
  const memory = process.memoryUsage()
  const { user, system } = process.cpuUsage()
  return [
    gauge('process_resident_memory_bytes', 'Resident memory.', [{ value: memory.rss }]),
    gauge('nodejs_heap_size_used_bytes', 'Heap in use.', [{ value: memory.heapUsed }]),
    gauge('nodejs_external_memory_bytes', 'Memory of objects bound to the heap.', [{ value: memory.external }]),
    gauge('process_start_time_seconds', 'Start of the process since the epoch.', [
      { value: Math.round(Date.now() / 1_000 - process.uptime()) },
    ]),
    {
      name: 'process_cpu_seconds_total',
      help: 'Processor time used.',
      type: 'counter',
      samples: [{ value: (user + system) / 1_000_000 }],
    },
  ]
}
