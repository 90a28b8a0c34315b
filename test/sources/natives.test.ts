import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { readReport } from '../../src/index.js'

const natives = () => [Array.prototype.push, JSON.parse, JSON.stringify, Function.prototype.toString]

test('pdf.js leaves the built-ins of the process as they were', async () => {
  const before = natives()
  const { report } = await readReport(readFileSync('fixtures/pdf/libreoffice-solid.pdf'), { engine: 'pdfjs' })
  expect(report?.source.engines).toHaveProperty('pdfjs-dist')
  for (const [i, native] of natives().entries()) expect(native).toBe(before[i])
})
