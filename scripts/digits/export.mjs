/** Packs trained weights into src/ocr/digit-weights.ts: `node scripts/digits/export.mjs WEIGHTS`, after `npm run build`. */
import { readFileSync, writeFileSync } from 'node:fs'
import { layers } from '../../dist/ocr/digit-network.js'

const file = readFileSync(process.argv[2])
const floats = new Float32Array(file.buffer, file.byteOffset, file.length / 4)
const parts = []
let at = 0
for (const layer of layers) {
  const size = layer.inputs * layer.height * layer.width
  const bytes = Buffer.alloc(size * layer.outputs)
  const scales = Buffer.alloc(8 * layer.outputs)
  for (let o = 0; o < layer.outputs; o++) {
    const kernel = floats.subarray(at + o * size, at + (o + 1) * size)
    const scale = kernel.reduce((most, one) => Math.max(most, Math.abs(one)), 1e-12) / 127
    kernel.forEach((one, i) => {
      bytes.writeInt8(Math.round(one / scale), o * size + i)
    })
    scales.writeFloatLE(scale, 4 * o)
    scales.writeFloatLE(floats[at + size * layer.outputs + o], 4 * (layer.outputs + o))
  }
  at += (size + 1) * layer.outputs
  parts.push(bytes, scales)
}
const packed = Buffer.concat(parts)
const lines = packed.toString('base64').match(/.{1,116}/g)
writeFileSync(
  'src/ocr/digit-weights.ts',
  `/** Weights of the digit reader, ${packed.length} bytes in base64. Written by scripts/digits/export.mjs: do not edit. */\nexport const digitWeights = [\n${lines.map((line) => `  '${line}',`).join('\n')}\n].join('')\n`,
)
