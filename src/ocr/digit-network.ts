/**
 * The network of the digit reader: convolutions over a strip of ink, and for every second column of it the chances of
 * each letter. Trained by scripts/digits/train.cpp, which holds the same layers.
 */

import { type Convolution, LANES, OVER, openConvolution, strideOf } from './convolution.js'
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
  /** Four outputs at a time, by input, row, column; the last four are filled up with nothing. */
  readonly kernels: Float32Array
  /** Of as many outputs. */
  readonly biases: Float32Array
}

const filledUp = (layer: Layer): number => Math.ceil(layer.outputs / LANES) * LANES

/**
 * Weights as they are stored: for every layer the kernels of each output as signed bytes, then the scale of each output
 * and its bias as 32-bit floats, little endian. Throws a RangeError where the bytes are too few or too many.
 */
export function unpackWeights(bytes: Uint8Array): LayerWeights[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let at = 0
  const unpacked = layers.map((layer) => {
    const size = layer.inputs * layer.height * layer.width
    const kernels = new Float32Array(size * filledUp(layer))
    const scales = at + size * layer.outputs
    const biases = new Float32Array(filledUp(layer))
    for (let o = 0; o < layer.outputs; o++) {
      const scale = view.getFloat32(scales + 4 * o, true)
      const own = (o - (o % LANES)) * size + (o % LANES)
      for (let i = 0; i < size; i++) kernels[own + LANES * i] = scale * view.getInt8(at + o * size + i)
      biases[o] = view.getFloat32(scales + 4 * (layer.outputs + o), true)
    }
    at = scales + 8 * layer.outputs
    return { kernels, biases }
  })
  if (at !== bytes.length) throw new RangeError(`weights of ${bytes.length} bytes, expected ${at}`)
  return unpacked
}

/** The sums, with the weights that were used last. */
let last: {
  readonly weights: readonly LayerWeights[]
  readonly convolution: Convolution
  readonly free: number
} | null = null

function withWeights(weights: readonly LayerWeights[]): NonNullable<typeof last> {
  if (last?.weights === weights) return last
  const convolution = last?.convolution ?? openConvolution()
  const free = weights.reduce((sum, { kernels, biases }) => sum + kernels.length + biases.length, 0)
  const floats = convolution.floats(free)
  let at = 0
  for (const { kernels, biases } of weights) {
    floats.set(kernels, at)
    floats.set(biases, at + kernels.length)
    at += kernels.length + biases.length
  }
  last = { weights, convolution, free }
  return last
}

/** What a layer gets: pictures of one size, of which the next layer sees the largest value of so many rows and columns. */
interface Channels {
  readonly values: Float32Array
  readonly at: number
  /** From one channel to the next, and from one row to the next. */
  readonly channel: number
  readonly row: number
  readonly height: number
  readonly width: number
  readonly pool: Layer['pool']
  /** What is below it counts as it. */
  readonly least: number
}

/**
 * Natural logarithms of the chances of each letter, column by column: `[column * outputs + letter]`.
 *
 * @param ink Row-major, `stripHeight` rows of `width` columns, 0 paper to 1 ink.
 */
export function letterChances(weights: readonly LayerWeights[], ink: Float32Array, width: number): Float32Array {
  const { convolution, free } = withWeights(weights)
  let map: Channels = {
    values: ink,
    at: 0,
    channel: ink.length,
    row: width,
    height: stripHeight,
    width,
    pool: [1, 1],
    least: Number.NEGATIVE_INFINITY,
  }
  let kernels = 0
  layers.forEach((layer, i) => {
    map = convolve(map, layer, convolution, kernels, free, i < layers.length - 1)
    kernels += weights[i]!.kernels.length + weights[i]!.biases.length
  })
  const { values, at, channel } = map
  const columns = map.width
  const chances = new Float32Array(columns * outputs)
  for (let x = 0; x < columns; x++) {
    let most = Number.NEGATIVE_INFINITY
    for (let o = 0; o < outputs; o++) most = Math.max(most, values[at + o * channel + x]!)
    let sum = 0
    for (let o = 0; o < outputs; o++) sum += Math.exp(values[at + o * channel + x]! - most)
    const norm = most + Math.log(sum)
    for (let o = 0; o < outputs; o++) chances[x * outputs + o] = values[at + o * channel + x]! - norm
  }
  return chances
}

/** One layer. Sums are taken over padded rows, in one run; the columns between the rows are left out by who reads them. */
function convolve(
  map: Channels,
  layer: Layer,
  convolution: Convolution,
  kernels: number,
  free: number,
  rectify: boolean,
): Channels {
  const { inputs, height: rows, width: columns, padY, padX, pool } = layer
  // Padded on all sides, so that no kernel has to look where the picture ends.
  const width = Math.floor(map.width / map.pool[1]) + 2 * padX
  const height = Math.floor(map.height / map.pool[0]) + 2 * padY
  const [outHeight, outWidth] = [height - rows + 1, width - columns + 1]
  const run = (outHeight - 1) * width + outWidth
  const output = free + inputs * width * height + OVER
  const all = filledUp(layer)
  const floats = convolution.floats(output + all * strideOf(run))
  // The memory may have moved.
  const own = map.at === 0 ? map : { ...map, values: floats }
  const pooled = withPadding(own, layer, width, height)
  floats.set(pooled, free)
  convolution.run(
    { input: free, kernels, biases: kernels + inputs * rows * columns * all, output },
    { inputs, outputs: all, rows, columns, width, height, run },
  )
  return {
    values: floats,
    at: output,
    channel: strideOf(run),
    row: width,
    height: outHeight,
    width: outWidth,
    pool,
    least: rectify ? 0 : Number.NEGATIVE_INFINITY,
  }
}

/** The largest values of a map, with nothing around them. */
function withPadding(map: Channels, { inputs, padX, padY }: Layer, width: number, height: number): Float32Array {
  const { values, channel, row, least } = map
  const [rows, columns] = map.pool
  const padded = new Float32Array(inputs * width * height)
  for (let c = 0; c < inputs; c++) {
    for (let y = padY; y < height - padY; y++) {
      let from = map.at + c * channel + (y - padY) * rows * row
      const to = (c * height + y) * width + padX
      for (let x = 0; x < width - 2 * padX; x++, from += columns) {
        let most = Math.max(least, values[from]!)
        for (let dy = 0, at = from; dy < rows; dy++, at += row)
          for (let dx = 0; dx < columns; dx++) if (values[at + dx]! > most) most = values[at + dx]!
        padded[to + x] = most
      }
    }
  }
  return padded
}
