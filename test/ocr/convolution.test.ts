import fc from 'fast-check'
import { expect, test } from 'vitest'
import { LANES, OVER, openConvolution, type Shape, strideOf } from '../../src/ocr/convolution.js'

/** The same sums, written down as they are meant. */
function sums(input: Float32Array, kernels: Float32Array, biases: Float32Array, shape: Shape): number[] {
  const { inputs, outputs, rows, columns, width, height, run } = shape
  const size = inputs * rows * columns
  return Array.from({ length: outputs * run }, (_, n) => {
    const [o, i] = [Math.floor(n / run), n % run]
    let sum = biases[o]!
    for (let tap = 0; tap < size; tap++) {
      const [c, y, x] = [Math.floor(tap / (rows * columns)), Math.floor(tap / columns) % rows, tap % columns]
      const kernel = kernels[(o - (o % LANES)) * size + LANES * tap + (o % LANES)]!
      sum += kernel * input[(c * height + y) * width + x + i]!
    }
    return sum
  })
}

test('sums of a layer are those of its kernels, whatever its shape', () => {
  const convolution = openConvolution()
  const shapes = fc.record({
    inputs: fc.integer({ min: 1, max: 5 }),
    outputs: fc.constantFrom(4, 8, 20),
    rows: fc.integer({ min: 1, max: 3 }),
    columns: fc.integer({ min: 1, max: 5 }),
    width: fc.integer({ min: 5, max: 23 }),
    height: fc.integer({ min: 3, max: 6 }),
  })
  fc.assert(
    fc.property(shapes, fc.integer({ min: 1, max: 1000 }), (some, seed) => {
      const run = (some.height - some.rows) * some.width + some.width - some.columns + 1
      const shape = { ...some, run }
      const { inputs, outputs, rows, columns, width, height } = shape
      const value = (i: number): number => (((i + 1) * seed * 7919) % 201) / 100 - 1
      const input = Float32Array.from({ length: inputs * width * height }, (_, i) => value(i))
      const kernels = Float32Array.from({ length: outputs * inputs * rows * columns }, (_, i) => value(i + 17))
      const biases = Float32Array.from({ length: outputs }, (_, i) => value(i + 31))
      const places = { input: 0, kernels: input.length + OVER, biases: 0, output: 0 }
      places.biases = places.kernels + kernels.length
      places.output = places.biases + biases.length
      const floats = convolution.floats(places.output + outputs * strideOf(run))
      floats.set(input, places.input)
      floats.set(kernels, places.kernels)
      floats.set(biases, places.biases)
      convolution.run(places, shape)
      const expected = sums(input, kernels, biases, shape)
      for (let o = 0; o < outputs; o++)
        for (let i = 0; i < run; i++)
          expect(floats[places.output + o * strideOf(run) + i]).toBeCloseTo(expected[o * run + i]!, 3)
    }),
    { numRuns: 60 },
  )
})

test('the memory grows where it has to, and keeps what it held', () => {
  const convolution = openConvolution()
  convolution.floats(10)[3] = 7
  const floats = convolution.floats(2_000_000)
  expect(floats.length).toBeGreaterThanOrEqual(2_000_000)
  expect(floats[3]).toBe(7)
})
