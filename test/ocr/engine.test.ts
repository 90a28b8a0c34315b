import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { afterAll, describe, expect, test } from 'vitest'
import { type Crop, type CropReading, type OcrEngine, openOcr } from '../../dist/ocr/engine.js'

interface Cell {
  readonly text: string
  readonly level: string
  readonly dpi: number
  readonly width: number
  readonly height: number
  readonly gray: string
}

const cells = JSON.parse(readFileSync('fixtures/ocr/cells.json', 'utf8')) as Cell[]
const isWord = ({ text }: Cell): boolean => /\p{Script=Han}/u.test(text)
const cropOf = ({ dpi, width, height, gray }: Cell, expects: Crop['expects']): Crop => ({
  image: { width, height, data: new Uint8Array(gunzipSync(Buffer.from(gray, 'base64'))) },
  expects,
  dpi,
})
const figures = cells.filter((cell) => !isWord(cell))
const words = cells.filter(isWord)
const plain = (text: string): string => text.replace(/[-—]+/g, '-')

const engines = ['auto', 'tesseract'] as const
const open = new Map<string, Promise<OcrEngine>>()
const engine = (choice: (typeof engines)[number]): Promise<OcrEngine> => {
  const found = open.get(choice) ?? openOcr(choice, {})
  open.set(choice, found)
  return found
}
afterAll(async () => {
  for (const one of open.values()) await (await one).close()
})

describe.each(engines)('%s', (choice) => {
  test('answers in the order of the crops, with probabilities, and the same whatever the batch', async () => {
    const crops = [...figures.slice(0, 12), ...words.slice(0, 2)].map((cell) =>
      cropOf(cell, isWord(cell) ? 'text' : 'figure'),
    )
    const reader = await engine(choice)
    const once = await reader.readCrops(crops)
    expect(once).toHaveLength(crops.length)
    for (const { confidence, text, alternatives } of once) {
      expect(confidence).toBeGreaterThanOrEqual(0)
      expect(confidence).toBeLessThan(1)
      for (const other of alternatives) {
        expect(other.text).not.toBe(text)
        expect(other.confidence).toBeGreaterThanOrEqual(0)
        expect(other.confidence).toBeLessThanOrEqual(1)
      }
    }
    const backwards = await reader.readCrops([...crops].reverse())
    expect(backwards.reverse()).toEqual(once)
    const single: CropReading[] = []
    for (const crop of crops.slice(0, 4)) single.push(...(await reader.readCrops([crop])))
    expect(single).toEqual(once.slice(0, 4))
    expect(await reader.readCrops([])).toEqual([])
  })

  test('reads labels, and lines of a page with their places', async () => {
    const reader = await engine(choice)
    const labels = await reader.readCrops(words.map((cell) => cropOf(cell, 'text')))
    const right = labels.filter(({ text }, i) => text === words[i]?.text)
    expect(right.length).toBeGreaterThanOrEqual(words.length - 1)

    const { image } = cropOf(words.find(({ text }) => text === '其他处理')!, 'text')
    const page = { width: 600, height: 400, data: new Uint8Array(600 * 400).fill(255) }
    for (const top of [60, 220])
      for (let y = 0; y < image.height; y++)
        page.data.set(image.data.subarray(y * image.width, (y + 1) * image.width), (top + y) * page.width + 100)
    const lines = await reader.readPage(page, 200)
    expect(lines.map(({ text }) => text)).toEqual(['其他处理', '其他处理'])
    lines.forEach(({ box: [x0, top, x1, bottom] }, i) => {
      const above = [60, 220][i]!
      expect(x0).toBeGreaterThan(90)
      expect(x1).toBeLessThan(110 + image.width)
      expect(top).toBeGreaterThanOrEqual(above)
      expect(bottom).toBeLessThanOrEqual(above + image.height + 1)
    })
  })

  test('stops when the caller gives up', async () => {
    const reader = await engine(choice)
    const crops = [cropOf(figures[0]!, 'figure')]
    await expect(reader.readCrops(crops, AbortSignal.abort())).rejects.toMatchObject({ code: 'aborted' })
    await expect(openOcr(choice, { signal: AbortSignal.abort() })).rejects.toMatchObject({ code: 'aborted' })
  })

  test('tells the versions that are pinned', async () => {
    const { versions } = await engine(choice)
    const { dependencies } = JSON.parse(readFileSync('package.json', 'utf8')) as {
      dependencies: Record<string, string>
    }
    const { digits, ...packages } = versions
    expect(digits === undefined).toBe(choice === 'tesseract')
    expect(Object.keys(packages)).toHaveLength(2)
    for (const [name, version] of Object.entries(packages)) {
      expect(dependencies[name]).toBe(version)
      expect(JSON.parse(readFileSync(`node_modules/${name}/package.json`, 'utf8')).version).toBe(version)
    }
  })

  test.each([
    ['tesseract.js-core', 'tesseract.js-core@7.0.0'],
    ['@tesseract.js-data/chi_sim', '@tesseract.js-data/chi_sim@1.0.0'],
  ])('names the package %s where it is missing', (missing, named) => {
    const hooks = `export async function resolve(name, context, next) {
      if (name.startsWith('${missing}')) throw Object.assign(new Error('Cannot find package'), { code: 'ERR_MODULE_NOT_FOUND' })
      return next(name, context)
    }`
    const script = `
      import { register } from 'node:module'
      register('data:text/javascript,' + encodeURIComponent(${JSON.stringify(hooks)}))
      const { openOcr } = await import(${JSON.stringify(resolve('dist/ocr/engine.js'))})
      try {
        const engine = await openOcr('${choice}', {})
        await engine.readPage({ width: 40, height: 40, data: new Uint8Array(1600) }, 200)
      } catch (error) {
        console.log(JSON.stringify({ code: error.code, message: error.message }))
      }`
    const answer = execFileSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' })
    expect(JSON.parse(answer)).toMatchObject({ code: 'engine-missing', message: expect.stringContaining(named) })
  })
})

describe('auto', () => {
  test('gives no wrong figure with confidence, and reads nearly all', async () => {
    const readings = await (await engine('auto')).readCrops(figures.map((cell) => cropOf(cell, 'figure')))
    const judged = readings.map((reading, i) => ({ ...reading, printed: figures[i]!.text }))
    const certain = judged.filter(({ confidence }) => confidence >= 0.99)
    expect(certain.filter(({ text, printed }) => plain(text) !== plain(printed))).toEqual([])
    expect(certain.length).toBeGreaterThanOrEqual(0.7 * figures.length)
    expect(judged.filter(({ text, printed }) => plain(text) === plain(printed)).length).toBeGreaterThanOrEqual(
      figures.length - 2,
    )
  })

  test('tells blanks and fillers from 0 and 1', async () => {
    const empty = figures.filter(({ text }) => /^[-—/]?$/.test(text))
    const readings = await (await engine('auto')).readCrops(empty.map((cell) => cropOf(cell, 'figure')))
    for (const { text } of readings) expect(text).not.toMatch(/[0-9]/)
    const wrong = readings.filter(({ text }, i) => plain(text) !== plain(empty[i]!.text))
    // A dash of one row of pixels may be the rest of a ruling: it is in doubt.
    expect(wrong.length).toBeLessThanOrEqual(1)
    for (const { confidence } of wrong) expect(confidence).toBeLessThan(0.9)
    const word = words.find(({ text }) => text === '无')!
    const [reading] = await (await engine('auto')).readCrops([cropOf(word, 'figure')])
    expect(reading?.text ?? '').not.toMatch(/^[01]$/)
  })
})
