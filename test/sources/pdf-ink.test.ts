import { describe, expect, test } from 'vitest'
import { ASCENT, DESCENT, PageInk, type Paint } from '../../src/sources/pdf-ink.js'
import type { Matrix } from '../../src/sources/pdf-rulings.js'
import type { Direction, TextRun } from '../../src/types.js'

/** Text space, y upwards, to the displayed page, y downwards: the line begins in the middle of a page of 400 by 400. */
const turned = {
  right: [1, 0, 0, -1, 200, 200],
  down: [0, 1, 1, 0, 200, 200],
  left: [-1, 0, 0, 1, 200, 200],
  up: [0, -1, -1, 0, 200, 200],
} as const satisfies Record<Exclude<Direction, 'oblique'>, Matrix>

const SIZE = 10
const WIDE = 5

interface Drawn {
  readonly text: string
  readonly x: number
  readonly y?: number
  readonly size?: number
  readonly wide?: number
}

const paint: Paint = {
  clip: { x0: 0, top: 0, x1: 400, bottom: 400 },
  lineWidth: 0.5,
  stroke: '#000000',
  fill: '#000000',
  strokeAlpha: 1,
  fillAlpha: 1,
  mode: 0,
}

/** The runs of glyphs that stand in text space, and of a line from one place to another. */
function runsOf(
  direction: keyof typeof turned,
  glyphs: readonly Drawn[],
  line?: readonly [x0: number, x1: number, y: number],
): readonly TextRun[] {
  const ink = new PageInk(400, 400)
  const m = turned[direction]
  for (const { text, x, y = 0, size = SIZE, wide = WIDE } of glyphs) {
    const [a, b, c, d, e, f] = m
    const at: Matrix = [a, b, c, d, a * x + c * y + e, b * x + d * y + f]
    ink.glyph(text, at, { x0: 0, x1: wide, y0: ASCENT * size, y1: DESCENT * size }, direction, size, false, paint)
  }
  if (line) ink.path([0, line[0], line[2], 1, line[1], line[2]], m, { stroke: true, fill: false }, paint)
  return ink.finish(1).runs
}

const number = (digits: string, x = 0): Drawn[] => [...digits].map((text, i) => ({ text, x: x + i * WIDE }))

describe.each(['right', 'down', 'left', 'up'] as const)('figures that run %s', (direction) => {
  test('with a line through them are struck; with one below or above, or a long one, they are not', () => {
    const struck = (line: readonly [number, number, number]): unknown[] =>
      runsOf(direction, number('822'), line).map(({ text, struck }) => [text, struck ?? false])
    expect(struck([-1, 16, 3])).toEqual([['822', true]])
    expect(struck([-1, 16, -1])).toEqual([['822', false]])
    expect(struck([-1, 16, 8])).toEqual([['822', false]])
    expect(struck([-60, 90, 3])).toEqual([['822', false]])
    // Through a letter alone it may be a stroke of it.
    expect(runsOf(direction, [...number('8'), { text: '件', x: 5, wide: 10 }], [6, 14, 3])).not.toContainEqual(
      expect.objectContaining({ struck: true }),
    )
  })
  test('a smaller digit, raised, is the number of a note', () => {
    const texts = (raised: Drawn): string[] => runsOf(direction, [...number('12'), raised]).map(({ text }) => text)
    expect(texts({ text: '3', x: 10, y: 4, size: 5, wide: 2.5 })).toEqual(['12', '3'])
    expect(texts({ text: '3', x: 10, y: 2 })).toEqual(['12', '3'])
    expect(texts({ text: '3', x: 10, y: 0 })).toEqual(['123'])
  })
  test('numbers of neighbouring cells are two where the gap between them is none of their own', () => {
    const runs = runsOf(direction, [...number('12'), ...number('34', 11.5)])
    expect(runs.map(({ text }) => text)).toEqual(['12', '34'])
    const [first, second] = runs.map(({ box }) => box)
    const along = direction === 'down' || direction === 'up' ? 'y' : 'x'
    const ends = (box: TextRun['box'] | undefined): number[] =>
      (along === 'x' ? [box?.x0, box?.x1] : [box?.top, box?.bottom]).map((at) => Math.round(10 * ((at ?? 0) - 200)))
    const sign = direction === 'left' || direction === 'up' ? -1 : 1
    expect(ends(first).sort((a, b) => sign * (a - b))).toEqual([0, 100 * sign])
    expect(ends(second).sort((a, b) => sign * (a - b))).toEqual([115 * sign, 215 * sign])
    expect(runsOf(direction, number('1234')).map(({ text }) => text)).toEqual(['1234'])
  })
  test('digits without a width of their own may be several', () => {
    const crowded = (wide: number): unknown =>
      runsOf(direction, [
        { text: '1', x: 0, wide },
        { text: '1', x: wide, wide },
      ])[0]?.crowded
    expect(crowded(0.01)).toBe(true)
    expect(crowded(WIDE)).toBe(undefined)
  })
})

describe('paint over figures', () => {
  const white = { ...paint, fill: '#ffffff' }
  /** 40, then a filled box around it, then 1 next to it or on it. */
  const over = (fill: Paint, [x0, x1]: readonly [number, number], y1 = 12): unknown[] => {
    const ink = new PageInk(400, 400)
    const m: Matrix = [1, 0, 0, -1, 200, 200]
    const write = (text: string, x: number): void =>
      ink.glyph(
        text,
        [1, 0, 0, -1, 200 + x, 200],
        { x0: 0, x1: WIDE, y0: ASCENT * SIZE, y1: DESCENT * SIZE },
        'right',
        SIZE,
        false,
        paint,
      )
    write('4', 0)
    write('0', WIDE)
    ink.path([0, x0, -4, 1, x1, -4, 1, x1, y1, 1, x0, y1, 4], m, { stroke: false, fill: true }, fill)
    write('1', 2 * WIDE)
    return ink.finish(1).runs.map(({ text, crowded }) => [text, crowded ?? false])
  }
  test('a white patch makes what it covers doubtful, and what is written on it a text of its own', () => {
    expect(over(white, [-2, 20])).toEqual([
      ['40', true],
      ['1', false],
    ])
  })
  test('one beside it, one that is as thin as a line, the paper of a page, a tint and glass do not', () => {
    expect(over(white, [12, 40])).toEqual([['401', false]])
    expect(over(white, [-2, 20], -2)).toEqual([['401', false]])
    expect(over(white, [-200, 200], 190)).toEqual([['401', false]])
    expect(over({ ...white, fill: '#eeeeee' }, [-2, 20])).toEqual([['401', false]])
    expect(over({ ...white, fillAlpha: 0.5 }, [-2, 20])).toEqual([['401', false]])
  })
})

describe('glyphs that a clip cuts off', () => {
  const boxOf = (clip: Partial<Paint['clip']>): readonly number[] => {
    const ink = new PageInk(400, 400)
    const cell = { x0: 0, x1: WIDE, y0: ASCENT * SIZE, y1: DESCENT * SIZE }
    ink.glyph('8', turned.right, cell, 'right', SIZE, false, { ...paint, clip: { ...paint.clip, ...clip } })
    return ink.finish(1).runs.map(({ box }) => box.bottom)
  }
  const [whole = 0] = boxOf({})

  test('below their middle end there; above it they are as tall as ever', () => {
    expect(boxOf({ bottom: whole - 6 })).toEqual([whole - 6])
    expect(boxOf({ bottom: whole - 3 })).toEqual([whole])
  })
  test('to the ink are as tall as ever', () => {
    expect(boxOf({ top: whole - 8.5, bottom: whole - 6 })).toEqual([whole])
  })
})
