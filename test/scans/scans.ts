/** Every scan of the fixtures folder, read by the engines that are installed; in two halves, for two processes. */

import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { cellsOf, readReport } from '../../src/index.js'
import { parseCsv } from '../../src/text/csv.js'

const folder = 'fixtures/scans'
const scans = readdirSync(folder).flatMap((file) => {
  const [, name, ext] = /^(.*)\.(pdf|tif)$/.exec(file) ?? []
  return name && ext ? [{ name, file }] : []
})

const HALVES = 2

/** Tests of every other scan, from the first or the second on. */
export function testScans(half: 0 | 1): void {
  test('there are scans of all kinds', () => expect(scans.length).toBeGreaterThanOrEqual(12))
  describe.each(scans.filter((_, i) => i % HALVES === half))('$name', testScan)
}

function testScan({ name, file }: (typeof scans)[number]): void {
  // One after the other: together each of them would wait for all.
  let started: ReturnType<typeof readReport> | null = null
  const read = () => {
    started ??= readReport(readFileSync(join(folder, file)), { name: file, limits: { milliseconds: 600_000 } })
    return started
  }
  const printed = parseCsv(readFileSync(join(folder, `${name}.cells.csv`), 'utf8'))
  const meta = JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8')) as {
    year: number
    /** Share of the cells that must be given. */
    least: number
  }

  test('no figure is given that is not printed, and nearly all are given', async () => {
    const { report } = await read()
    const given = new Map(
      [...cellsOf(report!)].map(({ table, instance, row, column, figure }) => [
        `${table}.${instance}.${row}.${column}`,
        figure,
      ]),
    )
    const wrong: string[] = []
    let told = 0
    for (const row of printed) {
      const key = `${row.table}.${row.instance}.${row.row}.${row.column}`
      const figure = given.get(key)
      if (!figure || figure.state === 'absent' || figure.state === 'unreadable') continue
      told++
      const value = row.value === '' ? null : Number(row.value)
      if (figure.value !== value) wrong.push(`${key}: ${value}, given ${figure.value} (${figure.confidence})`)
    }
    expect(wrong).toEqual([])
    expect(told / printed.length).toBeGreaterThan(meta.least)
  })

  test('the year is read, and the reading says that it is one of pictures', async () => {
    const { report, findings } = await read()
    expect(report?.year).toBe(meta.year)
    expect(findings.map(({ code }) => code)).toContain('read/scanned')
    expect(findings.map(({ code }) => code)).not.toContain('read/scan-failed')
  })

  test('figures stand on their pages', async () => {
    const { report, trace } = await read()
    for (const { figure } of cellsOf(report!)) {
      if (figure.state !== 'reported' || !figure.place || !('page' in figure.place)) continue
      const { place } = figure
      const page = trace.pages.find(({ number }) => number === place.page)
      const [x0, top, x1, bottom] = place.box
      const sideways = page?.turned === 90 || page?.turned === 270
      const [width, height] = sideways ? [page.height, page.width] : [page?.width ?? 0, page?.height ?? 0]
      expect(x0 >= 0 && top >= 0 && x1 > x0 && bottom > top && x1 <= width + 0.01 && bottom <= height + 0.01).toBe(true)
    }
  })
}
