/** The sums of the digit network, four outputs and four columns in one instruction: scripts/digits/convolution.wat. */

import { instanceOf } from '../wasm.js'
import { convolutionProgram } from './convolution-program.js'

export interface Shape {
  readonly inputs: number
  /** A multiple of {@link LANES}. */
  readonly outputs: number
  /** Of a kernel. */
  readonly rows: number
  readonly columns: number
  /** Of a channel of the input. */
  readonly width: number
  readonly height: number
  /** Sums wanted of each output, in the order of the input. */
  readonly run: number
}

/** The memory in which the sums are made. All places are counted in floats. */
export interface Convolution {
  /** The memory, of so many floats at least. What it held is kept; views that were given before are void. */
  floats(least: number): Float32Array
  /** Make the sums of one layer. Reads {@link OVER} floats beyond the input at most. */
  run(
    places: { readonly input: number; readonly kernels: number; readonly biases: number; readonly output: number },
    shape: Shape,
  ): void
}

/** Outputs that are summed at a time. */
export const LANES = 4
/** Floats behind the input that are read, whatever they hold. */
export const OVER = 16

/** How far the sums of one output lie from those of the next, in floats. */
export const strideOf = (run: number): number => (run + 7) & ~7

const PAGE = 65_536

interface Exports {
  readonly memory: { readonly buffer: ArrayBuffer; grow(pages: number): number }
  convolve(...numbers: number[]): void
}

/** A memory of its own. */
export function openConvolution(): Convolution {
  const bytes = Uint8Array.from(atob(convolutionProgram), (letter) => letter.charCodeAt(0))
  const { memory, convolve } = instanceOf(bytes) as Exports
  return {
    floats(least) {
      const missing = 4 * least - memory.buffer.byteLength
      if (missing > 0) memory.grow(Math.ceil(missing / PAGE))
      return new Float32Array(memory.buffer)
    },
    run({ input, kernels, biases, output }, { inputs, outputs, rows, columns, width, height, run }) {
      convolve(4 * input, 4 * kernels, 4 * biases, 4 * output, inputs, outputs, rows, columns, width, height, run)
    },
  }
}
