/** Tables of web pages that are written in other ways than rows of cells under their header: what the model prints comes back. */

import { describe, expect, test } from 'vitest'
import { cellsOf, readReport } from '../../src/index.js'

interface ModelCell {
  readonly t: string
  readonly rs: number
  readonly cs: number
  readonly kind: string
  readonly id?: string
}
interface ModelBlock {
  readonly kind: string
  readonly t: string
  readonly table?: string
  readonly rows: readonly (readonly ModelCell[])[]
}
interface Model {
  makeReport(spec: object): { blocks: ModelBlock[]; tables: object[] }
  truthOf(spec: object, tables: object[]): string[][]
}
const { makeReport, truthOf }: Model = await import(new URL('../../scripts/fixtures/model.mjs', import.meta.url).href)

const spec = { issuer: '云屏市财政局', year: 2023, edition: '2021', seed: 9, scale: 300, sparse: 0.4 }
const escaped = (text: string): string => text.replace(/[&<]/g, (c) => `&#${c.charCodeAt(0)};`)
const td = (cell: ModelCell, name = 'td'): string =>
  `<${name} colspan=${cell.cs} rowspan=${cell.rs}>${escaped(cell.t)}</${name}>`
const tr = (row: readonly ModelCell[]): string => `<tr>${row.map((cell) => td(cell)).join('')}</tr>`
const plain = ({ rows }: ModelBlock): string => `<table>${rows.map(tr).join('')}</table>`

/** The page of a report, each table as `write` makes it, or as it is. */
const pageOf = (blocks: readonly ModelBlock[], write: (block: ModelBlock) => string | null): string =>
  `<!doctype html><body>${blocks
    .map((block) => (block.kind === 'table' ? (write(block) ?? plain(block)) : `<p>${escaped(block.t)}</p>`))
    .join('\n')}`

/** Every figure as printed, for certain. */
async function expectAll(write: (block: ModelBlock) => string | null): Promise<void> {
  const report = makeReport(spec)
  const read = await readReport(new TextEncoder().encode(pageOf(report.blocks, write)))
  const given = [...cellsOf(read.report!)]
    .filter(({ figure }) => figure.state !== 'absent')
    .map(({ table, instance, row, column, figure }) => [
      `${table}.${instance}.${row}.${column}`,
      [figure.value, figure.confidence],
    ])
  const printed = truthOf(spec, report.tables).map(([table, instance, row, column, value]) => [
    `${table}.${instance}.${row}.${column}`,
    [Number(value), 1],
  ])
  expect(Object.fromEntries(given)).toEqual(Object.fromEntries(printed))
}

interface Slot {
  readonly cell: ModelCell
  readonly row: number
  readonly col: number
}
/** What stands in every slot of a table. */
function slotsOf(rows: ModelBlock['rows']): Slot[][] {
  const slots: Slot[][] = rows.map(() => [])
  for (const [row, cells] of rows.entries()) {
    let col = 0
    for (const cell of cells) {
      while (slots[row]?.[col]) col++
      for (let i = 0; i < cell.rs * cell.cs; i++)
        (slots[row + Math.floor(i / cell.cs)] as Slot[])[col + (i % cell.cs)] = { cell, row, col }
      col += cell.cs
    }
  }
  return slots
}

const only =
  (table: string, write: (block: ModelBlock) => string) =>
  (block: ModelBlock): string | null =>
    block.table === table ? write(block) : null

describe('rows that are cut at other places than their header', () => {
  // Every inner edge of a row stands up to a third of a column beside the one above.
  const STEPS = 9
  const shiftOf = (row: number, col: number): number => ((row * 5 + col * 3) % 7) - 3
  const cutElsewhere = ({ rows }: ModelBlock): string => {
    const slots = slotsOf(rows)
    const width = slots[0]?.length ?? 0
    const edge = (row: number, col: number): number => col * STEPS + (col > 0 && col < width ? shiftOf(row, col) : 0)
    return `<table>${rows
      .map((cells, row) => {
        let at = 0
        const written = cells.map((cell) => {
          while (slots[row]?.[at]?.cell !== cell) at++
          const begin = at
          at += cell.cs
          // Edges of cells that reach down are those of their neighbours too.
          const left = slots[row]?.[begin - 1]
          const from = edge(left && left.cell.rs > 1 ? left.row : row, begin)
          const right = slots[row]?.[at]
          const to = edge(right && right.row < row ? right.row : row, at)
          return td({ ...cell, cs: to - from })
        })
        return `<tr>${written.join('')}</tr>`
      })
      .join('')}</table>`
  }

  test.each(['proactiveDisclosure', 'applications', 'disputes'])('%s', async (table) => {
    await expectAll(only(table, cutElsewhere))
  })

  test('one figure more than the header has columns: nothing is said for certain', async () => {
    const report = makeReport(spec)
    const page = pageOf(report.blocks, only('applications', cutElsewhere)).replace(
      /(（七）总计<\/td>)(<td colspan=)(\d+)/,
      (_all, label, cell, span) => `${label}${cell}2 rowspan=1>7</td>${cell}${Number(span) - 2}`,
    )
    const read = await readReport(new TextEncoder().encode(page))
    const [table] = read.report!.applications
    for (const figure of Object.values(table!.totalProcessed)) expect(figure.state).toBe('unreadable')
    expect(table!.received.naturalPerson.state).toBe('reported')
  })
})

describe('groups of rows', () => {
  test('a foot that is written before the body is shown below it', async () => {
    await expectAll(
      only('applications', ({ rows }) => {
        const last = rows.length - 1
        return `<table><thead>${rows.slice(0, 3).map(tr).join('')}</thead><tfoot>${tr(rows[last]!)}</tfoot><tbody>${rows
          .slice(3, last)
          .map(tr)
          .join('')}</tbody></table>`
      }),
    )
  })

  test('rowspan 0 and one too large reach to the end of their group', async () => {
    for (const span of [0, 99])
      await expectAll(
        only('applications', ({ rows }) => {
          const from = rows.findIndex((row) => row.some(({ kind }) => kind === 'side'))
          const side = rows[from]?.find(({ kind }) => kind === 'side')
          const to = from + (side?.rs ?? 0)
          const body = (some: ModelBlock['rows']): string => `<tbody>${some.map(tr).join('')}</tbody>`
          const middle = rows
            .slice(from, to)
            .map((row) => row.map((cell) => (cell === side ? { ...cell, rs: span } : cell)))
          return `<table>${body(rows.slice(0, from))}${body(middle)}${body(rows.slice(to))}</table>`
        }),
      )
  })

  test('each row a group of its own, written as if there were none', async () => {
    await expectAll(({ rows }) => `<table>${rows.map((row) => `<tbody>${tr(row)}</tbody>`).join('')}</table>`)
  })
})

test.each([
  ['by their display', ['style="display:table"', 'style="display:table-row"', 'style="width:9em;display:table-cell"']],
  ['by their roles', ['role=table', 'role=row', 'role=cell']],
])('boxes that are tables %s', async (_how, [table, row, cell]) => {
  await expectAll((block) => {
    const slots = slotsOf(block.rows)
    const written = slots.map((line, r) =>
      line
        .filter(({ cell: one, col }, c) => one.kind !== 'value' || c === col)
        .map(
          ({ cell: one, row: top }) => `<div ${cell}>${one.kind === 'value' && top !== r ? '' : escaped(one.t)}</div>`,
        ),
    )
    return `<div ${table}>${written.map((cells) => `<div ${row}>${cells.join('')}</div>`).join('')}</div>`
  })
})

describe('labels', () => {
  test('in two languages', async () => {
    const other = ['འབྲེལ་ཡོད་', 'Item of the form', 'ᠮᠡᠳᠡᠭᠡ', 'ئۇچۇر']
    let at = 0
    await expectAll(({ rows }) =>
      plain({
        rows: rows.map((row) =>
          row.map((cell) => ({ ...cell, t: cell.kind === 'value' ? cell.t : `${other[at++ % 4]} ${cell.t}` })),
        ),
      } as unknown as ModelBlock),
    )
  })

  test('behind those of their groups, in one cell', async () => {
    await expectAll(
      only('applications', ({ rows }) => {
        let group = ''
        const joined = rows.map((row, r) => {
          if (r < 3) return row
          const values = row.filter(({ kind }) => kind === 'value')
          const labels = row.filter(({ kind }) => kind === 'label' || kind === 'group')
          if (labels.length > 1) group = labels[0]?.t ?? ''
          const own = labels[labels.length - 1]!
          return [{ ...own, cs: 3, t: /^\d/.test(own.t) ? `${group}——${own.t}` : own.t }, ...values]
        })
        return `<table>${joined.map(tr).join('')}</table>`
      }),
    )
  })

  test('of columns, with those of their groups', async () => {
    await expectAll(
      only('disputes', ({ rows }) => {
        const slots = slotsOf(rows)
        const names = slots[0]!.map((_, c) => [...new Set([0, 1, 2].map((r) => slots[r]![c]!.cell.t))].join('—'))
        return `<table><tr>${names.map((name) => `<th>${name}</th>`).join('')}</tr>${tr(rows[3]!)}</table>`
      }),
    )
  })
})

test('table four with a row for each result, its kinds beside them', async () => {
  await expectAll(
    only('disputes', ({ rows }) => {
      const slots = slotsOf(rows)
      const turned = slots[0]!.map((_, c) =>
        [0, 1, 2, 3].flatMap((r) => {
          const { cell, row, col } = slots[r]![c]!
          return row === r && col === c ? [{ ...cell, rs: cell.cs, cs: cell.rs }] : []
        }),
      )
      return `<table>${turned.map(tr).join('')}</table>`
    }),
  )
})

test('a whole report in one table: its headings are those of sections, its sentences their text', async () => {
  const report = makeReport(spec)
  const rows = report.blocks.map((block) => {
    if (block.kind !== 'table') return `<tr><td colspan=15>${escaped(block.t)}</td></tr>`
    const width = slotsOf(block.rows)[0]?.length ?? 0
    // The last column of each is as wide as the rest of the sheet.
    return block.rows
      .map((row, r) =>
        tr(
          row.map((cell, c) => {
            const isLast = c === row.length - 1 && slotsOf(block.rows)[r]?.[width - 1]?.cell === cell
            return isLast ? { ...cell, cs: cell.cs + 15 - width } : cell
          }),
        ),
      )
      .join('')
  })
  const read = await readReport(new TextEncoder().encode(`<!doctype html><table>${rows.join('')}</table>`))
  expect(read.report).toMatchObject({ issuer: spec.issuer, year: spec.year })
  expect(read.report?.sections).toHaveLength(6)
  expect(read.report?.sections[0]?.text).toContain('门户网站')
  const printed = truthOf(spec, report.tables).map(([, , , , value]) => Number(value))
  const given = [...cellsOf(read.report!)].filter(({ figure }) => figure.state !== 'absent')
  expect(given.map(({ figure }) => figure.value)).toEqual(printed)
})

test('a page in what a frameset shows where there are no frames', async () => {
  const report = makeReport(spec)
  const inside = pageOf(report.blocks, () => null).replace('<!doctype html>', '')
  const read = await readReport(
    new TextEncoder().encode(`<html><frameset><frame src="a.htm"><noframes>${inside}</noframes></frameset></html>`),
  )
  const given = [...cellsOf(read.report!)].filter(({ figure }) => figure.state !== 'absent')
  expect(given.map(({ figure }) => figure.value)).toEqual(
    truthOf(spec, report.tables).map(([, , , , value]) => Number(value)),
  )
})

test('a digit that a font tag makes white is none of the figure', async () => {
  const report = makeReport(spec)
  const page = pageOf(report.blocks, () => null).replace(/(\d)<\/td>/g, '$1<font color="#FFFFFF">8</font></td>')
  const read = await readReport(new TextEncoder().encode(page))
  const states = [...cellsOf(read.report!)]
    .filter(({ figure }) => /\d/.test(figure.raw))
    .map(({ figure }) => figure.state)
  expect(new Set(states)).toEqual(new Set(['unreadable']))
})

test('a whole report on a sheet that is wider than what is merged in it: blank cells beside its sentences', async () => {
  const report = makeReport(spec)
  const blank = (count: number): string => '<td></td>'.repeat(Math.max(0, count))
  const rows = report.blocks.map((block) => {
    if (block.kind !== 'table') return `<tr><td colspan=10>${escaped(block.t)}</td>${blank(8)}</tr>`
    const width = slotsOf(block.rows)[0]?.length ?? 0
    return block.rows.map((row) => tr(row).replace('</tr>', `${blank(18 - width)}</tr>`)).join('')
  })
  const read = await readReport(new TextEncoder().encode(`<!doctype html><table>${rows.join('')}</table>`))
  expect(read.report).toMatchObject({ issuer: spec.issuer, year: spec.year })
  expect(read.report?.sections).toHaveLength(6)
  const printed = truthOf(spec, report.tables).map(([, , , , value]) => Number(value))
  const given = [...cellsOf(read.report!)].filter(({ figure }) => figure.state !== 'absent')
  expect(given.map(({ figure }) => figure.value)).toEqual(printed)
})
