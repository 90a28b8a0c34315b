/** Titles of a page, cut out and read again: they are larger than what pages are read at best, and the only place of many names. */

import { crop as cutOut, enlarge, type Gray, soften } from '../imaging/gray.js'
import type { Crop, OcrEngine, PageLine } from '../ocr/engine.js'
import type { ScanPage } from './scan-page.js'

/** Lines of a page among which its title is. */
const AMONG = 12
/** Characters: a title has no more of them on a line. */
const LENGTH = 40
/** Times the height of most lines: what is larger may be a title, whatever was read. */
const LARGE = 1.3
/** Inches: no text is printed that large but titles. */
const TALL = 0.25
/** Times its height: print of the same line is no farther apart. */
const APART = 1.6
/** Pixels around a line of text that is cut out. */
const AROUND = 5
/** How much larger a line is made that is read a third time. */
const LARGER = 1.37

/** Ends as titles and the names of bodies do. */
const TITLE = /报告|年报|(?:[府局委办厅院镇乡县区市会队处道]|人民.{2})$/

/**
 * The lines of a page, those at the top that may be titles as they are read alone, and where that is another reading, larger still. Each
 * character is what two of three readings say, or the first of the new ones. A page reading loses the ends of large lines: where there is more
 * print on the line than it says, the new reading is taken as it is.
 */
export async function readTitles(
  { image, ink, dpi }: Pick<ScanPage, 'image' | 'ink' | 'dpi'>,
  lines: readonly PageLine[],
  engine: OcrEngine,
  signal: AbortSignal | undefined,
): Promise<PageLine[]> {
  const heights = lines.map(heightOf).sort((a, b) => a - b)
  const usual = heights[heights.length >> 1] ?? 0
  const titles = lines
    .slice(0, AMONG)
    .filter(
      (line) =>
        line.text.length <= LENGTH && (TITLE.test(line.text) || heightOf(line) > Math.min(LARGE * usual, TALL * dpi)),
    )
  if (titles.length === 0) return [...lines]
  const wide = titles.map((line) => widened(line, ink, image))
  const cuts = wide.map(({ box: [x0, top, x1, bottom] }) =>
    cutOut(
      image,
      Math.round(x0) - AROUND,
      Math.round(top) - AROUND,
      Math.round(x1) + AROUND,
      Math.round(bottom) + AROUND,
    ),
  )
  const read = async (images: readonly Gray[], at: number): Promise<string[]> => {
    const crops = images.map((one): Crop => ({ image: one, expects: 'text', dpi: at }))
    return crops.length === 0 ? [] : (await engine.readCrops(crops, signal)).map(({ text }) => text.replace(/\n/g, ''))
  }
  const first = await read(cuts, dpi)
  const differing = titles.flatMap(({ text }, i) =>
    first[i] !== text && lengthOf(first[i]) === lengthOf(text) ? [i] : [],
  )
  const second = await read(
    differing.map((i) => soften(enlarge(cuts[i] as Gray, LARGER))),
    dpi * LARGER,
  )
  const better = new Map<PageLine, PageLine>()
  for (const [k, i] of differing.entries()) {
    const line = titles[i] as PageLine
    better.set(line, { ...line, text: voted(line.text, first[i] ?? '', second[k] ?? '') })
  }
  for (const [i, line] of titles.entries()) {
    const own = wide[i] as PageLine
    if (own !== line && lengthOf(first[i]) > lengthOf(line.text)) better.set(line, { ...own, text: first[i] ?? '' })
  }
  // The rest of a line that was widened stands in it now.
  const whole = titles.flatMap((line, i) =>
    better.has(line) && wide[i] !== line ? [{ line, box: (wide[i] as PageLine).box }] : [],
  )
  const isPart = (line: PageLine): boolean => {
    const at = whole.findIndex((one) => one.line === line)
    return (at < 0 ? whole : whole.slice(0, at)).some(({ box }) => holds(box, line.box))
  }
  return lines.flatMap((line) => (isPart(line) ? [] : [better.get(line) ?? line]))
}

/** Whether the middle of one box lies in another. */
function holds([x0, top, x1, bottom]: PageLine['box'], inner: PageLine['box']): boolean {
  const [x, y] = [(inner[0] + inner[2]) / 2, (inner[1] + inner[3]) / 2]
  return x > x0 && x < x1 && y > top && y < bottom
}

const heightOf = ({ box }: PageLine): number => box[3] - box[1]
const lengthOf = (text = ''): number => [...text].length

/** Of three readings of equal length, character by character. */
function voted(page: string, first: string, second: string): string {
  const [own, other] = [[...page], [...second]]
  return [...first]
    .map((letter, n) => (other.length === own.length && other[n] === own[n] ? (own[n] as string) : letter))
    .join('')
}

/** A line up to where its print ends on both sides; the line itself where that is not farther than it goes. */
function widened(line: PageLine, ink: Uint8Array, { width, height }: Gray): PageLine {
  const [x0, top, x1, bottom] = line.box
  const size = bottom - top
  const [from, to] = [Math.max(0, Math.round(top)), Math.min(height, Math.round(bottom))]
  const hasInk = (x: number): boolean => {
    let count = 0
    for (let y = from; y < to; y++) count += ink[y * width + x] as number
    return count >= Math.max(2, size * 0.08)
  }
  const end = (start: number, by: 1 | -1): number => {
    let last = start
    for (let x = start; x >= 0 && x < width && Math.abs(x - last) <= APART * size; x += by) if (hasInk(x)) last = x
    return last
  }
  const [left, right] = [end(Math.round(x0), -1), end(Math.min(width - 1, Math.round(x1)), 1)]
  if (left > x0 - size / 2 && right < x1 + size / 2) return line
  return { ...line, box: [Math.min(x0, left), top, Math.max(x1, right + 1), bottom] }
}
