/** Tables as programs write them into text: each form gives the figures of the same table, each where it stands. */

import { describe, expect, test } from 'vitest'
import { cellsOf, type Figure, readReport } from '../../dist/index.js'

const header = ['', '', '自然人', '商业企业', '科研机构', '社会公益组织', '法律服务机构', '其他', '总计']
const rows = [
  header,
  ['一、本年新收政府信息公开申请数量', '', '38', '12', '0', '1', '0', '4', '55'],
  ['二、上年结转政府信息公开申请数量', '', '2', '0', '0', '0', '0', '0', '2'],
  ['（三）不予公开', '1.属于国家秘密', '7', '2', '0', '0', '0', '1', '10'],
  ['', '2.其他法律行政法规禁止公开', '5', '0', '0', '0', '0', '0', '5'],
  ['', '3.危及“三安全一稳定”', '3', '0', '0', '1', '0', '0', '4'],
  ['（四）无法提供', '1.本机关不掌握相关政府信息', '25', '10', '0', '0', '0', '3', '38'],
  ['（七）总计', '', '40', '12', '0', '1', '0', '4', '57'],
  ['四、结转下年度继续办理', '', '0', '0', '0', '0', '0', '0', '0'],
]
const ids = ['received', 'broughtForward', 'withheld.stateSecrets', 'withheld.prohibitedByLaw']
ids.push('withheld.securityAndStability', 'unableToProvide.notHeld', 'totalProcessed', 'carriedForward')
const columns = ['naturalPerson', 'business', 'researchInstitution', 'publicInterestOrganization']
columns.push('legalServiceOrganization', 'otherOrganization', 'total')

const report = (table: string): string =>
  `云屏市财政局2023年政府信息公开工作年度报告\n\n一、总体情况\n\n公开各类信息。\n\n三、收到和处理政府信息公开申请情况\n\n${table}\n\n五、存在的主要问题及改进情况\n\n无。\n`

async function read(text: string) {
  const result = await readReport(new TextEncoder().encode(text))
  const found = new Map<string, Figure>()
  if (result.report)
    for (const { table, row, column, figure } of cellsOf(result.report)) found.set(`${table}.${row}.${column}`, figure)
  return { found, findings: result.findings }
}

const width = (text: string): number => [...text].reduce((sum, char) => sum + (char > '⺀' ? 2 : 1), 0)
const fill = (text: string, to: number): string => text + ' '.repeat(Math.max(0, to - width(text)))
/** Cells of at most so many columns of letters, in several lines. */
const wrap = (text: string): string[] => text.match(/.{1,8}/gu) ?? ['']
const linesOf = (row: readonly string[]): string[][] => {
  const cells = row.map(wrap)
  return Array.from({ length: Math.max(...cells.map(({ length }) => length)) }, (_, i) =>
    cells.map((one) => one[i] ?? ''),
  )
}
const W = 18
const ruler = header.map(() => '-'.repeat(W)).join(' ')
const typed = (cells: readonly string[]): string =>
  cells
    .map((text) => fill(text, W))
    .join(' ')
    .trimEnd()
const box = (left: string, middle: string, right: string): string =>
  left + header.map(() => '─'.repeat(W + 2)).join(middle) + right
const barred = (cells: readonly string[]): string => `│ ${cells.map((text) => fill(text, W)).join(' │ ')} │`

const forms: Readonly<Record<string, string>> = {
  'JSON, a line for the table': JSON.stringify(rows),
  'JSON, a line for each row': rows.map((row) => JSON.stringify(row)).join('\n'),
  'lists of Python': rows.map((row) => `[${row.map((text) => (text ? `'${text}'` : 'None')).join(', ')}]`).join('\n'),
  LaTeX: `\\begin{tabular}{lccccccc}\n\\hline\n${rows.map((row) => `${row.join(' & ')} \\\\ \\hline`).join('\n')}\n\\end{tabular}`,
  'CSV with semicolons': rows.map((row) => row.join(';')).join('\n'),
  'strokes between cells': rows.map((row) => row.filter(Boolean).join(' / ')).join('\n'),
  'cells between bars, all on one line': rows.map((row) => row.filter(Boolean).join('|')).join('|'),
  'simple tables of pandoc': [
    typed(header),
    ruler,
    ...rows
      .slice(1)
      .map((row) => row.map((text) => text.slice(0, 9)))
      .map(typed),
    ruler,
  ].join('\n'),
  'tables of several lines of pandoc': [
    '-'.repeat(ruler.length),
    ...linesOf(header).map(typed),
    ruler,
    rows
      .slice(1)
      .map((row) => linesOf(row).map(typed).join('\n'))
      .join('\n\n'),
    '-'.repeat(ruler.length),
  ].join('\n'),
  'grids of pandoc, a line for each character of the first column': [
    ...rows.map((row) =>
      Array.from(
        { length: Math.max(1, ...row.map((text, c) => [...text].length / (c === 0 ? 1 : 8))) },
        (_, i) =>
          `| ${row.map((text, c) => fill(c === 0 ? ([...text][i] ?? '') : (wrap(text)[i] ?? ''), W)).join(' | ')} |`,
      ).join('\n'),
    ),
    '',
  ].join(`\n+${header.map(() => '-'.repeat(W + 2)).join('+')}+\n`),
  'boxes whose cells have several lines': [
    box('┌', '┬', '┐'),
    rows.map((row) => linesOf(row).map(barred).join('\n')).join(`\n${box('├', '┼', '┤')}\n`),
    box('└', '┴', '┘'),
  ].join('\n'),
}

describe.each(Object.entries(forms))('%s', (_name, table) => {
  const text = report(table)

  test('every figure is given for certain, with its place', async () => {
    const { found } = await read(text)
    for (const [r, id] of ids.entries())
      for (const [c, column] of columns.entries()) {
        const figure = found.get(`applications.${id}.${column}`)
        expect([id, column, figure?.raw]).toEqual([id, column, rows[r + 1]?.[c + 2]])
        expect(figure?.confidence).toBeGreaterThanOrEqual(0.95)
        const place = figure?.place
        if (!place || !('offset' in place)) throw new Error(`${id}.${column} has no place`)
        expect(text.slice(place.offset, place.offset + place.length)).toBe(figure?.raw)
      }
  })
})

test('a figure whose digits stand on two lines of a box is not given as its first ones', async () => {
  const cut = rows.map((row) => row.map((text) => (text === '55' ? '5\n5' : text)))
  const lines = cut.map((row) => {
    const cells = row.map((text) => (text.includes('\n') ? text.split('\n') : wrap(text)))
    return Array.from({ length: Math.max(...cells.map(({ length }) => length)) }, (_, i) =>
      barred(cells.map((one) => one[i] ?? '')),
    ).join('\n')
  })
  const table = [box('┌', '┬', '┐'), lines.join(`\n${box('├', '┼', '┤')}\n`), box('└', '┴', '┘')].join('\n')
  const { found } = await read(report(table))
  expect(found.get('applications.received.total')).toMatchObject({ state: 'unreadable', value: null })
  expect(found.get('applications.received.naturalPerson')?.value).toBe(38)
})

test('lines drawn around groups of rows do not make one row of them', async () => {
  const lines = rows.map(barred)
  const table = [box('┌', '┬', '┐'), lines[0], box('├', '┼', '┤'), ...lines.slice(1, 4), box('├', '┼', '┤')]
  const rest = [...lines.slice(4, 7), box('├', '┼', '┤'), ...lines.slice(7), box('└', '┴', '┘')]
  const { found } = await read(report([...table, ...rest].join('\n')))
  for (const [r, id] of ids.entries())
    expect([id, found.get(`applications.${id}.naturalPerson`)?.raw]).toEqual([id, rows[r + 1]?.[2]])
})

test('a sentence with quotes, brackets or ampersands stays what it is', async () => {
  const prose = '["一网通办"] 平台上线；A & B \\\\ 两类事项；公开 3 件；答复 4 件；办结 5 件。'
  const result = await readReport(
    new TextEncoder().encode(report(`${prose}\n\n${forms['CSV with semicolons'] ?? ''}`.replaceAll(';', '\t'))),
  )
  expect(result.report?.sections.some((section) => section.text.includes('一网通办'))).toBe(true)
})

test('strokes between cells are told from strokes for none', async () => {
  const table = rows
    .map((row) =>
      row
        .filter(Boolean)
        .map((text) => (text === '0' ? '/' : text))
        .join(' / '),
    )
    .join('\n')
  const { found } = await read(report(table))
  expect(found.get('applications.received.researchInstitution')).toMatchObject({ raw: '/', state: 'filler' })
  expect(found.get('applications.received.total')?.value).toBe(55)
})

test('strokes between cells, some of them blank, are told by their spaces', async () => {
  const table = rows
    .map((row) =>
      row
        .map((text, i) => text || (i === 1 && row[0]) || '指标')
        .map((text, i) => (text !== '0' ? text : i % 2 ? '' : '/'))
        .join(' / '),
    )
    .join('\n')
  const { found } = await read(report(table))
  for (const [r, id] of ids.entries())
    for (const [c, column] of columns.entries()) {
      const printed = rows[r + 1]?.[c + 2] ?? ''
      const state = printed !== '0' ? 'reported' : (c + 2) % 2 ? 'blank' : 'filler'
      const given = found.get(`applications.${id}.${column}`)
      expect([id, column, given?.state, given?.value]).toEqual([
        id,
        column,
        state,
        printed === '0' ? null : Number(printed),
      ])
    }
})

describe('marks of lists', () => {
  const listed = rows
    .slice(1)
    .flatMap((row) => row.filter(Boolean).map((text, i) => `${i === 0 ? '* - ' : '  - '}${text}`))

  test('a dash before each cell is a mark, and no sign for nothing', async () => {
    const { found } = await read(report(listed.join('\n')))
    for (const [r, id] of ids.entries())
      for (const [c, column] of columns.entries()) {
        const figure = found.get(`applications.${id}.${column}`)
        expect(figure?.state).not.toBe('filler')
        if (figure?.state === 'reported') expect(figure.raw).toBe(rows[r + 1]?.[c + 2])
      }
  })

  test('where no words stand behind dashes, a dash is a sign for nothing', async () => {
    const dashes = rows.map((row, i) => row.map((text) => (i > 0 && text === '0' ? '-' : text)).join('  '))
    const { found } = await read(report(dashes.join('\n')))
    expect(found.get('applications.received.researchInstitution')?.state).toBe('filler')
  })
})

test('a space that reStructuredText writes within a number is none; a sign for nothing behind a space is a cell', async () => {
  const typed = (row: readonly string[]): string => row.filter(Boolean).join('   ')
  const cut = rows.map((row) => row.map((text) => text.replace(/^(\d)(\d)$/, '$1\\ $2')))
  const { found } = await read(report(cut.map(typed).join('\n')))
  expect(found.get('applications.received.naturalPerson')?.value).toBe(38)
  expect(found.get('applications.unableToProvide.notHeld.total')?.value).toBe(38)
  const signs = rows.map((row, i) =>
    row
      .map((text) => (i > 0 && text === '0' ? '\\' : text))
      .filter(Boolean)
      .join(' '),
  )
  expect(
    (await read(report(signs.join('\n')))).found.get('applications.received.researchInstitution')?.value,
  ).toBeNull()
})
