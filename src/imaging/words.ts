/** Print in a picture of which no line says where its cells are: pieces of ink, and the words that they make. */

import { dashesOf } from './dashes.js'
import { bandsOf, boxOf, type InkPatch, type Piece, piecesOfPage } from './ink.js'
import { middleOf } from './middle.js'

export interface Word {
  readonly box: Piece
  readonly pieces: readonly Piece[]
  /** As narrow as digits are, or a dash. */
  readonly figure: boolean
}

/** Points across: ink smaller than that is dirt, or a point within a figure that joins nothing. */
const SPECK = 0.5
/** Points across: less is no word, but a piece of one. */
const LEAST = 1.8
/** Points: print of tables and text is no higher; what is wider than a line of it is a ruling or a picture. */
const TALLEST = 40
const BROADEST = 60
/** Times their height: pieces of one word are no farther apart. */
const JOINED = 0.45
/** The same between characters of running text, some of which fill half of their square. */
const RUNNING = 0.85

/** Points both ways, and share of its box: ink that fills more is no character but a blot, or the hole of a punch (6 mm across; a disc fills 0.79). */
const BLOT = 10
const FILLED = 0.7

const isBlot = (one: Piece, scale: number): boolean =>
  Math.min(one.x1 - one.x0, one.y1 - one.y0) > BLOT * scale && one.area > FILLED * (one.x1 - one.x0) * (one.y1 - one.y0)

/** Digits are narrower than tall and few; characters of Chinese are as wide as tall. */
export function looksLikeFigure(print: readonly Piece[], box: Piece, scale: number): boolean {
  const height = box.y1 - box.y0
  const width = box.x1 - box.x0
  // A dash or a slash alone.
  if (print.length === 1 && height < 5 * scale) return width < 24 * scale
  const glyphs = bandsOf(print, 'columns', 1)
  return glyphs.length <= 16 && glyphs.every(({ from, to }) => to - from < height * 0.95)
}

/** The words of a picture, from top to bottom. A word is what stands on one line without a gap. */
export function wordsOf(ink: InkPatch, dpi: number): Word[] {
  const scale = dpi / 72
  const pieces = piecesOfPage(ink).filter(
    (one) =>
      one.area > (SPECK * scale) ** 2 &&
      one.y1 - one.y0 < TALLEST * scale &&
      one.x1 - one.x0 < BROADEST * scale &&
      !isBlot(one, scale) &&
      Math.max(one.x1 - one.x0, one.y1 - one.y0) > scale,
  )
  const dashes = dashesOf(pieces, dpi)
  const print = pieces.filter((one) => !dashes.has(one))
  const parts = joinPieces(print, JOINED, scale).map((own) => toWord(own, scale))
  // A bracket or a number in front of running text is a part of it.
  const strokes = parts.filter(({ box, figure }) => figure && isFlat(box))
  const words = parts.map((word) =>
    strokes.includes(word) && isStroke(word, strokes) ? { ...word, figure: false } : word,
  )
  const joined = joinWords(words, scale)
  // Digits that touch each other are as wide as characters, but lower, and all of one height.
  const heights = joined.filter(({ figure }) => !figure).map(({ box }) => box.y1 - box.y0)
  const text = middleOf(heights)
  const digits = joined.filter(({ figure, box }) => figure && box.y1 - box.y0 > 3 * scale)
  const digit = middleOf(digits.map(({ box }) => box.y1 - box.y0))
  const told = joined.map((word) =>
    word.figure || !(areTouching(word, text, scale) || isDigit(word, digit)) ? word : { ...word, figure: true },
  )
  const least = LEAST * scale
  return told
    .filter(({ box }) => Math.max(box.x1 - box.x0, box.y1 - box.y0) > least)
    .sort((a, b) => a.box.y0 - b.box.y0 || a.box.x0 - b.box.x0)
}

function toWord(pieces: readonly Piece[], scale: number): Word {
  const box = boxOf(pieces) as Piece
  return { box, pieces, figure: looksLikeFigure(pieces, box, scale) && isNarrow(pieces, scale) }
}

/** Times the height of the tallest piece: digits are narrower. A comma below the line makes no character look narrow. */
const NARROW = 0.82

/** Times its height: a dash is longer, a speck of dirt is round. */
const DASH = 1.4

function isNarrow(pieces: readonly Piece[], scale: number): boolean {
  const tallest = Math.max(...pieces.map((one) => one.y1 - one.y0))
  if (pieces.length === 1 && tallest < 5 * scale) {
    const width = (pieces[0] as Piece).x1 - (pieces[0] as Piece).x0
    return width > Math.max(2 * scale, DASH * tallest)
  }
  if (tallest < 3 * scale) return false
  return bandsOf(pieces, 'columns', 1).every(({ from, to }) => to - from < tallest * NARROW)
}

/** Times its height: so broad is one digit in a broad type. Share by which its height may differ from that of the others. */
const BROAD_DIGIT = 0.92
const AS_HIGH = 0.1

/** Ink in one piece, as high as the figures of the page and hardly broader, is one of them. */
function isDigit({ pieces, box }: Word, digit: number): boolean {
  const height = box.y1 - box.y0
  return pieces.length === 1 && Math.abs(height - digit) <= AS_HIGH * digit && box.x1 - box.x0 <= BROAD_DIGIT * height
}

/** Share of the height of text that digits have at most, and by which they differ from each other. */
const LOWER = 0.86
const UNEVEN = 0.12
/** Share of their height: a point or a comma is lower. */
const POINT = 0.25
/** Times their height: two digits side by side are wider than a character. */
const WIDER = 1.15
/** Times their height: so wide are two or three digits that touch. */
const TOUCHING = 2.4

function areTouching({ pieces, box }: Word, text: number, scale: number): boolean {
  const height = box.y1 - box.y0
  if (height > LOWER * text || height < 4 * scale) return false
  const glyphs = pieces.filter((one) => one.y1 - one.y0 > POINT * height)
  return (
    box.x1 - box.x0 > WIDER * height &&
    pieces.length <= 12 &&
    glyphs.every(
      ({ x0, x1, y0, y1 }) =>
        x1 - x0 < TOUCHING * height && y0 - box.y0 <= UNEVEN * height && box.y1 - y1 <= UNEVEN * height,
    )
  )
}

/** Times its width: the strokes of 二 and 三 are no farther apart. */
const STACKED = 0.7

/** A stroke of a character, which looks like a dash. */
const isStroke = ({ box }: Word, words: readonly Word[]): boolean =>
  isFlat(box) &&
  words.some(({ box: other }) => {
    const shared = Math.min(box.x1, other.x1) - Math.max(box.x0, other.x0)
    const gap = Math.max(box.y0, other.y0) - Math.min(box.y1, other.y1)
    const narrower = Math.min(box.x1 - box.x0, other.x1 - other.x0)
    return other !== box && shared >= 0.8 * narrower && gap <= STACKED * narrower
  })

const isFlat = (one: Piece): boolean => one.x1 - one.x0 > 2.5 * (one.y1 - one.y0)

/** How large the characters of a piece are: a stroke is as wide as they. */
const sizeOf = (one: Piece, scale: number): number => {
  const [width, height] = [one.x1 - one.x0, one.y1 - one.y0]
  return height < 5 * scale ? Math.max(height, Math.min(width, 20 * scale)) : height
}

function joinPieces(pieces: readonly Piece[], reach: number, scale: number): Piece[][] {
  const squares = new Map(pieces.map((one) => [one, inSquare(one, scale)]))
  const square = (one: Piece): Piece => squares.get(one) ?? one
  return groupsOf(pieces, square, (a, b) => {
    const mixed = isFlat(a) !== isFlat(b)
    if (!(mixed ? onOneLine(square(a), square(b)) : onOneLine(a, b))) return false
    const gap = Math.max(a.x0, b.x0) - Math.min(a.x1, b.x1)
    return gap <= Math.max(reach * Math.max(sizeOf(a, scale), sizeOf(b, scale)), 1.5 * scale)
  })
}

function joinWords(words: readonly Word[], scale: number): Word[] {
  const groups = groupsOf(
    words,
    (word) => inSquare(word.box, scale),
    (a, b) => {
      if (!onOneLine(inSquare(a.box, scale), inSquare(b.box, scale))) return false
      const gap = Math.max(a.box.x0, b.box.x0) - Math.min(a.box.x1, b.box.x1)
      if (gap <= 0) return true
      return !(a.figure && b.figure) && gap <= RUNNING * Math.max(sizeOf(a.box, scale), sizeOf(b.box, scale))
    },
  )
  return groups.map((own) =>
    own.length === 1
      ? (own[0] as Word)
      : toWord(
          own.flatMap((word) => word.pieces),
          scale,
        ),
  )
}

/** Things that stand side by side on one line and are near enough, directly or through others. */
function groupsOf<T>(things: readonly T[], boxOfThing: (thing: T) => Piece, near: (a: T, b: T) => boolean): T[][] {
  const sorted = [...things].sort((a, b) => boxOfThing(a).x0 - boxOfThing(b).x0)
  const parent = sorted.map((_, i) => i)
  const find = (i: number): number => {
    let root = i
    while (parent[root] !== root) root = parent[root] as number
    parent[i] = root
    return root
  }
  // Buckets of rows, so that a piece is compared with its neighbours alone.
  const bucket = 32
  const rows = new Map<number, number[]>()
  for (const [i, thing] of sorted.entries()) {
    const box = boxOfThing(thing)
    const [first, last] = [Math.floor(box.y0 / bucket), Math.floor((box.y1 - 1) / bucket)]
    for (let row = first; row <= last; row++) {
      const own = rows.get(row) ?? []
      for (const j of own) {
        const other = sorted[j] as T
        if (find(i) === find(j)) continue
        if (!near(thing, other)) continue
        parent[find(i)] = find(j)
      }
      own.push(i)
      rows.set(row, own)
    }
  }
  const groups = new Map<number, T[]>()
  for (const [i, thing] of sorted.entries()) {
    const root = find(i)
    const group = groups.get(root)
    if (group) group.push(thing)
    else groups.set(root, [thing])
  }
  return [...groups.values()]
}

/** The lower one of the two lies beside the other by half of its height. */
function onOneLine(a: Piece, b: Piece): boolean {
  const shared = Math.min(a.y1, b.y1) - Math.max(a.y0, b.y0)
  return shared >= 0.5 * Math.min(a.y1 - a.y0, b.y1 - b.y0)
}

/** A level stroke takes the height of its character: the mark behind 一 stands below it. */
function inSquare(one: Piece, scale: number): Piece {
  if (!isFlat(one) || one.y1 - one.y0 > 3 * scale) return one
  const half = Math.min(one.x1 - one.x0, 20 * scale) / 2
  const middle = (one.y0 + one.y1) / 2
  return { ...one, y0: middle - half, y1: middle + half }
}
