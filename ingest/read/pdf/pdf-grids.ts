import type { Rule } from './pdf-rules.ts'

/**
 * The grid that crossing rules make: the places of its lines from left to right and from top to bottom, and for each
 * field, row by row, the number of the cell that it belongs to; fields with no rule between them are one cell.
 */
export type RuledGrid = { xs: number[]; ys: number[]; cells: number[][] }

/** Points. Rules so close to each other are one line; rules that miss each other by less do meet. */
const SAME_LINE = 2.5
const MEETS = 3
const MAX_LINES = 800

/** The grids of a page with at least two rows and two columns, from the top down. */
export function findGrids(rules: readonly Rule[]): RuledGrid[] {
  const across = mergeRules(rules.filter((rule) => !rule.isVertical))
  const down = mergeRules(rules.filter((rule) => rule.isVertical))
  if (across.length + down.length > MAX_LINES) return []
  return connect(across, down)
    .filter((group) => group.across.length > 2 && group.down.length > 2)
    .map(gridOf)
    .filter(({ xs, ys }) => xs.length > 2 && ys.length > 2)
    .sort((a, b) => (a.ys[0] ?? 0) - (b.ys[0] ?? 0))
}

/** Rules on one line that touch or overlap become one. */
function mergeRules(rules: readonly Rule[]): Rule[] {
  const merged: Rule[] = []
  for (const line of groupBy([...rules], ({ at }) => at)) {
    const at = line.reduce((sum, rule) => sum + rule.at, 0) / line.length
    let last: Rule | undefined
    for (const rule of line.sort((a, b) => a.from - b.from)) {
      if (last && rule.from <= last.to + MEETS) last.to = Math.max(last.to, rule.to)
      else {
        last = { ...rule, at }
        merged.push(last)
      }
    }
  }
  return merged
}

function groupBy(rules: Rule[], keyOf: (rule: Rule) => number): Rule[][] {
  const groups: Rule[][] = []
  let last: Rule | undefined
  for (const rule of rules.sort((a, b) => keyOf(a) - keyOf(b))) {
    if (last && keyOf(rule) - keyOf(last) <= SAME_LINE) groups.at(-1)?.push(rule)
    else groups.push([rule])
    last = rule
  }
  return groups
}

type Group = { across: Rule[]; down: Rule[] }

/** Rules that cross or meet, directly or through others. */
function connect(across: readonly Rule[], down: readonly Rule[]): Group[] {
  const sets = createSets(across.length + down.length)
  for (const [row, line] of across.entries()) {
    for (const [column, other] of down.entries()) {
      if (reaches(line, other.at) && reaches(other, line.at)) sets.join(row, across.length + column)
    }
  }
  const groups = new Map<number, Group>()
  for (const [at, rule] of [...across, ...down].entries()) {
    const group = groups.get(sets.find(at)) ?? { across: [], down: [] }
    groups.set(sets.find(at), group)
    group[rule.isVertical ? 'down' : 'across'].push(rule)
  }
  return [...groups.values()]
}

function reaches({ from, to }: Rule, place: number): boolean {
  return place >= from - MEETS && place <= to + MEETS
}

function gridOf({ across, down }: Group): RuledGrid {
  const xs = distinct(down.map(({ at }) => at))
  const ys = distinct(across.map(({ at }) => at))
  const [width, height] = [Math.max(0, xs.length - 1), Math.max(0, ys.length - 1)]
  const sets = createSets(width * height)
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      const [left, right] = [xs[column] ?? 0, xs[column + 1] ?? 0]
      const [top, bottom] = [ys[row] ?? 0, ys[row + 1] ?? 0]
      const field = row * width + column
      if (column + 1 < width && !hasRule(down, right, (top + bottom) / 2)) sets.join(field, field + 1)
      if (row + 1 < height && !hasRule(across, bottom, (left + right) / 2)) sets.join(field, field + width)
    }
  }
  const cells = Array.from({ length: height }, (_, row) =>
    Array.from({ length: width }, (_, column) => sets.find(row * width + column)),
  )
  return { xs, ys, cells }
}

function hasRule(rules: readonly Rule[], at: number, place: number): boolean {
  return rules.some((rule) => Math.abs(rule.at - at) <= SAME_LINE && rule.from <= place && place <= rule.to)
}

function distinct(places: number[]): number[] {
  const sorted = places.sort((a, b) => a - b)
  return sorted.filter((place, at) => at === 0 || place - (sorted[at - 1] ?? 0) > SAME_LINE)
}

/** Numbers in sets that can be joined (union-find). */
function createSets(size: number) {
  const parents = Array.from({ length: size }, (_, at) => at)
  function find(at: number): number {
    let root = at
    for (let parent = parents[root] ?? root; parent !== root; parent = parents[root] ?? root) root = parent
    parents[at] = root
    return root
  }
  return {
    find,
    /** The smaller number stands for both. */
    join: (a: number, b: number): void => {
      const [first, second] = [find(a), find(b)]
      parents[Math.max(first, second)] = Math.min(first, second)
    },
  }
}
