import { expect, test } from 'vitest'
import { inkOf } from '../../src/imaging/paper.js'
import { findStrokes, type Stroke } from '../../src/imaging/rulings.js'
import { withTraces } from '../../src/imaging/traces.js'
import { type Canvas, table } from './drawing.js'

const DPI = 200
const COLUMNS = [100, 300, 500, 800]

function found(page: Canvas): Stroke[] {
  const ink = inkOf(page, 128)
  return withTraces(findStrokes(ink, page.width, page.height, DPI), ink, page.width, page.height, DPI)
}

/** Where a ruling at this height begins and ends; those of several pieces in their order. */
const at = (page: Canvas, y: number): number[][] =>
  found(page)
    .filter((one) => one.axis === 'horizontal' && Math.abs(one.at - y) < 4)
    .sort((a, b) => a.from - b.from)
    .map(({ from, to }) => [Math.round(from / 10), Math.round(to / 10)])

/** A table whose second ruling is lost behind 420, but for what `left` draws of it. */
function torn(left: (page: Canvas) => void): Canvas {
  const page = table(COLUMNS, [100, 160, 220, 280])
  page.rect(420, 160, 500, 163, 255).rect(503, 160, 800, 163, 255)
  left(page)
  return page
}

test('a ruling is followed along its traces to the last one that it meets', () => {
  const page = torn((one) => {
    for (let x = 425; x < 800; x += 15) one.rect(x, 161, x + 3, 162)
  })
  expect(at(page, 161)).toEqual([[10, 80]])
})

test('a ruling ends where nothing is left of it', () => {
  expect(
    at(
      torn(() => {}),
      161,
    ),
  ).toEqual([[10, 42]])
})

test('print in line with a ruling is no trace of it', () => {
  const page = torn((one) => {
    for (let x = 440; x < 800; x += 15) one.rect(x, 152, x + 8, 172)
  })
  expect(at(page, 161)).toEqual([[10, 42]])
})

test('a dash in the next cell is no trace of a ruling that ends before it', () => {
  const page = torn((one) => {
    one.rect(420, 160, 500, 163).rect(640, 161, 665, 163)
  })
  expect(at(page, 161)).toEqual([[10, 50]])
})

test('pieces in line, most of a ruling being lost, are one that crosses others', () => {
  const page = table(COLUMNS, [100, 220, 280])
  for (const x of [110, 320, 520, 710]) page.rect(x, 160, x + 75, 162)
  expect(at(page, 161)).toEqual([[10, 80]])
})

test('two pieces in line are none', () => {
  const page = table(COLUMNS, [100, 220, 280])
  for (const x of [320, 520]) page.rect(x, 160, x + 75, 162)
  expect(at(page, 161)).toEqual([])
})

test('pieces with print between them are no ruling there', () => {
  const page = table(COLUMNS, [100, 220, 280])
  for (const x of [110, 320, 520, 710]) page.rect(x, 160, x + 75, 162)
  for (let x = 405; x < 510; x += 20) page.rect(x, 148, x + 12, 176)
  expect(at(page, 161).length).not.toBe(1)
})
