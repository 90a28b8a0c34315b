/** What printers, copiers and scanners do to a picture: all of it on Float32Array, 0 ink to 255 paper. */

/** Blur by a Gaussian of `sigma` pixels. */
export function blur({ width, height, data }, sigma) {
  const reach = Math.max(1, Math.ceil(sigma * 2.5))
  const kernel = Array.from({ length: 2 * reach + 1 }, (_, i) => Math.exp(-((i - reach) ** 2) / (2 * sigma * sigma)))
  const sum = kernel.reduce((a, b) => a + b)
  const half = new Float32Array(data.length)
  const out = new Float32Array(data.length)
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      let value = 0
      for (let k = -reach; k <= reach; k++) {
        const at = x + k
        value += kernel[k + reach] * data[y * width + (at < 0 ? 0 : at >= width ? width - 1 : at)]
      }
      half[y * width + x] = value / sum
    }
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      let value = 0
      for (let k = -reach; k <= reach; k++) {
        const at = y + k
        value += kernel[k + reach] * half[(at < 0 ? 0 : at >= height ? height - 1 : at) * width + x]
      }
      out[y * width + x] = value / sum
    }
  return { width, height, data: out }
}

/** Strokes swell (`amount` above 0) or waste away (below 0), by a share of a pixel. */
export function swell({ width, height, data }, amount) {
  const out = Float32Array.from(data)
  const share = Math.min(1, Math.abs(amount))
  const better = amount > 0 ? Math.min : Math.max
  for (let y = 1; y < height - 1; y++)
    for (let x = 1; x < width - 1; x++) {
      const i = y * width + x
      const extreme = better(data[i], data[i - 1], data[i + 1], data[i - width], data[i + width])
      out[i] = data[i] + share * (extreme - data[i])
    }
  return { width, height, data: out }
}

/** Grain of scanner and paper, and single wrong pixels. */
export function noise({ width, height, data }, chance, grain, specks) {
  const out = Float32Array.from(data)
  if (grain > 0) for (let i = 0; i < out.length; i++) out[i] += grain * chance.normal()
  for (let n = Math.round(specks * data.length); n > 0; n--)
    out[chance.whole(0, data.length - 1)] = chance.pick([0, 255])
  return { width, height, data: out }
}

/** Ink and paper are not black and white, and the light falls from one side. */
export function fade({ width, height, data }, ink, paper, slopeX, slopeY) {
  const out = new Float32Array(data.length)
  for (let y = 0, i = 0; y < height; y++)
    for (let x = 0; x < width; x++, i++) {
      const light = slopeX * (x / width - 0.5) + slopeY * (y / height - 0.5)
      out[i] = ink + (data[i] / 255) * (paper - ink) + light
    }
  return { width, height, data: out }
}

/** A scan in black and white. */
export function blackAndWhite({ width, height, data }, threshold) {
  const out = new Float32Array(data.length)
  for (let i = 0; i < out.length; i++) out[i] = data[i] < threshold ? 0 : 255
  return { width, height, data: out }
}

const cosines = Array.from({ length: 8 }, (_, u) =>
  Array.from({ length: 8 }, (_, x) => Math.cos(((2 * x + 1) * u * Math.PI) / 16) * (u === 0 ? Math.SQRT1_2 : 1) * 0.5),
)
const luminance = [
  16, 11, 10, 16, 24, 40, 51, 61, 12, 12, 14, 19, 26, 58, 60, 55, 14, 13, 16, 24, 40, 57, 69, 56, 14, 17, 22, 29, 51,
  87, 80, 62, 18, 22, 37, 56, 68, 109, 103, 77, 24, 35, 55, 64, 81, 104, 113, 92, 49, 64, 78, 87, 103, 121, 120, 101,
  72, 92, 95, 98, 112, 100, 103, 99,
]

/** What the quantisation of JPEG (ITU-T T.81, table K.1) leaves over at this quality, with the blocks at an offset. */
export function jpeg({ width, height, data }, quality, left, top) {
  const scale = (quality < 50 ? 5000 / quality : 200 - 2 * quality) / 100
  const steps = luminance.map((step) => Math.max(1, Math.round(step * scale)))
  const out = Float32Array.from(data)
  const block = new Float64Array(64)
  const rows = new Float64Array(64)
  for (let by = -top; by < height; by += 8)
    for (let bx = -left; bx < width; bx += 8) {
      const at = (x, y) => Math.min(height - 1, Math.max(0, by + y)) * width + Math.min(width - 1, Math.max(0, bx + x))
      for (let y = 0; y < 8; y++)
        for (let u = 0; u < 8; u++) {
          let sum = 0
          for (let x = 0; x < 8; x++) sum += cosines[u][x] * (Math.min(255, Math.max(0, data[at(x, y)])) - 128)
          rows[y * 8 + u] = sum
        }
      for (let v = 0; v < 8; v++)
        for (let u = 0; u < 8; u++) {
          let sum = 0
          for (let y = 0; y < 8; y++) sum += cosines[v][y] * rows[y * 8 + u]
          const step = steps[v * 8 + u]
          block[v * 8 + u] = Math.round(sum / step) * step
        }
      for (let v = 0; v < 8; v++)
        for (let x = 0; x < 8; x++) {
          let sum = 0
          for (let u = 0; u < 8; u++) sum += cosines[u][x] * block[v * 8 + u]
          rows[v * 8 + x] = sum
        }
      for (let y = 0; y < 8; y++)
        for (let x = 0; x < 8; x++) {
          if (by + y < 0 || by + y >= height || bx + x < 0 || bx + x >= width) continue
          let sum = 0
          for (let v = 0; v < 8; v++) sum += cosines[v][y] * rows[v * 8 + x]
          out[(by + y) * width + bx + x] = sum + 128
        }
    }
  return { width, height, data: out }
}

/** Bytes of a gray picture. */
export function toGray({ width, height, data }) {
  const out = new Uint8ClampedArray(data)
  return { width, height, data: new Uint8Array(out.buffer) }
}
