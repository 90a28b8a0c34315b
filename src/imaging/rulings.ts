/** Rulings in a picture: long thin runs of ink with paper on both sides, with the gaps that scanning tears into them. */

import { withoutPrint } from './letter-strokes.js'
import { type Along, DENSITY, inkIn, type Measured, measure, type Run, WAVERS } from './measure.js'
import { FREE, keepMeeting, LONG } from './meeting.js'
import { type InkRuns, runsOf } from './runs.js'
import { joinTorn, piecesInLine } from './torn.js'

/** A stretch of a ruling, in pixels: `at` is its middle across, `thickness` how wide it is drawn. */
export interface Stroke {
  readonly axis: 'horizontal' | 'vertical'
  readonly at: number
  readonly from: number
  readonly to: number
  readonly thickness: number
  /** The rows (or columns) that it lies in, wavering with the paper; double lines are one stroke. */
  readonly band: readonly [first: number, end: number]
  /** Its ends may lie a gap away from what they reach to. */
  readonly dashed?: true
  /** By how much its thickness varies, as a share of it: that of a line of print more than that of a ruling. */
  readonly varies?: number
  /** One of several pieces in line, which are what is left of a ruling. */
  readonly torn?: true
  /** It meets no other: an underline, or the rule of a table that has none across. */
  readonly loose?: true
}

export interface RulingSettings {
  /** Inches, along rows and columns: shorter runs are strokes of letters. */
  readonly shortest: { readonly horizontal: number; readonly vertical: number }
  /** Inches: a gap no wider than this does not end a run. */
  readonly gap: number
  /** Inches: the same for lines that have nothing beside them. */
  readonly dashGap: number
  /** Inches: dashed lines are no shorter: a letter between two rulings looks like one. */
  readonly dashed: number
  /** Inches: thicker runs are bars, not rulings. */
  readonly thickest: number
}

/**
 * `shortest`: the lowest row and the narrowest column of a table in small print. Strokes of letters are as long; see
 * `FREE`. `gap`: dotted rulings of Word have gaps of 1.5 points. `dashGap`: dashed ones of LibreOffice have 3.6. `thickest`: rulings of 3 points, spread by a scanner.
 */
export const rulingDefaults: RulingSettings = {
  shortest: { horizontal: 0.2, vertical: 0.12 },
  gap: 0.024,
  dashGap: 0.058,
  dashed: 0.5,
  thickest: 0.07,
}

/** Short runs must be solid, or they are tops of letters. */
const SOLID = 0.85
/** Inches. */
const SHORT = 1

/** Find the rulings of both directions. */
export function findStrokes(
  ink: Uint8Array,
  width: number,
  height: number,
  dpi: number,
  settings = rulingDefaults,
): Stroke[] {
  const print = new Uint8Array(ink.length)
  const across = strokesAlong(ink, print, width, height, dpi, settings, settings.shortest.horizontal)
  const long = across.filter(({ from, to }) => to - from >= LONG * dpi)
  const turned = transpose(ink, width, height)
  const down = strokesAlong(turned, print, height, width, dpi, settings, settings.shortest.vertical, long)
  const level = across.filter((one) => !one.dashed || isDashes(one, down, ink, width, height, dpi))
  const upright = down.filter((one) => !one.dashed || isDashes(one, level, turned, height, width, dpi))
  const strokes = [
    ...level.map((stroke): Stroke => ({ axis: 'horizontal', ...stroke })),
    ...upright.map((stroke): Stroke => ({ axis: 'vertical', ...stroke })),
  ]
  const all = withoutPrint(strokes, dpi)
  const meeting = keepMeeting(all, dpi)
  const loose = all.filter(
    (one) => one.axis === 'horizontal' && !one.dashed && one.to - one.from >= LONG * dpi && !meeting.includes(one),
  )
  const torn = piecesInLine(
    all.filter((one) => !one.dashed && !meeting.includes(one) && !loose.includes(one)),
    meeting,
    dpi,
  )
  return [
    ...joinTorn([...meeting, ...torn.map((one): Stroke => ({ ...one, torn: true }))], dpi),
    ...loose.map((stroke): Stroke => ({ ...stroke, loose: true })),
  ]
}

/** Points: print stands this far from the rulings of its cell; the dashes of a line do not all of them. */
const FLOATS = 1
/** A stroke of a digit is in no more pieces than this. */
const GLYPH = 2
/** Share of the stretches between two crossing rulings that may be like print. */
const LONE = 0.34

/**
 * Whether a dashed line is one. Digits in a column, with the rulings between their rows, look the same; but there
 * every row has a piece of ink or two, with paper at both ends.
 */
function isDashes(
  { from, to, band }: Along,
  crossing: readonly Along[],
  ink: Uint8Array,
  width: number,
  height: number,
  dpi: number,
): boolean {
  const [first, end] = [Math.max(0, band[0]), Math.min(height, band[1])]
  const middle = (first + end) / 2
  const long = crossing
    .filter((one) => one.to - one.from >= LONG * dpi && one.from <= middle && one.to >= middle)
    .filter((one) => one.at >= from - dpi * 0.05 && one.at <= to + dpi * 0.05)
    .sort((a, b) => a.at - b.at)
  const apart = (FLOATS * dpi) / 72
  let parts = 0
  let lone = 0
  for (let i = 1; i < long.length; i++) {
    const [left, right] = [long[i - 1] as Along, long[i] as Along]
    const start = Math.max(left.band[1] + 1, Math.ceil(left.at + left.thickness / 2) + 1)
    const stop = Math.min(right.band[0] - 1, Math.floor(right.at - right.thickness / 2) - 1)
    if (stop - start < 4 * apart) continue
    parts++
    const pieces: { from: number; to: number }[] = []
    for (let x = Math.max(0, start); x < Math.min(width, stop); x++) {
      if (!inkIn(ink, width, height, x, first, end)) continue
      const last = pieces.at(-1)
      if (last && last.to === x) last.to = x + 1
      else pieces.push({ from: x, to: x + 1 })
    }
    const [top, bottom] = [pieces[0], pieces.at(-1)]
    if (!top || !bottom || (pieces.length <= GLYPH && top.from - start > apart && stop - bottom.to > apart)) lone++
  }
  return lone <= parts * LONE
}

/** Columns become rows. In blocks, because a picture does not fit into the cache. */
export function transpose(data: Uint8Array, width: number, height: number): Uint8Array {
  const out = new Uint8Array(data.length)
  const block = 64
  for (let by = 0; by < height; by += block)
    for (let bx = 0; bx < width; bx += block)
      for (let y = by; y < Math.min(height, by + block); y++)
        for (let x = bx; x < Math.min(width, bx + block); x++) out[x * height + y] = data[y * width + x] as number
  return out
}

/** Strokes along rows. `print` is room for the ink that is no ruling. */
function strokesAlong(
  ink: Uint8Array,
  print: Uint8Array,
  width: number,
  height: number,
  dpi: number,
  settings: RulingSettings,
  least: number,
  crossing: readonly Along[] = [],
): Along[] {
  const shortest = Math.round(least * dpi)
  const gap = Math.max(2, Math.round(settings.gap * dpi))
  const thickest = Math.max(4, Math.round(settings.thickest * dpi))
  const inked = runsOf(ink, width, height)
  const runs = longRuns(inked, shortest, gap, SHORT * dpi)
  print.set(ink)
  wipeSolid(print, width, height, runs)
  // Rulings that cross are no print.
  for (const { from, to, band } of crossing)
    for (let y = from; y < to; y++)
      for (let i = y * width + Math.max(0, band[0] - 1); i < y * width + band[1] + 1; i++) print[i] = 0
  const measured = (group: readonly Run[]): Measured | null =>
    measure(alone(group, thickest, LONG * dpi), ink, print, width, height, thickest, dpi)
  const found = groupRuns(runs).flatMap((group): Measured[] => {
    const whole = measured(group)
    if (whole?.alone) return [whole]
    // Letters that touch the last ruling of a table go on in those that end there.
    const within = cutAtCrossing(group, crossing, dpi).flatMap((part) => measured(part) ?? [])
    return within.some((one) => one.alone) ? within : whole ? [whole] : []
  })
  // Short double lines have nothing beside them but each other.
  const [apart, same] = [0.03 * dpi, 0.06 * dpi]
  const twin = (one: Measured, other: Measured): boolean =>
    one !== other &&
    (one.stroke.at < other.stroke.at ? one.clearAbove && other.clearBelow : one.clearBelow && other.clearAbove) &&
    Math.abs(one.stroke.at - other.stroke.at) <= apart + (one.stroke.thickness + other.stroke.thickness) / 2 &&
    Math.abs(one.stroke.from - other.stroke.from) <= same &&
    Math.abs(one.stroke.to - other.stroke.to) <= same
  const solid = found.filter((one) => one.alone || found.some((other) => twin(one, other)))
  return [...solid.map(({ stroke }) => stroke), ...dashedAlong(inked, ink, print, width, height, dpi, settings, solid)]
}

/** Dashed lines: their gaps are as wide as those of print, so that they count only with nothing at all beside them. */
function dashedAlong(
  inked: InkRuns,
  ink: Uint8Array,
  print: Uint8Array,
  width: number,
  height: number,
  dpi: number,
  settings: RulingSettings,
  known: readonly Measured[],
): Along[] {
  const least = Math.round(settings.dashed * dpi)
  const runs = longRuns(inked, least, Math.round(settings.dashGap * dpi), 0)
  const thickest = Math.max(4, Math.round((settings.thickest / 2) * dpi))
  const measured = (group: readonly Run[]): Along[] => {
    const found = measure(group, ink, print, width, height, thickest, dpi)
    return found?.bare && found.torn ? [{ ...found.stroke, dashed: true as const }] : []
  }
  return groupRuns(runs).flatMap((group) =>
    measured(group).flatMap((one) => {
      const same = known.filter(
        ({ stroke }) =>
          Math.abs(one.at - stroke.at) <= 2 + stroke.thickness && stroke.from < one.to && stroke.to > one.from,
      )
      const isKnown = ({ stroke }: Measured): boolean =>
        Math.min(one.to, stroke.to) - Math.max(one.from, stroke.from) > (one.to - one.from) * 0.8
      if (same.some(isKnown)) return []
      // Letters that stand in line with a whole ruling lengthen it: what is added to it must be dashed by itself.
      const whole = same.filter(({ torn, stroke }) => !torn && stroke.to - stroke.from >= LONG * dpi)
      const beyond = outside(
        group,
        whole.map(({ stroke }) => stroke),
        least,
      )
      return whole.length === 0 ? [one] : groupRuns(beyond).flatMap(measured)
    }),
  )
}

/** The parts of runs that lie beyond strokes, no shorter than `least`. */
function outside(group: readonly Run[], strokes: readonly Along[], least: number): Run[] {
  const inOrder = [...strokes].sort((a, b) => a.from - b.from)
  return group.flatMap((run) => {
    const parts: Run[] = []
    let from = run.from
    for (const stroke of [...inOrder, { from: run.to, to: run.to }]) {
      const to = Math.min(run.to, stroke.from)
      if (to - from >= least) parts.push({ ...run, from, to })
      from = Math.max(from, stroke.to)
    }
    return parts
  })
}

/** Runs of every row, in which the ink of the rows next to it counts too: a line that is not quite level goes on there. */
function longRuns({ rows, bounds }: InkRuns, shortest: number, gap: number, short: number): Run[] {
  const runs: Run[] = []
  const height = rows.length - 1
  for (let y = 0; y < height; y++) {
    let from = -1
    let last = -1
    let count = 0
    const close = (): void => {
      const length = last - from + 1
      if (from >= 0 && length >= shortest && count >= length * (length < short ? SOLID : DENSITY))
        runs.push({ y, from, to: last + 1, solid: length >= short && count >= length * SOLID })
    }
    // The runs of three rows in one, from left to right.
    const [above, below] = [Math.max(0, y - 1), Math.min(height - 1, y + 1)]
    let [a, b, c] = [rows[above] as number, rows[y] as number, rows[below] as number]
    const [endA, endB, endC] = [rows[above + 1] as number, rows[y + 1] as number, rows[below + 1] as number]
    for (;;) {
      const startA = a < endA ? (bounds[2 * a] as number) : Number.MAX_SAFE_INTEGER
      const startB = b < endB ? (bounds[2 * b] as number) : Number.MAX_SAFE_INTEGER
      const startC = c < endC ? (bounds[2 * c] as number) : Number.MAX_SAFE_INTEGER
      const least = Math.min(startA, startB, startC)
      if (least === Number.MAX_SAFE_INTEGER) break
      const run = least === startA ? a++ : least === startB ? b++ : c++
      const start = Math.max(least, last + 1)
      const end = bounds[2 * run + 1] as number
      if (end <= start) continue
      if (from < 0 || start - last > gap + 1) {
        close()
        from = start
        count = 0
      }
      last = end - 1
      count += end - start
    }
    close()
  }
  return runs
}

/** Take out of the ink what is rulings for certain: the other one of a double line is no print beside it. */
function wipeSolid(print: Uint8Array, width: number, height: number, runs: readonly Run[]): void {
  for (const { y, from, to, solid } of runs)
    if (solid)
      for (let row = Math.max(0, y - 1); row <= Math.min(height - 1, y + 1); row++)
        print.fill(0, row * width + from, row * width + to)
}

/** Runs of neighbouring rows that overlap are one stroke. */
function groupRuns(runs: readonly Run[]): Run[][] {
  const groups: Run[][] = []
  let open: { group: Run[]; last: Run }[] = []
  const owner = new Map<Run[], Run[]>()
  const root = (group: Run[]): Run[] => {
    let at = group
    for (let next = owner.get(at); next; next = owner.get(at)) at = next
    return at
  }
  for (const run of runs) {
    open = open.filter(({ last }) => run.y - last.y <= 1)
    let home: Run[] | null = null
    for (const entry of open) {
      if (entry.last.y === run.y || entry.last.to <= run.from || entry.last.from >= run.to) continue
      const group = root(entry.group)
      if (!home) home = group
      else if (home !== group) {
        home.push(...group)
        group.length = 0
        owner.set(group, home)
      }
    }
    if (!home) {
      home = []
      groups.push(home)
    }
    home.push(run)
    open.push({ group: home, last: run })
  }
  return groups.filter((group) => group.length > 0)
}

/** Inches: what goes on by less has not gone on. */
const BEYOND = 0.03

/**
 * The runs of a group that cross several rulings, from the first of these to the last; none where they do not go on beyond one end. What goes on
 * beyond both is the arc of a seal, as short ones may be.
 */
function cutAtCrossing(group: readonly Run[], crossing: readonly Along[], dpi: number): Run[][] {
  const cut = group.flatMap((run) => {
    const met = crossing.filter(
      ({ at, from, to, thickness }) =>
        from <= run.y && to >= run.y && at >= run.from - thickness && at <= run.to + thickness,
    )
    if (met.length < 2) return []
    const from = Math.max(run.from, Math.min(...met.map(({ band }) => band[0])))
    const to = Math.min(run.to, Math.max(...met.map(({ band }) => band[1])))
    return to - from >= FREE * dpi ? [{ ...run, from, to }] : []
  })
  const ends = (runs: readonly Run[]) => [
    Math.min(...runs.map(({ from }) => from)),
    -Math.max(...runs.map(({ to }) => to)),
  ]
  const [before, after] = [ends(group), ends(cut)]
  const beyond = before.filter((end, i) => (after[i] as number) - end > BEYOND * dpi).length
  return cut.length > 0 && beyond === 1 ? groupRuns(cut) : []
}

/** The long runs of a group that is too thick for a ruling: strokes of print, or of a seal, run into one and are none of it. */
function alone(group: readonly Run[], thickest: number, long: number): readonly Run[] {
  const rows = group.map(({ y }) => y)
  if (Math.max(...rows) + 1 - Math.min(...rows) <= thickest * WAVERS) return group
  const longest = group.reduce((best, run) => (run.to - run.from > best.to - best.from ? run : best))
  if (longest.to - longest.from < long) return group
  return group.filter(({ y, from, to }) => Math.abs(y - longest.y) <= thickest && to - from >= long)
}
