/** Figures of relations that do not hold, read by a second engine. */
import { readFileSync } from 'node:fs'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { cellsOf, readReport } from '../src/index.js'
import type { SourceResult } from '../src/sources/index.js'
import type { Page } from '../src/types.js'

/** What the second engine gives, and what it was asked for. */
const witness = vi.hoisted(() => ({
  change: null as ((pages: readonly Page[], thorough: boolean) => readonly Page[] | null) | null,
  asked: [] as [number[], boolean][],
}))

vi.mock('../src/sources/index.js', async (original) => {
  const real = await original<typeof import('../src/sources/index.js')>()
  return {
    ...real,
    async readSource(...given: Parameters<typeof real.readSource>): Promise<SourceResult> {
      const source = await real.readSource(...given)
      const { change } = witness
      if (!change) return source
      return {
        ...source,
        witness: async (pages, thorough) => {
          witness.asked.push([[...pages], thorough])
          return change(
            source.pages.filter(({ number }) => pages.has(number)),
            thorough,
          )
        },
      }
    },
  }
})

const fixture = (name: string): Uint8Array =>
  new Uint8Array(readFileSync(new URL(`../fixtures/pdf/${name}.pdf`, import.meta.url)))
const failing = fixture('libreoffice-failing')

afterEach(() => {
  witness.change = null
  witness.asked = []
})

/** A cell of a relation that does not hold, with its page and the middle of its text. */
async function doubtful() {
  const { report, findings } = await readReport(failing, { witness: false })
  const suspect = findings.find(({ code }) => code === 'applications/applicant-total')?.suspects[0]?.cell
  if (!report || !suspect) throw new Error('no suspect')
  const cell = [...cellsOf(report)].find((one) => `${one.table}.${one.row}.${one.column}` === suspect)
  const place = cell?.figure.place
  if (!cell || !place || !('page' in place)) throw new Error('no place')
  return { suspect, cell, page: place.page, box: place.box }
}

/** The pages with another text at one place. */
const rewrite =
  (page: number, [x0, top, x1, bottom]: readonly number[], text: string) =>
  (pages: readonly Page[]): Page[] =>
    pages.map((one) =>
      one.number !== page
        ? one
        : {
            ...one,
            runs: one.runs.map((run) => {
              const x = (run.box.x0 + run.box.x1) / 2
              const y = (run.box.top + run.box.bottom) / 2
              const here = x > Number(x0) - 1 && x < Number(x1) + 1 && y > Number(top) - 1 && y < Number(bottom) + 1
              if (!here) return run
              const { chars: _, stops: __, ...rest } = run
              return { ...rest, text }
            }),
          },
    )

const figureOf = async (suspect: string, options = {}) => {
  const { report, findings } = await readReport(failing, options)
  const cell = report && [...cellsOf(report)].find((one) => `${one.table}.${one.row}.${one.column}` === suspect)
  return { figure: cell?.figure, findings }
}

describe('the witness', () => {
  test('is asked for the pages of relations that do not hold, and for no others', async () => {
    const { page } = await doubtful()
    witness.change = (pages) => pages
    await readReport(failing)
    expect(witness.asked).toHaveLength(1)
    expect(witness.asked[0]?.[0]).toContain(page)
    witness.asked = []
    await readReport(fixture('libreoffice-solid'))
    await readReport(failing, { witness: false })
    expect(witness.asked).toEqual([])
  })
  test('that agrees changes nothing: the document prints it', async () => {
    const alone = await readReport(failing, { witness: false })
    witness.change = (pages) => pages
    const both = await readReport(failing)
    expect(both).toEqual(alone)
    expect(
      both.findings.filter(({ code }) => code === 'applications/applicant-total').map(({ cause }) => cause),
    ).toContain('published')
  })
  test('that differs makes the cell unreadable, with both readings in the finding', async () => {
    const { suspect, cell, page, box } = await doubtful()
    const value = Number(cell.figure.value)
    witness.change = rewrite(page, box, String(value + 7))
    const { figure, findings } = await figureOf(suspect)
    expect(figure).toMatchObject({ value: null, state: 'unreadable', raw: cell.figure.raw })
    const finding = findings.find(({ code, cells }) => code === 'cell/unreadable' && cells.includes(suspect))
    expect(finding).toMatchObject({
      cause: 'reading',
      args: { reason: 'engines-differ', candidates: [value, value + 7] },
    })
    expect(witness.asked.map(([, thorough]) => thorough)).toEqual([false, true])
  })
  test('is heard a second time before it is believed', async () => {
    const { suspect, cell, page, box } = await doubtful()
    witness.change = (pages, thorough) => (thorough ? pages : rewrite(page, box, '')(pages))
    expect((await figureOf(suspect)).figure).toEqual(cell.figure)
  })
  test('that cannot read the file says nothing', async () => {
    const { suspect, cell } = await doubtful()
    witness.change = () => null
    expect((await figureOf(suspect)).figure).toEqual(cell.figure)
  })
})

describe.each(['pdfjs', 'pdfium'] as const)('after %s', (engine) => {
  test('the other engine agrees on what fails in the fixtures', async () => {
    for (const name of ['libreoffice-failing', 'chromium-typos']) {
      const both = await readReport(fixture(name), { engine })
      expect(both).toEqual(await readReport(fixture(name), { engine, witness: false }))
    }
  })
})
