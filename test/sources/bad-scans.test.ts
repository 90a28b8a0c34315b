/** What goes wrong in the middle of reading pictures, with an engine that does as it is told. */
import { readFileSync } from 'node:fs'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import { cellsOf, type NianbaoError, type ReadOptions, readReport } from '../../src/index.js'
import type { Crop, CropReading, OcrEngine } from '../../src/ocr/engine.js'
import { toPng } from '../../src/sources/png.js'

const nothing: CropReading = { text: '', confidence: 0, alternatives: [] }
const fake = vi.hoisted(() => ({
  readCrops: async (_crops: readonly unknown[], _call: number): Promise<unknown[]> => [],
  calls: 0,
  closed: 0,
}))
vi.mock('../../src/ocr/engine.js', () => ({
  openOcr: async (): Promise<OcrEngine> => ({
    name: 'fake',
    versions: { fake: '1' },
    async readCrops(crops) {
      fake.calls++
      return (await fake.readCrops(crops, fake.calls)) as CropReading[]
    },
    readPage: async () => [
      { text: '青山县人民政府2023年政府信息公开工作年度报告', confidence: 0.9, box: [9, 9, 99, 20] },
    ],
    async close() {
      fake.closed++
    },
  }),
}))

/** Two pages of tables. */
const scan = () => new Uint8Array(readFileSync('fixtures/scans/pages.tif'))
const codeOf = (options: ReadOptions): Promise<string> =>
  readReport(scan(), options).then(
    ({ findings }) => findings.map(({ code }) => code).join(' '),
    (error: NianbaoError) => error.code,
  )
const answers = (crops: readonly unknown[]): CropReading[] =>
  (crops as readonly Crop[]).map(({ expects }) =>
    expects === 'figure' ? { text: '1', confidence: 0.99, alternatives: [] } : nothing,
  )

describe('in the middle of reading pictures', () => {
  beforeEach(() => {
    fake.calls = 0
    fake.closed = 0
    fake.readCrops = async (crops) => answers(crops)
  })

  test('an engine that fails on one page: that page is told, the rest is read', async () => {
    fake.readCrops = async (crops, call) => {
      if (call === 1) throw new Error('the engine fell over')
      return answers(crops)
    }
    const { report, findings, trace } = await readReport(scan())
    const failed = findings.filter(({ code }) => code === 'read/scan-failed')
    expect(failed.map(({ args }) => args)).toEqual([{ page: 1, reason: 'the engine fell over' }])
    expect(findings.find(({ code }) => code === 'read/scanned')?.args).toEqual({ pages: [2] })
    expect(trace.pages.map(({ runs }) => runs.length > 0)).toEqual([false, true])
    // Nothing is made up for the page that is lost.
    for (const { figure } of report ? cellsOf(report) : [])
      if (figure.place && 'page' in figure.place) expect(figure.place.page).toBe(2)
    expect(fake.closed).toBe(1)
  })

  test('an engine that fails on all pages: no table, no figure', async () => {
    fake.readCrops = async () => {
      throw new Error('gone')
    }
    const { report, findings } = await readReport(scan())
    expect(report).toBeNull()
    expect(findings.map(({ code }) => code)).toEqual(
      expect.arrayContaining(['read/scan-failed', 'locate/not-a-report']),
    )
    expect(fake.closed).toBe(1)
  })

  test('aborted: ends at once, the engine is closed', async () => {
    const controller = new AbortController()
    fake.readCrops = async (crops) => {
      controller.abort()
      return answers(crops)
    }
    expect(await codeOf({ signal: controller.signal })).toBe('aborted')
    expect(fake.calls).toBeLessThanOrEqual(2)
    expect(fake.closed).toBe(1)
  })

  test('out of time: ends between two steps, the engine is closed', async () => {
    fake.readCrops = async (crops) => {
      await new Promise((resolve) => setTimeout(resolve, 400))
      return answers(crops)
    }
    const limits = { milliseconds: 250, millisecondsPerPage: 1, millisecondsPerScan: 1 }
    expect(await codeOf({ limits })).toBe('time-limit')
    expect(fake.closed).toBeLessThanOrEqual(1)
  })

  test('a picture of 50 megapixels that is blank: read within the limit, nothing is found', async () => {
    const [width, height] = [5_900, 8_500]
    const { report, findings } = await readReport(
      toPng({ width, height, data: new Uint8Array(width * height).fill(255) }),
    )
    expect(report).toBeNull()
    expect(findings.map(({ code }) => code)).toContain('read/scan-blank')
  }, 60_000)

  test('a photo of something else: no table, no figure', async () => {
    const [width, height] = [800, 1_100]
    const data = new Uint8Array(width * height)
    for (let y = 0; y < height; y++)
      for (let x = 0; x < width; x++)
        data[y * width + x] = 128 + Math.round(90 * Math.sin(x / 37 + Math.cos(y / 53)) * Math.cos(y / 29))
    const { report, findings } = await readReport(toPng({ width, height, data }))
    for (const { figure } of report ? cellsOf(report) : []) expect(figure.state).not.toBe('reported')
    expect(findings.map(({ code }) => code)).not.toContain('read/scan-failed')
  })
})
