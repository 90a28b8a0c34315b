import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Finding } from '../../src/findings.js'
import type { FormDef } from '../../src/forms/define.js'
import { tableDef } from '../../src/forms/index.js'
import { type LocatedTable, locateTables } from '../../src/locate/tables.js'
import { optionsSchema } from '../../src/options.js'
import { splitLines, textBlocks } from '../../src/sources/text.js'
import type { Block, Cell, Grid, Paragraph } from '../../src/types.js'
import { samples } from '../helpers/thorough.js'

type Edition = FormDef['edition']
type Rows = readonly (readonly string[])[]

/** A grid drawn as text: `<` belongs to the cell at its left, `^` to the cell above. */
function gridOf(rows: Rows, more: Partial<Grid> = {}): Grid {
  const cols = Math.max(...rows.map((row) => row.length))
  const at = (row: number, col: number): string => rows[row]?.[col] ?? ''
  const cells: Cell[] = []
  for (const row of rows.keys()) {
    for (let col = 0; col < cols; col++) {
      const text = at(row, col)
      if (text === '<' || text === '^') continue
      let colSpan = 1
      while (at(row, col + colSpan) === '<') colSpan++
      let rowSpan = 1
      while (row + rowSpan < rows.length && at(row + rowSpan, col) === '^') rowSpan++
      cells.push({ row, col, rowSpan, colSpan, text, lines: text ? [text] : [], place: null })
    }
  }
  return {
    kind: 'grid',
    method: 'lattice',
    rows: rows.length,
    cols,
    cells,
    ragged: false,
    rowPages: rows.map(() => null),
    place: null,
    breaks: [],
    ...more,
  }
}
const paragraph = (text: string): Paragraph => ({ kind: 'paragraph', text, place: null, scale: 1, centred: false })
/** Text whose columns are parted by tabs, as a tool gives it. */
const textOf = (rows: Rows): Block[] =>
  textBlocks(
    splitLines(rows.map((row) => row.map((text) => (text === '<' || text === '^' ? '' : text)).join('\t')).join('\n')),
  )

const locate = (blocks: readonly Block[]): { tables: LocatedTable[]; notes: Finding[] } =>
  locateTables(blocks, optionsSchema.parse({}).similarity)
const only = (blocks: readonly Block[]): LocatedTable => {
  const { tables } = locate(blocks)
  expect(tables.map(({ table }) => table)).toHaveLength(1)
  return tables[0] as LocatedTable
}
const codes = (notes: readonly Finding[]): string[] => notes.map(({ code }) => code)

/** What stands in every cell that was found and is its own; cells that several ids share are left out. */
const figures = ({ cells }: LocatedTable): Record<string, string> =>
  Object.fromEntries(
    cells
      .filter((cell) => cell.cells.length > 0 && !cell.shared)
      .map(({ row, column, cells: printed }) => [`${row}.${column}`, printed.map(({ text }) => text).join('|')]),
  )
const of = (all: Readonly<Record<string, string>>, row: string): Record<string, string> =>
  Object.fromEntries(Object.entries(all).filter(([id]) => id.slice(0, id.lastIndexOf('.')) === row))
const without = (all: Readonly<Record<string, string>>, ...rows: readonly string[]): Record<string, string> =>
  Object.fromEntries(Object.entries(all).filter(([id]) => !rows.includes(id.slice(0, id.lastIndexOf('.')))))

// Table 三

const columnIds = [
  'naturalPerson',
  'business',
  'researchInstitution',
  'publicInterestOrganization',
  'legalServiceOrganization',
  'otherOrganization',
  'total',
]
const organizations = ['商业企业', '科研机构', '社会公益组织', '法律服务机构', '其他']
const header: Rows = [
  [
    '（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）',
    '<',
    '<',
    '申请人情况',
    '<',
    '<',
    '<',
    '<',
    '<',
    '<',
  ],
  ['^', '<', '<', '自然人', '法人或其他组织', '<', '<', '<', '<', '总计'],
  ['^', '<', '<', '^', ...organizations, '^'],
]

interface PrintedRow {
  readonly id: string
  readonly path: readonly string[]
  readonly values: readonly string[]
}

/** Every figure is another number: one that stands in a wrong place is seen. */
const numbers = (row: number): string[] => columnIds.map((_id, col) => String(1000 + row * 10 + col))
const rowsOf = (edition: Edition): PrintedRow[] =>
  (tableDef('applications', edition)?.blocks[0]?.rows ?? []).map(({ id, path }, row) => ({
    id,
    path,
    values: numbers(row),
  }))

/** The body as the form is drawn: three columns of labels, those of groups run down beside their rows. */
function bodyOf(rows: readonly PrintedRow[]): string[][] {
  return rows.map(({ path, values }, i) => {
    const above = rows[i - 1]?.path ?? []
    const [first = '', second = '', third = ''] = path
    const same = (depth: number): boolean =>
      path.length > depth + 1 && above.length > depth + 1 && path[depth] === above[depth]
    if (path.length === 1) return [first, '<', '<', ...values]
    if (path.length === 2) return [same(0) ? '^' : first, second, '<', ...values]
    return [same(0) ? '^' : first, same(1) && same(0) ? '^' : second, third, ...values]
  })
}
const expected = (rows: readonly PrintedRow[]): Record<string, string> =>
  Object.fromEntries(
    rows.flatMap(({ id, values }) => columnIds.map((column, i) => [`${id}.${column}`, values[i] ?? ''])),
  )
const printed = (rows: readonly PrintedRow[]): Grid => gridOf([...header, ...bodyOf(rows)])
const rename = (rows: readonly PrintedRow[], id: string, label: string): PrintedRow[] =>
  rows.map((row) => (row.id === id ? { ...row, path: [...row.path.slice(0, -1), label] } : row))

const cellsOfRow = (id: string): string[] => columnIds.map((column) => `applications.${id}.${column}`)

const complete = rowsOf('2021')
const older = rowsOf('2019')

describe('table 三', () => {
  test.each(['2021', '2019'] as const)('complete, of %s', (edition) => {
    const rows = rowsOf(edition)
    const { tables, notes } = locate([printed(rows)])
    const [table] = tables
    expect(table).toMatchObject({
      table: 'applications',
      edition,
      instance: 0,
      scope: null,
      missingRows: [],
      missingColumns: [],
      extraRows: [],
      extraColumns: [],
    })
    expect(table && figures(table)).toEqual(expected(rows))
    expect(codes(notes)).toEqual([])
  })

  test('as text with tabs: the values are the fields behind the last label', () => {
    for (const [edition, rows] of [
      ['2021', complete],
      ['2019', older],
    ] as const) {
      const table = only(textOf([...header, ...bodyOf(rows)]))
      expect(table.edition).toBe(edition)
      expect(figures(table)).toEqual(expected(rows))
    }
  })

  test('as text whose number of label fields changes from row to row', () => {
    const body = complete.map(({ path, values }, i) => [
      ...Array(i % 3).fill(''),
      path[path.length - 1] ?? '',
      ...values,
    ])
    expect(figures(only(textOf([...header, ...body])))).toEqual(expected(complete))
  })

  test('labels of groups lost', () => {
    const bare = bodyOf(complete).map(([first, second, third, ...values]) => {
      const label = third === '<' ? (second === '<' ? first : second) : third
      return ['', '', label ?? '', ...values]
    })
    const { tables, notes } = locate([gridOf([...header, ...bare])])
    expect(tables[0]?.edition).toBe('2021')
    expect(tables[0] && figures(tables[0])).toEqual(expected(complete))
    expect(codes(notes)).toEqual([])
  })

  test('a subtotal of the organizations is a column that the form does not have', () => {
    const wide = (row: readonly string[], text: string): string[] => [...row.slice(0, -1), text, ...row.slice(-1)]
    const head = header.map((row, i) => wide(row, i < 2 ? '<' : '小计'))
    const body = bodyOf(complete).map((row) => wide(row, '77'))
    const { tables } = locate([gridOf([...head, ...body])])
    expect(tables[0] && figures(tables[0])).toEqual(expected(complete))
    expect(tables[0]?.extraColumns.map(({ label }) => label)).toEqual([expect.stringContaining('小计')])
  })

  test('units in a column of their own between labels and figures', () => {
    const wide = (row: readonly string[], text: string): string[] => [...row.slice(0, 3), text, ...row.slice(3)]
    const head = header.map((row, i) => wide(row, i === 0 ? '单位' : '^'))
    const body = bodyOf(complete).map((row) => wide(row, '件'))
    expect(figures(only([gridOf([...head, ...body])]))).toEqual(expected(complete))
  })

  test('the total before all others', () => {
    const first = (row: readonly string[]): string[] => [...row.slice(0, 3), ...row.slice(-1), ...row.slice(3, -1)]
    const head = header.map((row, i) => (i === 0 ? [...row] : first(row)))
    expect(figures(only([gridOf([...head, ...bodyOf(complete).map(first)])]))).toEqual(expected(complete))
  })

  test('the numbers of the columns below their labels', () => {
    const numbers = ['甲', '<', '<', ...columnIds.map((_, i) => `（${i + 1}）`)]
    expect(figures(only([gridOf([...header, numbers, ...bodyOf(complete)])]))).toEqual(expected(complete))
  })

  test('a line of the label of a group before those of its rows', () => {
    const pieces = ['三、本', '年度办', '理结果']
    const bare = bodyOf(complete).map(([first = '', second = '', third = '', ...values], i) => {
      const label = third === '<' ? (second === '<' ? first : second) : third
      return ['', '', `${i > 1 ? (pieces[i - 2] ?? '') : ''}${label}`, ...values]
    })
    expect(figures(only([gridOf([...header, ...bare])]))).toEqual(expected(complete))
  })

  test('all ordinals lost', () => {
    const rows = complete.map((row) => ({
      ...row,
      path: row.path.map((label) => label.replace(/^(?:[一二三四]、|（[一二三四五六七]）|\d\.)/, '')),
    }))
    expect(figures(only([printed(rows)]))).toEqual(expected(complete))
  })

  test('without a header the full rows still tell their columns', () => {
    expect(figures(only([gridOf(bodyOf(complete))]))).toEqual(expected(complete))
  })

  test.each([...complete.map(({ id }) => ['2021', id] as const), ...older.map(({ id }) => ['2019', id] as const)])(
    'of %s without the row %s',
    (edition, id) => {
      const rows = rowsOf(edition).filter((row) => row.id !== id)
      const { tables, notes } = locate([printed(rows)])
      expect(tables[0]).toMatchObject({ edition, missingRows: [id], extraRows: [] })
      expect(tables[0] && figures(tables[0])).toEqual(expected(rows))
      expect(tables[0]?.cells.filter((cell) => cell.row === id).map(({ cells }) => cells)).toEqual(
        columnIds.map(() => []),
      )
      expect(notes.map((note) => [note.code, note.cells])).toEqual([['locate/row-missing', cellsOfRow(id)]])
    },
  )

  test('of 2021 with only the last of the three rows of （六）其他处理', () => {
    const rows = complete.filter(({ id }) => id !== 'otherHandling.notCorrected' && id !== 'otherHandling.feeUnpaid')
    for (const blocks of [[printed(rows)], textOf([...header, ...bodyOf(rows)])]) {
      const table = only(blocks)
      expect(table.edition).toBe('2021')
      expect(figures(table)).toEqual(expected(rows))
    }
  })

  test('with a row that the form does not have', () => {
    const unknown: PrintedRow = {
      id: 'unknown',
      path: ['三、本年度办理结果', '（三）不予公开', '9.属于咨询类申请'],
      values: ['7', '0', '0', '0', '0', '0', '7'],
    }
    const rows = complete.flatMap((row) => (row.id === 'withheld.administrativeInquiries' ? [row, unknown] : [row]))
    const { tables, notes } = locate([printed(rows)])
    expect(tables[0] && figures(tables[0])).toEqual(expected(complete))
    expect(tables[0]?.extraRows.map(({ texts }) => texts)).toEqual([unknown.values])
    expect(tables[0]?.extraRows[0]?.label).toContain('9.属于咨询类申请')
    expect(codes(notes)).toEqual(['locate/row-unmatched'])
  })

  test('subtotals of groups, which the form does not print, are rows of their own', () => {
    const groups = [
      ['（三）不予公开', 'withheld.administrativeInquiries'],
      ['（四）无法提供', 'unableToProvide.stillUnclear'],
      ['（五）不予处理', 'notProcessed.reconfirmation'],
    ] as const
    const rows = complete.flatMap((row) => {
      const group = groups.find(([, last]) => last === row.id)
      return group
        ? [
            row,
            {
              id: `${group[0]}小计`,
              path: ['三、本年度办理结果', group[0], '小计'],
              values: ['5', '0', '0', '0', '0', '0', '5'],
            },
          ]
        : [row]
    })
    const table = only([printed(rows)])
    expect(figures(table)).toEqual(expected(complete))
    expect(table.extraRows).toHaveLength(3)
  })

  test.each([
    ['withheld.prohibitedByLaw', '2.其他法律行政法规禁公开'],
    ['withheld.internalAffairs', '5.属于三类内容事务信息'],
    ['notProcessed.petitions', '1.信访投诉举报类申请'],
    ['unableToProvide.stillUnclear', '3.补正后申请内容不明'],
    ['otherHandling.feeUnpaid', '2.申请人逾期未按收费通知缴纳费用'],
    ['carriedForward', '四、结转下年度继续办里'],
  ])('a misprint of %s', (id, label) => {
    const { tables, notes } = locate([printed(rename(complete, id, label))])
    expect(tables[0] && figures(tables[0])).toEqual(expected(complete))
    expect(tables[0]?.rows.find(({ row }) => row === id)).toMatchObject({ label })
    expect(codes(notes)).toEqual(['locate/label-typo'])
    expect(notes[0]?.args).toMatchObject({ row: id, label })
  })

  test('a wording that is in use is no misprint', () => {
    const rows = rename(
      rename(complete, 'otherHandling.notCorrected', '1.逾期不补正'),
      'grantedInPart',
      '（二）部分公开',
    )
    const { tables, notes } = locate([printed(rows)])
    expect(tables[0] && figures(tables[0])).toEqual(expected(complete))
    expect(codes(notes)).toEqual([])
  })

  test.each([['broughtForward'], ['carriedForward'], ['withheld.thirdPartyRights'], ['totalProcessed']])(
    'the label of %s lost among all others: known by its place, and said to be lost',
    (id) => {
      const { tables, notes } = locate([printed(rename(complete, id, ''))])
      expect(tables[0] && figures(tables[0])).toEqual(expected(complete))
      expect(tables[0]?.rows.find(({ row }) => row === id)).toMatchObject({ label: null, likeness: 0 })
      expect(codes(notes)).toEqual(['locate/label-lost'])
    },
  )

  test('two labels lost and one row gone: which of the three is gone is not guessed', () => {
    const gone = complete.filter(({ id }) => id !== 'withheld.thirdPartyRights')
    const rows = rename(rename(gone, 'withheld.securityAndStability', ''), 'withheld.internalAffairs', '')
    const unsure = ['withheld.securityAndStability', 'withheld.thirdPartyRights', 'withheld.internalAffairs']
    const table = only([printed(rows)])
    expect(without(figures(table), ...unsure)).toEqual(without(expected(gone), ...unsure))
    for (const id of unsure) expect(of(figures(table), id), id).toEqual({})
  })

  test('a row that is printed twice is said to be there twice', () => {
    const twice = complete.flatMap((row) =>
      row.id === 'broughtForward' ? [row, { ...row, values: ['1', '1', '1', '1', '1', '1', '6'] }] : [row],
    )
    const { tables, notes } = locate([printed(twice)])
    expect(without(tables[0] ? figures(tables[0]) : {}, 'broughtForward')).toEqual(
      without(expected(complete), 'broughtForward'),
    )
    expect(tables[0]?.extraRows).toHaveLength(1)
    expect(codes(notes)).toEqual(['locate/row-unmatched'])
  })

  test('empty rows anywhere change nothing', () => {
    const empty = Array<string>(10).fill('')
    const rows = [...header, ...complete.flatMap((row) => [empty, ...bodyOf([row])]), empty, empty]
    const { tables, notes } = locate([gridOf(rows)])
    expect(tables[0] && figures(tables[0])).toEqual(expected(complete))
    expect(codes(notes)).toEqual([])
  })

  test('blank figures are blank, not those of a neighbour', () => {
    const rows = complete.map((row, i) => ({
      ...row,
      values: row.values.map((value, c) => ((i + c) % 3 === 0 ? value : '')),
    }))
    expect(figures(only([printed(rows)]))).toEqual(expected(rows))
    expect(figures(only(textOf([...header, ...bodyOf(rows)])))).toEqual(expected(rows))
    const totals = complete.map((row) => ({ ...row, values: ['', '', '', '', '', '', row.values[6] ?? ''] }))
    expect(figures(only([printed(totals)]))).toEqual(expected(totals))
    expect(figures(only(textOf([...header, ...bodyOf(totals)])))).toEqual(expected(totals))
  })

  test('fillers stand where a figure would', () => {
    const rows = complete.map((row, i) => ({
      ...row,
      values: row.values.map((value, c) => (c === 2 ? (['/', '—', '-', '无'][i % 4] ?? '') : value)),
    }))
    expect(figures(only([printed(rows)]))).toEqual(expected(rows))
    expect(figures(only(textOf([...header, ...bodyOf(rows)])))).toEqual(expected(rows))
  })

  describe('without the total column the total is missing, nothing moves into it', () => {
    const rows = complete.map((row) => ({ ...row, values: row.values.slice(0, 6) }))
    const all = [...header.map((row) => row.slice(0, -1)), ...bodyOf(rows)]
    const want = Object.fromEntries(Object.entries(expected(complete)).filter(([id]) => !id.endsWith('.total')))
    test.each([
      ['drawn', [gridOf(all)]],
      [
        'as text whose rows have one label each',
        textOf([
          ...header.map((row) => row.slice(2, -1)),
          ...rows.map(({ path, values }) => [path[path.length - 1] ?? '', ...values]),
        ]),
      ],
      ['as text with empty fields between label and figures', textOf(all)],
    ])('%s', (_how, blocks) => {
      const { tables, notes } = locate(blocks)
      expect(tables[0] && figures(tables[0])).toEqual(want)
      expect(tables[0]?.missingColumns).toEqual(['total'])
      expect(codes(notes)).toEqual(['locate/column-missing'])
    })
  })

  test.each([
    ['behind the label', (label: string) => [label, '3', '3']],
    ['behind empty fields', (label: string) => [label, '', '', '3', '3']],
  ])('a row of text with fewer figures than columns, %s: they are given to nobody for certain', (_where, rowOf) => {
    // First and last value only, the empty fields between them lost: 3 natural persons, 3 in all.
    const [first = [], ...rest] = bodyOf(complete)
    const table = only(textOf([...header, rowOf(first[0] ?? ''), ...rest]))
    const found = figures(table)
    expect(without(found, 'received')).toEqual(without(expected(complete), 'received'))
    const { 'received.naturalPerson': person, 'received.total': total, ...middle } = of(found, 'received')
    expect([undefined, '3']).toContain(person)
    expect([undefined, '3']).toContain(total)
    expect(middle).toEqual({})
  })

  test('a figure over two columns or two rows belongs to none for certain, and is said to be shared', () => {
    const [first, second, ...rest] = bodyOf(complete)
    const wide = [...(first ?? []).slice(0, 4), '44', '<', ...(first ?? []).slice(6)]
    const columns = locate([gridOf([...header, wide, ...(second ? [second] : []), ...rest])])
    const inColumns = columns.tables[0] ? figures(columns.tables[0]) : {}
    expect(inColumns).toEqual(
      Object.fromEntries(
        Object.entries(expected(complete)).filter(
          ([id]) => id !== 'received.business' && id !== 'received.researchInstitution',
        ),
      ),
    )
    expect(codes(columns.notes)).toEqual(['cell/shared', 'cell/shared'])
    const tall = (second ?? []).map((text, c) => (c === 4 ? '^' : text))
    const rows = locate([gridOf([...header, first ?? [], tall, ...rest])])
    const inRows = rows.tables[0] ? figures(rows.tables[0]) : {}
    expect(inRows).toEqual(
      Object.fromEntries(
        Object.entries(expected(complete)).filter(
          ([id]) => id !== 'received.business' && id !== 'broughtForward.business',
        ),
      ),
    )
    expect(codes(rows.notes)).toEqual(['cell/shared', 'cell/shared'])
  })
})

test('a label that two labels have run into, for want of the line between them, heads both columns and none for certain', () => {
  const rows = (head: readonly string[], first: readonly string[], second: readonly string[]): Rows => [
    ['第二十条第（一）项', ...head.slice(1).map(() => '<')],
    head,
    ['规章', ...first],
    ['行政规范性文件', ...second],
  ]
  const printed = ['信息内容', '本年制发件数', '本年废止件数', '现行有效件数']
  const whole = only([gridOf(rows(printed, ['1', '2', '3'], ['4', '5', '6']))])
  expect(figures(whole)).toMatchObject({ 'governmentRules.issued': '1', 'normativeDocuments.repealed': '5' })
  // The second letter of 废止 was misread.
  for (const label of ['本年制发件数本年废止件数', '本年制发件数本年度止件数']) {
    const { tables } = locate([gridOf(rows(['信息内容', label, '现行有效件数'], ['2', '3'], ['14', '6']))])
    const found = tables[0] ? figures(tables[0]) : {}
    expect(found).toMatchObject({ 'governmentRules.inForce': '3', 'normativeDocuments.inForce': '6' })
    expect(Object.keys(found).filter((id) => /issued|repealed/.test(id))).toEqual([])
  }
})

describe('property: no figure is ever given to another cell', () => {
  /** Some of the rows; those that only one edition has all or none. */
  const someRows = (edition: Edition): fc.Arbitrary<PrintedRow[]> =>
    fc
      .tuple(
        fc.subarray(
          rowsOf(edition).filter(({ id }) => !id.startsWith('otherHandling')),
          { minLength: 6 },
        ),
        fc.boolean(),
      )
      .map(([some, others]) => {
        const ids = new Set(some.map(({ id }) => id))
        return rowsOf(edition).filter(({ id }) => ids.has(id) || (others && id.startsWith('otherHandling')))
      })
  const right = (table: LocatedTable): void => {
    const all = expected(complete)
    for (const [id, text] of Object.entries(figures(table))) expect([id, text]).toEqual([id, all[id]])
  }
  test.each(['2021', '2019'] as const)('whichever rows of %s are printed', (edition) => {
    fc.assert(
      fc.property(someRows(edition), fc.boolean(), (rows, asText) => {
        const { tables } = locate(asText ? textOf([...header, ...bodyOf(rows)]) : [printed(rows)])
        expect(tables).toHaveLength(1)
        const certain = rows.some(({ id }) => id.startsWith('otherHandling'))
        if (certain) expect(tables[0]?.edition).toBe(edition)
        const all = expected(rows)
        for (const [id, text] of Object.entries(tables[0] ? figures(tables[0]) : {}))
          expect([id, text]).toEqual([id, all[id]])
      }),
      { numRuns: samples(60) },
    )
  })

  test('二 printed before 一', () => {
    const [received, brought, ...rest] = complete
    const table = only([printed([brought as PrintedRow, received as PrintedRow, ...rest])])
    right(table)
    expect(without(figures(table), 'received', 'broughtForward')).toEqual(
      without(expected(complete), 'received', 'broughtForward'),
    )
  })

  test('in whatever order the rows are printed', () => {
    fc.assert(
      fc.property(
        fc.shuffledSubarray(
          complete.filter(({ id }) => !id.startsWith('otherHandling')),
          { minLength: 10 },
        ),
        (rows) => {
          for (const table of locate([printed(rows)]).tables) right(table)
        },
      ),
      { numRuns: samples(60) },
    )
  })

  test('whichever labels have a wrong character', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(complete.length - 1), fc.nat(11)), { maxLength: 12 }), (slips) => {
        let rows = [...complete]
        for (const [row, at] of slips) {
          const { id, path } = rows[row] as PrintedRow
          const label = path[path.length - 1] ?? ''
          if (label.length < 6) continue
          const place = 2 + (at % (label.length - 2))
          rows = rename(rows, id, `${label.slice(0, place)}某${label.slice(place + 1)}`)
        }
        const table = only([printed(rows)])
        expect(table.edition).toBe('2021')
        right(table)
      }),
      { numRuns: samples(60) },
    )
  })
})

describe('table 三 over pages', () => {
  const cut = complete.findIndex(({ id }) => id === 'withheld.enforcementFiles')
  const body = bodyOf(complete)
  const halves = (row: readonly string[]): [string[], string[]] => {
    const [first = '', second = '', , ...values] = row
    return [
      [first, second, '7.属于行', ...values],
      ['^', '^', '政执法案卷', ...values.map(() => '')],
    ]
  }
  const pages = (rows: number, from: number): number[] => Array.from({ length: rows }, (_, i) => (i < from ? 1 : 2))

  test('a row whose label a page end cuts in two, in one grid', () => {
    const [upper, lower] = halves(body[cut] ?? [])
    const rows = [...header, ...body.slice(0, cut), upper, lower, ...body.slice(cut + 1)]
    const start = header.length + cut + 1
    const { tables, notes } = locate([gridOf(rows, { breaks: [start], rowPages: pages(rows.length, start) })])
    expect(tables[0] && figures(tables[0])).toEqual(expected(complete))
    expect(tables[0]?.pages).toEqual([1, 2])
    expect(codes(notes)).toEqual([])
  })

  test('its figures behind the cut', () => {
    const [upper, lower] = halves(body[cut] ?? [])
    const values = upper.slice(3)
    const rows = [
      ...header,
      ...body.slice(0, cut),
      [...upper.slice(0, 3), ...values.map(() => '')],
      [...lower.slice(0, 3), ...values],
      ...body.slice(cut + 1),
    ]
    const start = header.length + cut + 1
    expect(figures(only([gridOf(rows, { breaks: [start] })]))).toEqual(expected(complete))
  })

  test('as text, where the first column of labels is gone behind the cut', () => {
    const text = (rows: Rows): string[][] =>
      rows.map((row) => row.map((field) => (field === '<' || field === '^' ? '' : field)))
    const behind = text(body.slice(cut)).map(([, ...fields]) => fields)
    const table = only(
      textBlocks(
        splitLines(
          [
            ...text([...header, ...body.slice(0, cut)]).map((row) => row.join('\t')),
            '',
            ...behind.map((row) => row.join('\t')),
          ].join('\n'),
        ),
      ),
    )
    // The row of 四、 had its label in the column that is gone.
    expect(without(figures(table), 'carriedForward')).toEqual(without(expected(complete), 'carriedForward'))
    expect(table.rows.find(({ row }) => row === 'carriedForward')?.label ?? null).toBeNull()
  })

  test('in two grids, the second without header and group labels', () => {
    const rest = body
      .slice(cut)
      .map(([first, second, third, ...values]) => [
        third === '<' ? (second === '<' ? (first ?? '') : (second ?? '')) : (third ?? ''),
        ...values,
      ])
    const { tables, notes } = locate([gridOf([...header, ...body.slice(0, cut)]), gridOf(rest)])
    expect(tables).toHaveLength(1)
    expect(tables[0] && figures(tables[0])).toEqual(expected(complete))
    expect(tables[0]?.blocks).toEqual([0, 1])
    expect(codes(notes)).toEqual([])
  })

  test('with its header printed again', () => {
    const rows = [...header, ...body.slice(0, cut), ...header, ...body.slice(cut)]
    const start = header.length + cut
    const { tables, notes } = locate([
      gridOf(
        rows.map((row, i) =>
          i === start + header.length
            ? row.map((text, c) => (text === '^' ? (complete[cut]?.path[c] ?? '') : text))
            : row,
        ),
        { breaks: [start] },
      ),
    ])
    expect(tables).toHaveLength(1)
    expect(tables[0] && figures(tables[0])).toEqual(expected(complete))
    expect(codes(notes)).toEqual([])
  })
})

describe('table 三 read by alignment', () => {
  const flat = (rows: readonly PrintedRow[]): string[][] =>
    rows.map(({ path, values }) => [path[path.length - 1] ?? '', ...values])
  const top = ['', '自然人', ...organizations, '总计']
  const stream = (rows: Rows): Grid => gridOf(rows, { method: 'stream' })

  test('complete', () => {
    expect(figures(only([stream([top, ...flat(complete)])]))).toEqual(expected(complete))
  })
  test('in a full row the order of the figures tells, wherever they stand', () => {
    const rows = [
      [...top, ''],
      ...flat(complete).map((row, i) => (i === 4 ? [row[0] ?? '', '', ...row.slice(1)] : [...row, ''])),
    ]
    expect(figures(only([stream(rows)]))).toEqual(expected(complete))
  })
  test('two figures below each other in a column do not make a row full', () => {
    const wrapped = { ...complete[0], values: ['443', '106', '5', '', '7', '3', '56'] }
    const [first = [], ...body] = flat(complete.map((row, i) => (i === 0 ? { ...row, ...wrapped } : row)))
    const table = only([stream([top, first, ['^', '', '', '', '', '', '', '8'], ...body])])
    const given = table.cells.filter(({ row, shared, ordered }) => row === 'received' && (ordered || !shared))
    const texts = given.map(({ column, cells }) => [column, cells.map(({ text }) => text).join(' ')])
    expect(texts.filter(([column]) => column !== 'total')).toEqual([
      ['naturalPerson', '443'],
      ['business', '106'],
      ['researchInstitution', '5'],
      ['publicInterestOrganization', ''],
      ['legalServiceOrganization', '7'],
      ['otherOrganization', '3'],
    ])
    expect(texts).not.toContainEqual(['total', '8'])
  })
  test('in a row that is not full their place tells', () => {
    const rows = complete.map((row) =>
      row.id === 'received' ? { ...row, values: ['9', '', '', '', '', '', '9'] } : row,
    )
    expect(figures(only([stream([top, ...flat(rows)])]))).toEqual(expected(rows))
  })
  test('without a header a row that is not full says nothing for certain', () => {
    const rows = complete.map((row) => ({
      ...row,
      values: row.values.map((value, c) => (c === 0 || c === 6 ? value : '')),
    }))
    const narrowed = rows.map(({ path, values }) => [path[path.length - 1] ?? '', values[0] ?? '', values[6] ?? ''])
    const { tables } = locate([stream(narrowed)])
    for (const table of tables) expect(Object.values(figures(table)).filter((text) => text !== '')).toEqual([])
  })
  test('a label beside two rows of figures is that of neither for certain', () => {
    const body = flat(complete)
    const at = complete.findIndex(({ id }) => id === 'grantedInPart')
    const label = body[at]?.[0] ?? ''
    const rows = body.map((row, i) =>
      i === at - 1 ? [label, ...row.slice(1)] : i === at ? ['^', ...row.slice(1)] : row,
    )
    const found = figures(only([stream([top, ...rows])]))
    expect({ ...of(found, 'grantedInFull'), ...of(found, 'grantedInPart') }).toEqual({})
    // The row below the one without a label could be the one whose label is lost.
    const doubtful = ['grantedInFull', 'grantedInPart', 'withheld.stateSecrets']
    expect(without(found, ...doubtful)).toEqual(without(expected(complete), ...doubtful))
  })
  test('a row whose label is run into that of another is not absent: its figures are in a row of neither', () => {
    const body = flat(complete)
    const at = complete.findIndex(({ id }) => id === 'grantedInFull')
    const both = `三、本年${body[at]?.[0]}度办理结${body[at + 1]?.[0]?.slice(0, 7)}`
    const rows = body.flatMap((row, i) => (i === at ? [[both, ...row.slice(1)]] : [row]))
    const found = only([stream([top, ...rows])])
    const states = found.cells
      .filter(({ row }) => row === 'grantedInFull')
      .map(({ cells, unplaced }) => cells.length > 0 || unplaced)
    expect(states).toEqual(Array(7).fill(true))
    const gone = only([stream([top, ...body.filter((_, i) => i !== at)])])
    expect(gone.missingRows).toEqual(['grantedInFull'])
  })
  test('figures without a row of their own put the blanks beside them in doubt', () => {
    const rows = complete.map((row) =>
      row.id === 'withheld.stateSecrets' ? { ...row, values: ['', '', '', '', '', '', '5'] } : row,
    )
    const body = flat(rows)
    const at = rows.findIndex(({ id }) => id === 'withheld.stateSecrets')
    const loose = ['', '5', '', '', '', '', '', '']
    const table = only([stream([top, ...body.slice(0, at + 1), loose, ...body.slice(at + 1)])])
    expect(of(figures(table), 'withheld.stateSecrets')).not.toHaveProperty(['withheld.stateSecrets.naturalPerson'])
    expect(without(figures(table), 'withheld.stateSecrets', 'withheld.prohibitedByLaw')).toEqual(
      without(expected(complete), 'withheld.stateSecrets', 'withheld.prohibitedByLaw'),
    )
  })
  test('so do those that seem to go on from the row above, with the blanks of the row below', () => {
    const rows = complete.map((row) =>
      row.id === 'withheld.stateSecrets' ? { ...row, values: ['', '1', '0', '0', '0', '0', '5'] } : row,
    )
    const body = flat(rows)
    const at = rows.findIndex(({ id }) => id === 'withheld.stateSecrets')
    const loose = ['', '4', '', '', '', '', '', '']
    const table = only([stream([top, ...body.slice(0, at), loose, ...body.slice(at)])])
    const cell = table.cells.find(({ row, column }) => row === 'withheld.stateSecrets' && column === 'naturalPerson')
    expect(cell?.shared).toBe(true)
    const sure = only([stream([top, ...body])])
    expect(sure.cells.find(({ row, column }) => row === cell?.row && column === cell?.column)?.shared).toBe(false)
  })
})

// Table 二

const title = (n: string): string[] => [`第二十条第（${n}）项`, '<', '<', '<', '<', '<', '<']
/** Grids of table 二 have columns that differ from block to block: six slots hold three columns, two or one. */
const spread = (label: string, ...texts: readonly string[]): string[] => [
  label,
  ...texts.flatMap((text) => [text, ...Array<string>(6 / texts.length - 1).fill('<')]),
]
const two2021 = (start = 1): { rows: string[][]; want: Record<string, string> } => {
  let n = start
  const next = (): string => String(n++)
  const documents = [spread('规章', next(), next(), next()), spread('行政规范性文件', next(), next(), next())]
  const licensing = spread('行政许可', next())
  const sanctions = [spread('行政处罚', next()), spread('行政强制', next())]
  const fees = spread('行政事业性收费', `${next()}.25`)
  const rows = [
    title('一'),
    spread('信息内容', '本年制发件数', '本年废止件数', '现行有效件数'),
    ...documents,
    title('五'),
    spread('信息内容', '本年处理决定数量'),
    licensing,
    title('六'),
    spread('信息内容', '本年处理决定数量'),
    ...sanctions,
    title('八'),
    spread('信息内容', '本年收费金额（单位：万元）'),
    fees,
  ]
  const values = (row: readonly string[] | undefined): string[] => (row ?? []).slice(1).filter((text) => text !== '<')
  const cells = (id: string, columns: readonly string[], row: readonly string[] | undefined): [string, string][] =>
    columns.map((column, i) => [`${id}.${column}`, values(row)[i] ?? ''])
  const kinds = ['issued', 'repealed', 'inForce']
  const want = Object.fromEntries([
    ...cells('governmentRules', kinds, documents[0]),
    ...cells('normativeDocuments', kinds, documents[1]),
    ...cells('licensing', ['decisions'], licensing),
    ...cells('penalties', ['decisions'], sanctions[0]),
    ...cells('coerciveMeasures', ['decisions'], sanctions[1]),
    ...cells('fees', ['amount'], fees),
  ])
  return { rows, want }
}
const two2019: Rows = [
  title('一'),
  spread('信息内容', '本年新制作数量', '本年新公开数量', '对外公开总数量'),
  spread('规章', '1', '2', '3'),
  spread('规范性文件', '4', '5', '6'),
  title('五'),
  spread('信息内容', '上一年项目数量', '本年增/减', '处理决定数量'),
  spread('行政许可', '7', '-8', '9'),
  spread('其他对外管理服务事项', '10', '+11', '12'),
  title('六'),
  spread('信息内容', '上一年项目数量', '本年增/减', '处理决定数量'),
  spread('行政处罚', '13', '0', '15'),
  spread('行政强制', '16', '-17', '18'),
  title('八'),
  spread('信息内容', '上一年项目数量', '本年增/减'),
  spread('行政事业性收费', '19', '20'),
  title('九'),
  spread('信息内容', '采购项目数量', '采购总金额'),
  spread('政府集中采购', '21', '14.28（亿元）'),
]
const want2019 = {
  'governmentRules.produced': '1',
  'governmentRules.disclosed': '2',
  'governmentRules.totalDisclosed': '3',
  'normativeDocuments.produced': '4',
  'normativeDocuments.disclosed': '5',
  'normativeDocuments.totalDisclosed': '6',
  'licensing.previousItems': '7',
  'licensing.change': '-8',
  'licensing.decisions': '9',
  'otherServices.previousItems': '10',
  'otherServices.change': '+11',
  'otherServices.decisions': '12',
  'penalties.previousItems': '13',
  'penalties.change': '0',
  'penalties.decisions': '15',
  'coerciveMeasures.previousItems': '16',
  'coerciveMeasures.change': '-17',
  'coerciveMeasures.decisions': '18',
  'fees.previousItems': '19',
  'fees.change': '20',
  'procurement.projects': '21',
  'procurement.amount': '14.28（亿元）',
}
/** The fields of text with tabs: without those that only fill the width, but always more than one. */
const narrow = (rows: Rows): string[][] =>
  rows.map((row) => row.filter((text) => text !== '<')).map((row) => (row.length > 1 ? row : [...row, '']))

describe('table 二', () => {
  test('of 2021', () => {
    const { rows, want } = two2021()
    const { tables, notes } = locate([gridOf(rows)])
    expect(tables).toHaveLength(1)
    expect(tables[0]).toMatchObject({
      table: 'proactiveDisclosure',
      edition: '2021',
      missingRows: [],
      missingColumns: [],
      extraRows: [],
      extraColumns: [],
    })
    expect(tables[0] && figures(tables[0])).toEqual(want)
    expect(codes(notes)).toEqual([])
  })
  test('a row whose label stands in the cell of another one is not missing: its figure may be what is given there', () => {
    const { rows } = two2021()
    const at = rows.findIndex(([label]) => label === '行政处罚')
    const missing = rows.filter((_, i) => i !== at + 1)
    const grid = gridOf(missing.map((row, i) => (i === at ? ['行政处罚行政强制', ...row.slice(1)] : row)))
    const cells = grid.cells.map((cell) =>
      cell.text === '行政处罚行政强制' ? { ...cell, lines: ['行政处罚', '行政强制'] } : cell,
    )
    const both = only([{ ...grid, cells }])
    expect(both.missingRows).toEqual([])
    expect(both.cells.find(({ row }) => row === 'coerciveMeasures')).toMatchObject({ cells: [], unplaced: true })
    expect(both.cells.find(({ row }) => row === 'penalties')?.shared).toBe(true)
    const one = only([gridOf(missing)])
    expect(one.missingRows).toEqual(['coerciveMeasures'])
    expect(one.cells.find(({ row }) => row === 'coerciveMeasures')).not.toHaveProperty('unplaced')
  })
  test('of 2019, where the columns of each block stand elsewhere', () => {
    const { tables, notes } = locate([gridOf(two2019)])
    expect(tables).toHaveLength(1)
    expect(tables[0]).toMatchObject({ edition: '2019', missingRows: [], missingColumns: [] })
    expect(tables[0] && figures(tables[0])).toEqual(want2019)
    expect(codes(notes)).toEqual([])
  })
  test('as text with tabs', () => {
    const { rows, want } = two2021()
    expect(figures(only(textOf(narrow(rows))))).toEqual(want)
    const old = only(textOf(narrow(two2019)))
    expect([old.edition, figures(old)]).toEqual(['2019', want2019])
  })
  test('as text whose fields fill the width of the widest block', () => {
    const filled = (all: Rows): Rows => all.map((row) => [...row, ...Array<string>(4 - row.length).fill('')])
    const { rows, want } = two2021()
    expect(figures(only(textOf(filled(narrow(rows)))))).toEqual(want)
    expect(figures(only(textOf(filled(narrow(two2019)))))).toEqual(want2019)
  })
  test('as text where empty fields part the figures: what cannot be placed is in doubt, not blank', () => {
    const { rows, want } = two2021()
    const found = figures(only(textOf(rows)))
    for (const [id, text] of Object.entries(found)) expect([id, text]).toEqual([id, want[id]])
  })
  test('the unit of the fees stands above them', () => {
    const { rows } = two2021()
    const fees = only([gridOf(rows)]).cells.find(({ row }) => row === 'fees')
    expect(fees).toMatchObject({ kind: 'amount', unit: '万元' })
    expect(fees?.header).toContain('万元')
  })
  test('titles of the blocks lost', () => {
    const { rows, want } = two2021()
    expect(figures(only([gridOf(rows.filter((row) => !row[0]?.startsWith('第二十条')))]))).toEqual(want)
  })
  test('each block a grid of its own', () => {
    const { rows, want } = two2021()
    const starts = rows.flatMap((row, i) => (row[0]?.startsWith('第二十条') ? [i] : []))
    const { tables } = locate(starts.map((start, i) => gridOf(rows.slice(start, starts[i + 1]).map((row) => [...row]))))
    expect(tables).toHaveLength(1)
    expect(tables[0] && figures(tables[0])).toEqual(want)
  })
  test('without the row 规章, and with one that the form does not have', () => {
    const { rows, want } = two2021()
    const fewer = rows.filter((row) => row[0] !== '规章')
    const short = locate([gridOf(fewer)])
    expect(short.tables[0] && figures(short.tables[0])).toEqual(without(want, 'governmentRules'))
    expect(short.tables[0]?.missingRows).toEqual(['governmentRules'])
    const more = rows.flatMap((row) =>
      row[0] === '行政规范性文件' ? [row, spread('其他主动公开文件', '77', '78', '79')] : [row],
    )
    const long = locate([gridOf(more)])
    expect(long.tables[0] && figures(long.tables[0])).toEqual(want)
    expect(long.tables[0]?.extraRows.map(({ label, texts }) => [label, texts])).toEqual([
      ['其他主动公开文件', ['77', '78', '79']],
    ])
  })
  test('规范性文件 in a table of 2021, 行政规范性文件 in one of 2019', () => {
    const { rows, want } = two2021()
    const renamed = (all: Rows, from: string, to: string): Rows =>
      all.map((row) => row.map((text) => (text === from ? to : text)))
    const a = only([gridOf(renamed(rows, '行政规范性文件', '规范性文件'))])
    expect([a.edition, figures(a)]).toEqual(['2021', want])
    const b = only([gridOf(renamed(two2019, '规范性文件', '行政规范性文件'))])
    expect([b.edition, figures(b)]).toEqual(['2019', want2019])
  })
  test('printed twice, each for a scope of its own', () => {
    const [first, second] = [two2021(1), two2021(50)]
    const { tables } = locate([
      paragraph('全市汇总'),
      gridOf(first.rows),
      paragraph('市政府办公室'),
      gridOf(second.rows),
    ])
    expect(tables.map(({ table, instance, scope }) => [table, instance, scope])).toEqual([
      ['proactiveDisclosure', 0, '全市汇总'],
      ['proactiveDisclosure', 1, '市政府办公室'],
    ])
    expect(tables.map(figures)).toEqual([first.want, second.want])
  })
  test('printed twice without a caption, in two grids or in one', () => {
    const [first, second] = [two2021(1), two2021(50)]
    for (const blocks of [
      [gridOf(first.rows), gridOf(second.rows)],
      [gridOf([...first.rows, ...second.rows])],
      textOf(narrow([...first.rows, ...second.rows])),
    ]) {
      const { tables } = locate(blocks)
      expect(tables.map(({ instance, scope }) => [instance, scope])).toEqual([
        [0, null],
        [1, null],
      ])
      expect(tables.map(figures)).toEqual([first.want, second.want])
    }
  })
  test('headings, units and sentences above a table are no scope', () => {
    const { rows } = two2021()
    for (const text of [
      '二、主动公开政府信息情况',
      '（单位：件）',
      '单位：万元',
      '本年度主动公开的政府信息如下表所示。',
      '2',
      '— 3 —',
      '主动公开政府信息情况',
    ]) {
      expect(only([paragraph(text), gridOf(rows)]).scope, text).toBeNull()
    }
  })
})

// Table 四

const outcomes = ['结果维持', '结果纠正', '其他结果', '尚未审结', '总计']
const repeat = (text: string, n: number): string[] => Array<string>(n).fill(text)
const fourHead: Rows = [
  ['行政复议', ...repeat('<', 4), '行政诉讼', ...repeat('<', 9)],
  [...outcomes, '未经复议直接起诉', ...repeat('<', 4), '复议后起诉', ...repeat('<', 4)],
  [...repeat('^', 5), ...outcomes, ...outcomes],
]
const fifteen = Array.from({ length: 15 }, (_, i) => String(i + 30))
const fourIds = ['reconsideration', 'litigation.direct', 'litigation.afterReconsideration'].flatMap((row) =>
  ['upheld', 'corrected', 'otherOutcome', 'pending', 'total'].map((column) => `${row}.${column}`),
)
const want4 = Object.fromEntries(fourIds.map((id, i) => [id, fifteen[i] ?? '']))

describe('table 四', () => {
  test('complete', () => {
    const { tables, notes } = locate([gridOf([...fourHead, fifteen])])
    expect(tables[0]).toMatchObject({
      table: 'disputes',
      edition: '2019',
      missingRows: [],
      missingColumns: [],
      extraRows: [],
      extraColumns: [],
    })
    expect(tables[0] && figures(tables[0])).toEqual(want4)
    expect(codes(notes)).toEqual([])
    expect(figures(only(textOf([...fourHead, fifteen])))).toEqual(want4)
  })
  test('cut to thirteen columns: the last two are not there, the others stay where they are', () => {
    const cut = [...fourHead, fifteen].map((row) => row.slice(0, 13))
    const want = Object.fromEntries(Object.entries(want4).slice(0, 13))
    for (const blocks of [[gridOf(cut)], textOf(cut)]) {
      const { tables, notes } = locate(blocks)
      expect(tables[0] && figures(tables[0])).toEqual(want)
      expect(tables[0]?.missingColumns).toEqual(fourIds.slice(13))
      expect(codes(notes)).toEqual(['locate/column-missing'])
    }
  })
  test('labels of groups that are cut beside their columns', () => {
    // A column more, which the first group reaches into.
    const wide = (row: readonly string[]): string[] => [...row.slice(0, 6), '<', ...row.slice(6)]
    const [top = [], ...rest] = fourHead
    const head = [[...top.slice(0, 5), '<', '行政诉讼', ...repeat('<', 9)], ...rest.map(wide)]
    expect(figures(only([gridOf([...head, wide(fifteen)])]))).toEqual(want4)
  })
  test('the total of each kind before its results is never that of another kind', () => {
    const turned = (row: readonly string[]): string[] => row.map((_, i) => row[i % 5 === 0 ? i + 4 : i - 1] ?? '')
    const head = [
      fourHead[0] ?? [],
      [...turned(outcomes), '未经复议直接起诉', ...repeat('<', 4), '复议后起诉', ...repeat('<', 4)],
      [...repeat('^', 5), ...turned(outcomes), ...turned(outcomes)],
    ]
    expect(figures(only([gridOf([...head, turned(fifteen)])]))).toEqual(want4)
  })
  test('labels of a character a line, each line a row', () => {
    const leafs = fourHead[fourHead.length - 1]?.slice(0, 5).some((text) => text !== '^') ? 2 : 1
    const labels = (fourHead[leafs] ?? []).map(
      (_, c) => fourHead.map((row) => row[c] ?? '').findLast((text) => text !== '^') ?? '',
    )
    const stacked = [0, 1, 2, 3].map((i) => labels.map((label) => [...label][i] ?? ''))
    const grid = gridOf([fourHead[0] ?? [], ...stacked, fifteen], { method: 'stream' })
    expect(figures(only([grid]))).toEqual(want4)
  })
  test('figures that go on in the next line are all there, in order, or none is certain', () => {
    const lines = (more: readonly string[]) => gridOf([...fourHead, fifteen.slice(0, 13), more], { method: 'stream' })
    expect(figures(only([lines(fifteen.slice(13))]))).toEqual({})
    expect(figures(only([lines([])]))).not.toEqual({})
  })
  test('a row of blanks is blank', () => {
    const blanks = fifteen.map((value, i) => (i < 5 ? value : ''))
    expect(figures(only([gridOf([...fourHead, blanks])]))).toEqual({
      ...want4,
      ...Object.fromEntries(fourIds.slice(5).map((id) => [id, ''])),
    })
  })
  test('the header alone, its figures lost', () => {
    const { tables, notes } = locate([gridOf(fourHead)])
    expect(tables[0] && figures(tables[0])).toEqual({})
    expect(tables[0]?.missingRows).toEqual(['figures'])
    expect(codes(notes)).toContain('locate/row-missing')
  })
  test('fifteen figures below words that name reviews and lawsuits', () => {
    const { tables, notes } = locate([paragraph('行政复议'), paragraph('行政诉讼'), gridOf([fifteen])])
    expect(tables.map(figures)).toEqual([want4])
    expect(codes(notes)).toEqual(['locate/label-lost'])
    expect(locate([paragraph('培训情况'), gridOf([fifteen])]).tables).toEqual([])
    expect(locate([paragraph('行政复议、行政诉讼'), gridOf([fifteen.slice(1)])]).tables).toEqual([])
  })
})

describe('whole reports', () => {
  test('tables 二 and 三 of different editions', () => {
    const { rows, want } = two2021()
    const { tables } = locate([
      paragraph('二、主动公开政府信息情况'),
      gridOf(rows),
      paragraph('三、收到和处理政府信息公开申请情况'),
      printed(older),
      gridOf([...fourHead, fifteen]),
    ])
    expect(tables.map(({ table, edition }) => [table, edition])).toEqual([
      ['proactiveDisclosure', '2021'],
      ['applications', '2019'],
      ['disputes', '2019'],
    ])
    expect(tables.map(figures)).toEqual([want, expected(older), want4])
  })
  test('all tables in one grid, without a line between them', () => {
    const { rows, want } = two2021()
    const wide = (all: Rows): string[][] => all.map((row) => [...row, ...repeat('', 15 - row.length)])
    const { tables } = locate([
      gridOf([...wide(rows), ...wide([...header, ...bodyOf(complete)]), ...wide([...fourHead, fifteen])]),
    ])
    expect(tables.map(({ table }) => table)).toEqual(['proactiveDisclosure', 'applications', 'disputes'])
    expect(tables.map(figures)).toEqual([want, expected(complete), want4])
  })
  test('a table of another kind between them is no part of either', () => {
    const { rows, want } = two2021()
    const contacts = gridOf([
      ['单位名称', '联系电话', '邮编'],
      ['某某科室', '0000', '100000'],
      ['某某中心', '0001', '100001'],
    ])
    const { tables, notes } = locate([
      gridOf(rows),
      paragraph('联系方式见下表。'),
      contacts,
      paragraph('申请的办理情况见下表。'),
      printed(complete),
    ])
    expect(tables.map(({ table }) => table)).toEqual(['proactiveDisclosure', 'applications'])
    expect(tables.map(figures)).toEqual([want, expected(complete)])
    expect(tables.map(({ extraRows }) => extraRows)).toEqual([[], []])
    expect(codes(notes)).toEqual([])
  })
  test('grids that only use words of the forms are no tables', () => {
    const notTables: Rows[] = [
      [
        ['项目', '总计'],
        ['培训', '12'],
        ['其他', '3'],
      ],
      [
        ['事项', '行政许可', '行政处罚'],
        ['办件量', '120', '33'],
      ],
      [
        ['年份', '总计'],
        ['2022', '17'],
        ['2023', '19'],
      ],
      [
        ['渠道', '自然人', '总计'],
        ['信函', '4', '4'],
        ['网络', '8', '8'],
      ],
    ]
    for (const rows of notTables) expect(locate([gridOf(rows)]).tables, rows[0]?.join(' ')).toEqual([])
  })
  test('nothing at all', () => {
    expect(locate([])).toEqual({ tables: [], notes: [] })
    expect(
      locate([
        paragraph('一、总体情况'),
        gridOf([
          ['', ''],
          ['', ''],
        ]),
      ]),
    ).toEqual({ tables: [], notes: [] })
  })
})
