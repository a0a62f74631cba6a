import type { Figure } from './figures.ts'

const RATE =
  /(?:每|每个|按|逐)(日|天|周(?![一二三四五六日天末](?![次场轮回天个]))|星期|月|季度|季|年|小时|分钟)|(日|周|月|季|年)(?=均)|\b(?:per|a|each|every) (day|week|month|quarter|year|hour)\b|\b(daily|hourly|weekly|monthly|quarterly|yearly)\b/g
const RATE_UNITS: readonly [string, RegExp][] = [
  ['day', /^(?:日|天|day|daily)$/],
  ['week', /^(?:周|星期|week|weekly)$/],
  ['month', /^(?:月|month|monthly)$/],
  ['quarter', /^(?:季度|季|quarter|quarterly)$/],
  ['year', /^(?:年|year|yearly)$/],
  ['hour', /^(?:小时|hour|hourly)$/],
  ['minute', /^分钟$/],
]

/** Rates of time: 每天, 按月, per week, hourly. */
export function readRates(text: string): Figure[] {
  return [...text.matchAll(RATE)].flatMap((found): Figure[] => {
    const word = found[1] ?? found[2] ?? found[3] ?? found[4] ?? ''
    const unit = RATE_UNITS.find(([, pattern]) => pattern.test(word))?.[0]
    return unit === undefined
      ? []
      : [
          {
            start: found.index,
            end: found.index + found[0].length,
            text: found[0],
            kind: 'rate',
            key: `/${unit}`,
            unit,
          },
        ]
  })
}
