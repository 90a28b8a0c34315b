/** Assembles convolution.wat into src/ocr/convolution-program.ts, with wat2wasm of the WebAssembly Binary Toolkit (apt-get install wabt). */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const dir = mkdtempSync(join(tmpdir(), 'convolution-'))
const out = join(dir, 'convolution.wasm')
execFileSync('wat2wasm', [fileURLToPath(new URL('convolution.wat', import.meta.url)), '-o', out])
const program = readFileSync(out)
rmSync(dir, { recursive: true })
const lines = program.toString('base64').match(/.{1,116}/g)
writeFileSync(
  'src/ocr/convolution-program.ts',
  `/** scripts/digits/convolution.wat, ${program.length} bytes in base64. Written by scripts/digits/convolution.mjs: do not edit. */\nexport const convolutionProgram = [\n${lines.map((line) => `  '${line}',`).join('\n')}\n].join('')\n`,
)
