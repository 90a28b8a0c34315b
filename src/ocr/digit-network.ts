/**
 * The network of the digit reader: convolutions over a strip of ink, and for every second column of it the chances of
 * each letter. Trained by scripts/digits/train.cpp, which holds the same layers.
 */

import { stripHeight } from './figure-strip.js'

/** Letters in the order of the outputs; `?` is anything that is no part of a figure. Output 0 is "no letter here". */
export const alphabet = '0123456789.,-/+?'
export const outputs = alphabet.length + 1

interface Layer {
  readonly inputs: number
  readonly outputs: number
  readonly height: number
  readonly width: number
  readonly padY: number
  readonly padX: number
  /** Rows and columns of which the largest value is kept. */
  readonly pool: readonly [rows: number, columns: number]
}

export const layers: readonly Layer[] = [
  { inputs: 1, outputs: 12, height: 3, width: 3, padY: 1, padX: 1, pool: [2, 2] },
  { inputs: 12, outputs: 24, height: 3, width: 3, padY: 1, padX: 1, pool: [2, 1] },
  { inputs: 24, outputs: 40, height: 3, width: 3, padY: 1, padX: 1, pool: [1, 1] },
  { inputs: 40, outputs: 64, height: 7, width: 3, padY: 0, padX: 1, pool: [1, 1] },
  { inputs: 64, outputs: 64, height: 1, width: 5, padY: 0, padX: 2, pool: [1, 1] },
  { inputs: 64, outputs, height: 1, width: 1, padY: 0, padX: 0, pool: [1, 1] },
]

export interface LayerWeights {
  /** By output, input, row, column. */
  readonly kernels: Float32Array
  readonly biases: Float32Array
}

/**
 * Weights as they are stored: for every layer the kernels of each output as signed bytes, then the scale of each output
 * and its bias as 32-bit floats, little endian. Throws a RangeError where the bytes are too few or too many.
 */
export function unpackWeights(bytes: Uint8Array): LayerWeights[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let at = 0
  const unpacked = layers.map((layer) => {
    const size = layer.inputs * layer.height * layer.width
    const kernels = new Float32Array(size * layer.outputs)
    const scales = at + kernels.length
    const biases = new Float32Array(layer.outputs)
    for (let o = 0; o < layer.outputs; o++) {
      const scale = view.getFloat32(scales + 4 * o, true)
      for (let i = 0; i < size; i++) kernels[o * size + i] = scale * view.getInt8(at + o * size + i)
      biases[o] = view.getFloat32(scales + 4 * (layer.outputs + o), true)
    }
    at = scales + 8 * layer.outputs
    return { kernels, biases }
  })
  if (at !== bytes.length) throw new RangeError(`weights of ${bytes.length} bytes, expected ${at}`)
  return unpacked
}

/**
 * Natural logarithms of the chances of each letter, column by column: `[column * outputs + letter]`.
 *
 * @param ink Row-major, `stripHeight` rows of `width` columns, 0 paper to 1 ink.
 */
export function letterChances(weights: readonly LayerWeights[], ink: Float32Array, width: number): Float32Array {
  let map = { values: ink, height: stripHeight, width }
  layers.forEach((layer, i) => {
    map = convolve(map, layer, weights[i]!, i < layers.length - 1)
  })
  const columns = map.width
  const chances = new Float32Array(columns * outputs)
  for (let x = 0; x < columns; x++) {
    let most = Number.NEGATIVE_INFINITY
    for (let o = 0; o < outputs; o++) most = Math.max(most, map.values[o * columns + x]!)
    let sum = 0
    for (let o = 0; o < outputs; o++) sum += Math.exp(map.values[o * columns + x]! - most)
    const norm = most + Math.log(sum)
    for (let o = 0; o < outputs; o++) chances[x * outputs + o] = map.values[o * columns + x]! - norm
  }
  return chances
}

interface FeatureMap {
  /** By channel, row, column. */
  readonly values: Float32Array
  readonly height: number
  readonly width: number
}

/** One layer. The sums run over rows of whole channels, kernel by kernel: the order that engines make fast code of. */
function convolve(map: FeatureMap, layer: Layer, { kernels, biases }: LayerWeights, rectify: boolean): FeatureMap {
  const { inputs, height: kh, width: kw, padY, padX } = layer
  // Padded on all sides, so that no kernel has to look where the picture ends.
  const pw = map.width + 2 * padX
  const ph = map.height + 2 * padY
  const padded = new Float32Array(inputs * pw * ph + kw)
  for (let c = 0; c < inputs; c++) {
    for (let y = 0; y < map.height; y++) {
      const from = (c * map.height + y) * map.width
      padded.set(map.values.subarray(from, from + map.width), (c * ph + y + padY) * pw + padX)
    }
  }
  const height = ph - kh + 1
  const width = pw - kw + 1
  // Sums are taken over padded rows, in one run; the columns between the rows are dropped afterwards.
  const run = (height - 1) * pw + width
  const sums = new Float32Array(run)
  const out = new Float32Array(layer.outputs * height * width)
  for (let o = 0; o < layer.outputs; o++) {
    sums.fill(biases[o]!)
    for (let c = 0; c < inputs; c++) {
      for (let ky = 0; ky < kh; ky++) {
        const at = ((o * inputs + c) * kh + ky) * kw
        const start = (c * ph + ky) * pw
        if (kw === 3) {
          const k0 = kernels[at]!
          const k1 = kernels[at + 1]!
          const k2 = kernels[at + 2]!
          let a = padded[start]!
          let b = padded[start + 1]!
          for (let i = 0; i < run; i++) {
            const next = padded[start + i + 2]!
            sums[i] = sums[i]! + k0 * a + k1 * b + k2 * next
            a = b
            b = next
          }
        } else {
          for (let kx = 0; kx < kw; kx++) {
            const k = kernels[at + kx]!
            for (let i = 0; i < run; i++) sums[i] = sums[i]! + k * padded[start + kx + i]!
          }
        }
      }
    }
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++) {
        const value = sums[y * pw + x]!
        out[(o * height + y) * width + x] = rectify && value < 0 ? 0 : value
      }
    }
  }
  return pooled({ values: out, height, width }, layer.outputs, layer.pool)
}

function pooled(map: FeatureMap, channels: number, [rows, columns]: readonly [number, number]): FeatureMap {
  if (rows === 1 && columns === 1) return map
  const height = Math.floor(map.height / rows)
  const width = Math.floor(map.width / columns)
  const values = new Float32Array(channels * height * width)
  let n = 0
  for (let c = 0; c < channels; c++) {
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++) {
        let most = Number.NEGATIVE_INFINITY
        for (let dy = 0; dy < rows; dy++)
          for (let dx = 0; dx < columns; dx++)
            most = Math.max(most, map.values[(c * map.height + y * rows + dy) * map.width + x * columns + dx]!)
        values[n++] = most
      }
    }
  }
  return { values, height, width }
}
