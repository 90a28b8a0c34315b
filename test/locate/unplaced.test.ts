/** Tables that are in a text and cannot be told apart: nothing is given of them for certain, and nothing is left out without a word. */

import { describe, expect, test } from 'vitest'
import { cellsOf, readReport } from '../../dist/index.js'

const report = (three: string, four = ''): string =>
  `云屏市财政局2023年政府信息公开工作年度报告\n\n一、总体情况\n\n公开各类信息。\n\n三、收到和处理政府信息公开申请情况\n\n${three}\n\n四、政府信息公开行政复议、行政诉讼情况\n\n${four}\n\n五、存在的主要问题及改进情况\n\n无。\n`

async function read(text: string) {
  const result = await readReport(new TextEncoder().encode(text))
  const cells = result.report ? [...cellsOf(result.report)] : []
  const named = new Set(result.findings.flatMap((finding) => finding.cells ?? []))
  return { ...result, cells, named }
}

const labels = [
  ...['一、本年新收政府信息公开申请数量', '二、上年结转政府信息公开申请数量', '（一）予以公开', '（二）部分公开'],
  ...['1.属于国家秘密', '2.其他法律行政法规禁止公开', '3.危及“三安全一稳定”', '4.保护第三方合法权益'],
  ...['1.本机关不掌握相关政府信息', '2.没有现成信息需要另行制作', '（七）总计', '四、结转下年度继续办理'],
]
const columns = ['自然人', '商业企业', '科研机构', '社会公益组织', '法律服务机构', '其他', '总计']
const figures = labels.map((_, i) => [i + 1, 0, i % 2, 0, 0, 3, i + 4 + (i % 2)])

describe('a table written column by column', () => {
  const text = report([...labels, ...columns.flatMap((name, c) => [name, ...figures.map((row) => row[c])])].join('\n'))

  test('gives no figure for certain', async () => {
    const { cells } = await read(text)
    for (const { table, figure } of cells)
      if (table === 'applications' && figure.value !== null) expect(figure.confidence).toBeLessThan(0.95)
  })

  test('no cell is absent: those that are not given are unreadable, and a finding names them and the lines', async () => {
    const { cells, named, findings } = await read(text)
    const own = cells.filter(({ table }) => table === 'applications')
    expect(own.length).toBeGreaterThanOrEqual(161)
    expect(own.filter(({ figure }) => figure.state === 'absent')).toEqual([])
    for (const { table, row, column, figure } of own)
      if (figure.state === 'unreadable') expect(named).toContain(`${table}.${row}.${column}`)
    expect(findings.map(({ code, table }) => `${code} ${table}`)).toContain('locate/unplaced applications')
  })
})

test('figures that could not be told apart are counted once: what stands beside them is not absent', async () => {
  const fields = (label: string, i: number): string => `${label}\t${(figures[i] ?? []).join('\t')}`
  const lines = labels.map(fields)
  // One row in one field, where nothing tells its columns, and one whose figures have become a part of its label.
  lines[3] = `${labels[3]}\t${(figures[3] ?? []).slice(0, 6).join(' ')}`
  lines[6] = `${labels[6]} ${(figures[6] ?? []).join(' ')}`
  const { cells } = await read(report(lines.join('\n')))
  const own = cells.filter(({ table, row }) => table === 'applications' && row === 'withheld.securityAndStability')
  expect(own.map(({ figure }) => figure.state)).not.toContain('absent')
})

describe('what is not printed is absent', () => {
  const line = (label: string, i: number): string => `${label}\t${(figures[i] ?? []).join('\t')}`

  test('a row that is left out, where no figure stands alone', async () => {
    const { cells, findings } = await read(report(labels.map(line).join('\n')))
    const repeated = cells.filter(({ table, row }) => table === 'applications' && row === 'notProcessed.repeated')
    expect(repeated.map(({ figure }) => figure.state)).toEqual(Array(7).fill('absent'))
    expect(findings.map(({ code }) => code)).toContain('locate/row-missing')
    expect(findings.map(({ code }) => code)).not.toContain('locate/unplaced')
  })

  test('the same row is unreadable where figures without a label stand among the others', async () => {
    const lines = labels.map(line)
    lines.splice(9, 0, '\t1\t0\t0\t0\t0\t0\t1')
    const { cells, named } = await read(report(lines.join('\n')))
    const lost = cells.filter(({ table, figure }) => table === 'applications' && figure.state === 'absent')
    expect(lost).toEqual([])
    expect(named).toContain('applications.notProcessed.repeated.total')
  })

  test('a table that the text does not hold', async () => {
    const { report: read_, findings } = await read(report('本年度没有收到申请。', '没有发生行政复议、行政诉讼。'))
    expect(read_?.applications).toEqual([])
    expect(read_?.disputes).toEqual([])
    expect(findings.filter(({ code }) => code === 'locate/table-missing')).toHaveLength(3)
  })
})

test('the line of table 四 below its heading, without a label', async () => {
  const { cells } = await read(report('', '- 0 1 0 0 1 0 0 0 0 0 2 0 0 0 2'))
  const own = cells.filter(({ table }) => table === 'disputes')
  expect(own.map(({ figure }) => figure.state)).toEqual(Array(15).fill('unreadable'))
})

test('a row of signs for none is no drawn line', async () => {
  const head = ['行政复议', '未经复议直接起诉', '复议后起诉'].join('\t')
  const leaves = Array(3).fill(['结果维持', '结果纠正', '其他结果', '尚未审结', '总计'].join('\t')).join('\t')
  const { cells } = await read(report('', `${head}\n${leaves}\n${Array(15).fill('-').join('\t')}`))
  const own = cells.filter(({ table }) => table === 'disputes')
  expect(own.map(({ figure }) => figure.state)).toEqual(Array(15).fill('filler'))
})

test('a table whose labels and figures stand in sentences is said to be there', async () => {
  const line = (label: string, i: number): string =>
    `${label}：${columns.map((name, c) => `${name}方面有${figures[i]?.[c]}`).join('，')}`
  const { findings, cells } = await read(report(labels.map(line).join('\n')))
  expect(cells.filter(({ table, figure }) => table === 'applications' && figure.state === 'unreadable')).toHaveLength(
    175,
  )
  expect(findings.map(({ code, table }) => `${code} ${table}`)).toContain('locate/unplaced applications')
})

test('a text that names some labels is no table', async () => {
  const { findings } = await read(report('全年予以公开 12 件，部分公开 3 件，属于国家秘密不予公开 1 件。'))
  expect(findings.map(({ code }) => code)).not.toContain('locate/unplaced')
})

describe('columns held by spaces whose header is lost', () => {
  const row = (label: string, values: readonly (number | string)[]): string =>
    label.padEnd(24, '　') + values.map((value) => String(value).padStart(6)).join('')
  const rows = labels.map((label, i) =>
    row(
      label,
      (figures[i] ?? []).map((value) => (value === 0 ? '' : value)),
    ),
  )

  test('the figures of rows with blanks are unreadable, not absent', async () => {
    const { cells } = await read(report(rows.join('\n')))
    const own = cells.filter(({ table, row: id }) => table === 'applications' && id === 'withheld.stateSecrets')
    expect(own.some(({ figure }) => figure.state === 'unreadable')).toBe(true)
    for (const { figure } of own) if (figure.value !== null) expect([5, 3, 8]).toContain(figure.value)
  })

  test('table 四 with fewer figures than columns is unreadable, and each cell says what it may be', async () => {
    const head = [
      '行政复议          行政诉讼',
      '未经复议直接起诉    复议后起诉',
      '结果 结果 其他 尚未 总',
      '维持 纠正 结果 审结 计',
    ]
    const { cells } = await read(report(rows.join('\n'), `${head.join('\n')}\n  10      10   1     2    3`))
    const own = cells.filter(({ table }) => table === 'disputes')
    expect(own).toHaveLength(15)
    for (const { figure } of own) expect(figure).toMatchObject({ state: 'unreadable', value: null })
  })
})

describe('a table that is cut beside its columns', () => {
  const rows = labels.map((label, i) => [label, ...(figures[i] ?? []).map(String)])
  const html = (cells: readonly (readonly string[])[]): string =>
    cells.map((row) => `<tr>${row.map((cell) => `<td>${cell}</td>`).join('')}</tr>`).join('')
  const page = (table: string): string =>
    `<html><body><h1>云屏市财政局2023年政府信息公开工作年度报告</h1><p>三、收到和处理政府信息公开申请情况</p><table>${table}</table></body></html>`
  const left = [['', ...columns.slice(0, 4)], ...rows.map((row) => row.slice(0, 5))]

  test('has no absent cells where the rest stands below without labels', async () => {
    const right = [['', ...columns.slice(4)], ...rows.map((row) => ['', ...row.slice(5)])]
    const { cells } = await read(page(html([...left, ...right])))
    const total = cells.filter(({ table, column }) => table === 'applications' && column === 'total')
    expect(total.map(({ figure }) => figure.state)).not.toContain('absent')
    for (const { figure } of total) expect(figure.value).toBeNull()
  })
  test('has them where nothing stands below', async () => {
    const { cells } = await read(page(html(left)))
    const total = cells.filter(({ table, column }) => table === 'applications' && column === 'total')
    expect(new Set(total.map(({ figure }) => figure.state))).toEqual(new Set(['absent']))
  })
})

describe('a label with words of its neighbours in it', () => {
  const html = (rows: readonly (readonly (string | number)[])[]): string =>
    `<h1>云屏市财政局2023年政府信息公开工作年度报告</h1><h2>三、收到和处理政府信息公开申请情况</h2><table>${[
      ['', ...columns],
      ...rows,
    ]
      .map((row) => `<tr>${row.map((cell) => `<td>${cell}</td>`).join('')}</tr>`)
      .join('')}</table>`
  const rows = labels.map((label, i) => [label, ...(figures[i] ?? [])])
  const stateOf = (cells: Awaited<ReturnType<typeof read>>['cells'], row: string): (string | undefined)[] =>
    cells.filter((cell) => cell.table === 'applications' && cell.row === row).map(({ figure }) => figure.state)

  test('the figures beside it may be those of a row that was not found: it is not absent', async () => {
    const spoilt = [
      ...rows.slice(0, 9),
      ['度办 2.没有现成信息需要另行制作 理结果不予公', 5, 0, 0, 0, 0, 0, 5],
      ...rows.slice(10),
    ]
    const { cells } = await read(html(spoilt))
    expect(stateOf(cells, 'unableToProvide.requiresCreation')).not.toContain('absent')
  })

  test('a row that the form does not have is none that was not found', async () => {
    const other = [...rows.slice(0, 9), ['其中网上收到的', 5, 0, 0, 0, 0, 0, 5], ...rows.slice(10)]
    const { cells } = await read(html(other))
    expect(new Set(stateOf(cells, 'unableToProvide.requiresCreation'))).toEqual(new Set(['absent']))
  })
})
