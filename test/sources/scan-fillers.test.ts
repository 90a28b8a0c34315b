import { expect, test } from 'vitest'
import type { CropReading } from '../../src/ocr/engine.js'
import type { Cut } from '../../src/sources/scan-cell.js'
import { sameSlashes } from '../../src/sources/scan-fillers.js'
import { canvas } from '../imaging/drawing.js'

/** A stroke of 16 pixels that leans by so many for one up. */
function stroke(lean: number): Cut {
  const image = canvas(24, 24)
  for (let y = 4; y < 20; y++) {
    const x = Math.round(11 + lean * (12 - y))
    image.rect(x, y, x + 2, y + 1, 150)
  }
  const ink = { x0: 0, x1: 2 + 16 * Math.abs(lean), top: 0, bottom: 16 }
  return { image, ink, frame: ink, lines: [ink], expects: 'figure', damaged: false } as unknown as Cut
}

const told = (...cells: readonly (readonly [lean: number, text: string, confidence: number])[]): CropReading[] => {
  const readings = cells.map(
    ([lean, text, confidence]) => [stroke(lean), { text, confidence, alternatives: [] }] as const,
  )
  const changed = new Map(sameSlashes(new Map(readings), 72))
  return readings.map(([cut, reading]) => changed.get(cut) ?? reading)
}
const slashes = Array.from({ length: 7 }, () => [0.4, '/', 0.97] as const)

test('a doubtful slash is as sure as the others like it', () => {
  expect(told(...slashes, [0.4, '/', 0.6]).at(-1)?.confidence).toBe(0.97)
  expect(told(...slashes.slice(0, 3), [0.4, '/', 0.6]).at(-1)?.confidence).toBe(0.6)
})

test('a 1 or 7 like the slashes of the page is doubtful, an upright one is not', () => {
  expect(told(...slashes, [0.4, '7', 0.96]).at(-1)).toMatchObject({ text: '7', confidence: 0.5 })
  expect(told(...slashes, [0, '1', 0.99]).at(-1)?.confidence).toBe(0.99)
})

test('strokes that do not lean are no slashes to tell others by', () => {
  const upright = Array.from({ length: 7 }, () => [0.05, '/', 0.97] as const)
  expect(told(...upright, [0.05, '1', 0.99]).at(-1)?.confidence).toBe(0.99)
})
