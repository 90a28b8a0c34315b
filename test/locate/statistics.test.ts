import { describe, expect, test } from 'vitest'
import { cellsOf, type ReadResult, readReport } from '../../dist/index.js'

/** A page with one table: a line of text a row, its cells parted by `|`. */
async function read(rows: string, before = ''): Promise<ReadResult> {
  const html = rows
    .trim()
    .split('\n')
    .map(
      (row) =>
        `<tr>${row
          .split('|')
          .map((cell) => `<td>${cell.trim()}</td>`)
          .join('')}</tr>`,
    )
    .join('')
  return readReport(
    new TextEncoder().encode(
      `<html><h1>云岭县2016年政府信息公开工作年度报告</h1>${before}<table>${html}</table></html>`,
    ),
  )
}

const national = `
  统计指标 | 单位 | 统计数
  一、主动公开情况 | —— | ——
  （一）主动公开政府信息数（不同渠道和方式公开相同信息计1条） | 条 | 812
  其中：主动公开规范性文件数 | 条 | 14
  制发规范性文件总数 | 件 | 16
  三、依申请公开情况 | —— | ——
  （一）收到申请数 | 件 | 21
  1.当面申请数 | 件 | 4
  2.传真申请数 | 件 | 0
  3.网络申请数 | 件 | 15
  4.信函申请数 | 件 | 2
  四、行政复议数量 | 件 | 3
  （一）维持具体行政行为数 | 件 | 1
  （二）被依法纠错数 | 件 | 0
  （三）其他情形数 | 件 | 2
  五、行政诉讼数量 | 件 | 1
  （一）维持具体行政行为或者驳回原告诉讼请求数 | 件 | 1
  （二）被依法纠错数 | 件 | 0
  （三）其他情形数 | 件 | 0
  七、依申请公开信息收取的费用 | 万元 | 0.35
  单位负责人：甲 | 审核人：乙 | 填报人：丙`

describe('lines', () => {
  test('known indicators get their id, the same words under another line another one', async () => {
    const { report } = await read(national)
    const [table] = report?.statistics ?? []
    expect(table?.columns).toEqual([{ id: 'current', label: '统计数' }])
    expect(table?.lines.map(({ row, parent, unit }) => `${row} < ${parent} ${unit ?? ''}`)).toEqual([
      'line.1 < null ',
      'proactiveTotal < line.1 条',
      'proactiveNormativeDocuments < proactiveTotal 条',
      'normativeDocumentsIssuedAll < proactiveTotal 件',
      'line.5 < null ',
      'requestsReceived < line.5 件',
      'requestsInPerson < requestsReceived 件',
      'requestsByFax < requestsReceived 件',
      'requestsOnline < requestsReceived 件',
      'requestsByLetter < requestsReceived 件',
      'g2Reconsiderations < null 件',
      'g2ReconsiderationsUpheld < g2Reconsiderations 件',
      'g2ReconsiderationsCorrected < g2Reconsiderations 件',
      'g2ReconsiderationsOther < g2Reconsiderations 件',
      'g2Litigations < null 件',
      'g2LitigationsUpheld < g2Litigations 件',
      'g2LitigationsCorrected < g2Litigations 件',
      'g2LitigationsOther < g2Litigations 件',
      'g2FeesCollected < null 万元',
    ])
    expect(table?.figures.g2FeesCollected?.current).toMatchObject({ value: 0.35, unit: '万元', state: 'reported' })
    expect(table?.figures['line.1']?.current).toMatchObject({ value: null, state: 'filler' })
  })
  test('a line that no dictionary knows is kept by its number; several columns are told apart', async () => {
    const { report } = await read(`
      序号 | 指标名称 | 计量单位 | 2012年度 | 历年累计
      1 | 公开栏更新数 | 次 | 31 | 207
      2 | 现场接待人数 | 人次 | 5 | /
      3 | 专项经费 | 元 | 12000 | `)
    const cells = [...cellsOf(report as NonNullable<typeof report>)].filter(({ table }) => table === 'statistics')
    expect(cells.map(({ row, column, figure }) => [row, column, figure.value, figure.state, figure.unit])).toEqual([
      ['line.1', 'current', 31, 'reported', '次'],
      ['line.1', 'cumulative', 207, 'reported', '次'],
      ['line.2', 'current', 5, 'reported', '人次'],
      ['line.2', 'cumulative', null, 'filler', '人次'],
      ['line.3', 'current', 12000, 'reported', '元'],
      ['line.3', 'cumulative', null, 'blank', '元'],
    ])
  })
  test('labels with a wrong character are known where only one comes near, and numbers that have lost their point', async () => {
    const { report } = await read(`
      统计指标 | 单位 | 统计数
      (一)主动公开政府信息数〈不同渠道和方式公开相同信息计1条) | 条 | 9
      1政府公报公开政府信息数 | 条 | 1
      2政府网站公开政府信患数 | 条 | 2
      3政务微傅公开政府信息数 | 条 | 3
      (三)申请答复数 | 件 | 7
      1同意部分公开答复教 | 件 | 4
      2当面申请人 | 件 | 3`)
    expect(report?.statistics[0]?.lines.map(({ row, parent }) => `${row} < ${parent}`)).toEqual([
      'proactiveTotal < null',
      'channelGazette < proactiveTotal',
      'channelWebsite < proactiveTotal',
      // 微博 or 微信.
      'line.4 < proactiveTotal',
      'requestsReplied < null',
      'replyPartiallyGranted < requestsReplied',
      // Too short to tell.
      'line.7 < requestsReplied',
    ])
  })
  test('columns of several bodies have numbers', async () => {
    const { report } = await read(`
      统计指标 | 单位 | 区政府统计数 | 区直单位统计数 | 乡镇街道统计数
      收到申请数 | 件 | 1 | 2 | 3
      当面申请数 | 件 | 0 | 1 | 1
      传真申请数 | 件 | 1 | 1 | 2`)
    expect(report?.statistics[0]?.columns.map(({ id }) => id)).toEqual(['column.1', 'column.2', 'column.3'])
  })
  test('a table of something else is none', async () => {
    const { report } = await read(`
      姓名 | 职务 | 电话
      甲 | 主任 | 12345
      乙 | 副主任 | 12346`)
    expect(report?.statistics).toEqual([])
  })
})

describe('shapes', () => {
  /** Row and figure of every line with one, with its unit. */
  const figuresOf = ({ report }: ReadResult) =>
    report?.statistics.map(({ lines, figures }) =>
      lines.flatMap(({ row, unit }) =>
        Object.values(figures[row] ?? {}).flatMap(({ value }) => (value === null ? [] : [`${row} ${value} ${unit}`])),
      ),
    )
  const requests = [
    'requestsReceived 21 件',
    'requestsInPerson 4 件',
    'requestsByFax 0 件',
    'requestsOnline 15 件',
    'requestsByLetter 2 件',
  ]

  test('units behind the figures', async () => {
    const found = await read(`
      统计指标 | 统计数 | 单位
      （一）收到申请数 | 21 | 件
      1.当面申请数 | 4 | 件
      2.传真申请数 | 0 | 件
      3.网络申请数 | 15 | 件
      4.信函申请数 | 2 | 件`)
    expect(figuresOf(found)).toEqual([requests])
  })
  test('units in brackets behind the labels', async () => {
    const found = await read(`
      统计指标 | 统计数
      （一）收到申请数（件） | 21
      1.当面申请数（件） | 4
      2.传真申请数（件） | 0
      3.网络申请数（件） | 15
      4.信函申请数（件） | 2`)
    expect(figuresOf(found)).toEqual([requests])
  })
  test('without units it is a table where its lines are known, and none where they are not', async () => {
    const known = await read(`
      指标 | 数量
      收到申请数 | 21
      当面申请数 | 4
      传真申请数 | 0`)
    expect(figuresOf(known)).toEqual([['requestsReceived 21 null', 'requestsInPerson 4 null', 'requestsByFax 0 null']])
    const other = await read(`
      指标 | 数量
      公开栏数 | 21
      咨询台数 | 4
      阅览室数 | 0`)
    expect(other.report?.statistics).toEqual([])
  })
  test('two halves side by side are one table', async () => {
    const found = await read(`
      统计指标 | 单位 | 统计数 | 统计指标 | 单位 | 统计数
      （一）收到申请数 | 件 | 21 | 2.传真申请数 | 件 | 0
      1.当面申请数 | 件 | 4 | 3.网络申请数 | 件 | 15
      其中：使馆转来 | 件 | 1 | 4.信函申请数 | 件 | 2`)
    expect(figuresOf(found)).toEqual([
      [...requests.slice(0, 2), 'line.3 1 件', 'requestsByFax 0 件', 'requestsOnline 15 件', 'requestsByLetter 2 件'],
    ])
  })
  test('a header that is printed again is no line, and does not part a table', async () => {
    const again = await read(`
      统计指标 | 单位 | 统计数
      （一）收到申请数 | 件 | 21
      1.当面申请数 | 件 | 4
      2.传真申请数 | 件 | 0
      统计指标 | 单位 | 统计数
      3.网络申请数 | 件 | 15
      4.信函申请数 | 件 | 2`)
    expect(figuresOf(again)).toEqual([requests])
    expect(again.findings).toEqual([])
    const parted = await read(
      `
      统计指标 | 单位 | 统计数
      3.网络申请数 | 件 | 15
      4.信函申请数 | 件 | 2
      （二）申请办结数 | 件 | 21`,
      `<table>${['统计指标,单位,统计数', '（一）收到申请数,件,21', '1.当面申请数,件,4', '2.传真申请数,件,0']
        .map((row) => `<tr>${row.replace(/[^,]+,?/g, (cell) => `<td>${cell.replace(',', '')}</td>`)}</tr>`)
        .join('')}</table><p>- 3 -</p>`,
    )
    expect(figuresOf(parted)).toEqual([[...requests, 'requestsCompleted 21 件']])
  })
  test('the same lines again are the table of another body', async () => {
    const rows = ['统计指标,单位,统计数', '收到申请数,件,21', '当面申请数,件,4', '传真申请数,件,0']
    const first = rows
      .map(
        (row) =>
          `<tr>${row
            .split(',')
            .map((cell) => `<td>${cell}</td>`)
            .join('')}</tr>`,
      )
      .join('')
    const found = await read(rows.map((row) => row.replaceAll(',', '|')).join('\n'), `<table>${first}</table>`)
    expect(found.report?.statistics).toHaveLength(2)
  })
  test('remarks are no column of figures', async () => {
    const { report } = await read(`
      统计指标 | 单位 | 统计数 | 备注
      收到申请数 | 件 | 21 | 含上年结转
      当面申请数 | 件 | 4 |
      传真申请数 | 件 | 0 | `)
    expect(report?.statistics[0]?.columns).toEqual([{ id: 'current', label: '统计数' }])
  })
  test('the label of a group says which total and which parts its lines are', async () => {
    const html = `<table><tr><td>类别</td><td>统计指标</td><td>单位</td><td>统计数</td></tr>
      <tr><td rowspan="3">四、行政复议数量</td><td>总数</td><td>件</td><td>3</td></tr>
      <tr><td>（一）维持具体行政行为数</td><td>件</td><td>1</td></tr><tr><td>（二）被依法纠错数</td><td>件</td><td>2</td></tr>
      <tr><td rowspan="2">五、行政诉讼数量</td><td>总数</td><td>件</td><td>4</td></tr>
      <tr><td>（二）被依法纠错数</td><td>件</td><td>4</td></tr>
      <tr><td>六、举报投诉数量</td><td>总数</td><td>件</td><td>5</td></tr></table>`
    expect(figuresOf(await read('甲 | 乙', html))).toEqual([
      [
        'g2Reconsiderations 3 件',
        'g2ReconsiderationsUpheld 1 件',
        'g2ReconsiderationsCorrected 2 件',
        'g2Litigations 4 件',
        'g2LitigationsCorrected 4 件',
        'g2Complaints 5 件',
      ],
    ])
  })
})

describe('sums', () => {
  test('lines whose heading is not printed are no parts of the line that happens to stand above', async () => {
    const found = await read(`
      统计指标 | 单位 | 统计数
      主动公开政府信息数 | 条 | 812
      制发规范性文件总数 | 件 | 16
      1.政府公报公开政府信息数 | 条 | 5
      2.政府网站公开政府信息数 | 条 | 600
      3.政务微博公开政府信息数 | 条 | 90`)
    expect(found.findings).toEqual([])
  })
  const sumsOf = ({ findings }: ReadResult) =>
    findings
      .filter(({ code }) => code === 'statistics/sum')
      .map(({ relation, expected, actual }) => [relation, expected, actual])
  test('those that hold say nothing, one that does not is one finding', async () => {
    const sound = await read(national)
    expect(sumsOf(sound)).toEqual([])
    expect(sound.checks.filter(({ code, outcome }) => code === 'statistics/sum' && outcome === 'pass')).toHaveLength(3)
    expect(sumsOf(await read(national.replace('1.当面申请数 | 件 | 4', '1.当面申请数 | 件 | 5')))).toEqual([
      ['requestsReceived = requestsInPerson + requestsByFax + requestsOnline + requestsByLetter', 22, 21],
    ])
  })
  test('channels of disclosure need not add up', async () => {
    const channels = await read(`
      统计指标 | 单位 | 统计数
      （一）主动公开政府信息数 | 条 | 10
      1.政府公报公开政府信息数 | 条 | 9
      2.政府网站公开政府信息数 | 条 | 10
      （二）收到申请数 | 件 | 1`)
    expect(sumsOf(channels)).toEqual([])
  })
  test('a part that cannot be read makes the sum not assessable', async () => {
    const torn = await read(national.replace('1.当面申请数 | 件 | 4', '1.当面申请数 | 件 | 4?'))
    expect(sumsOf(torn)).toEqual([])
    expect(torn.checks).toContainEqual(
      expect.objectContaining({ code: 'statistics/sum', at: 'requestsReceived.current', outcome: 'not-assessable' }),
    )
  })
})

describe('other ways to print the same lines', () => {
  const lines = national
    .trim()
    .split('\n')
    .map((row) => row.split('|').map((cell) => cell.trim()))
  const body = lines.slice(1, -1)
  /** Rows and values of all tables, in printed order. */
  const figures = async (rows: string, before = ''): Promise<string[][]> => {
    const { report } = await read(rows, before)
    return (report?.statistics ?? []).map(({ lines: printed, figures: all }) =>
      printed
        .filter(({ row }) => !row.startsWith('line.'))
        .map(({ row, unit }) => `${row} ${unit} ${all[row]?.current?.value}`),
    )
  }
  const join = (rows: readonly (readonly string[])[]): string => rows.map((row) => row.join(' | ')).join('\n')

  test('units in the labels, or behind the figures', async () => {
    const want = await figures(national)
    const counted = ([, unit = '']: readonly string[]): boolean => unit !== '——'
    const inLabel = body.map((row) => (counted(row) ? [`${row[0]}（${row[1]}）`, row[2] ?? ''] : [row[0] ?? '', '']))
    const behind = body.map((row) => (counted(row) ? [row[0] ?? '', `${row[2]}${row[1]}`] : [row[0] ?? '', '']))
    expect(await figures(join([['指标名称', '2016年'], ...inLabel]))).toEqual(want)
    expect(await figures(join([['指标名称', '数量'], ...behind]))).toEqual(want)
  })

  test('two columns of lines side by side', async () => {
    const half = Math.ceil(body.length / 2)
    const head = lines[0] ?? []
    const rows = body.slice(0, half).map((row, i) => [...row, ...(body[half + i] ?? ['', '', ''])])
    expect(await figures(join([[...head, ...head], ...rows]))).toEqual(await figures(national))
  })

  test('cut in two, with the header again: one table; the same lines again are another', async () => {
    const half = Math.ceil(body.length / 2)
    const page = (rows: typeof body): string =>
      `<table>${rows.map((row) => `<tr>${row.map((cell) => `<td>${cell}</td>`).join('')}</tr>`).join('')}</table>`
    const before = page([lines[0] ?? [], ...body.slice(0, half)])
    expect(await figures(join([lines[0] ?? [], ...body.slice(half)]), before)).toEqual(await figures(national))
    expect(await figures(national, page(lines.slice(0, -1)))).toHaveLength(2)
  })

  test('headings beside their lines, or no numbers at all: the same words are parts of what was printed last', async () => {
    const named = (rows: readonly (readonly string[])[]): string[] =>
      rows.map(([label = '']) => label.replace(/^(?:[一二三四五七]、|（.）|\d\.|其中：)/, ''))
    const bare = named(body).map((label, i) => [label, ...(body[i]?.slice(1) ?? [])])
    expect((await figures(join([lines[0] ?? [], ...bare])))[0]?.sort()).toEqual((await figures(national))[0]?.sort())
    const without = body.filter(([label = '']) => !/^[一三]、/.test(label))
    expect(await figures(join([lines[0] ?? [], ...without]))).toEqual(await figures(national))
  })
})

test('a table with units of something else is no report, where nothing calls itself one', async () => {
  const page = (title: string, rows: readonly (readonly string[])[]): Uint8Array =>
    new TextEncoder().encode(
      `<h1>${title}</h1><table>${rows.map((row) => `<tr>${row.map((cell) => `<td>${cell}</td>`).join('')}</tr>`).join('')}</table>`,
    )
  const others = [
    ['指标', '单位', '绝对数', '比上年增长%'],
    ['粮食产量', '万吨', '22.3', '1.2'],
    ['固定资产投资', '亿元', '88', '-2'],
    ['社会消费品零售总额', '亿元', '120', '4'],
  ]
  expect((await readReport(page('云岭县2022年统计公报', others))).report).toBeNull()
  expect((await readReport(page('云岭县2016年政府信息公开工作年度报告', others))).report).not.toBeNull()
  const own = [
    ['统计指标', '单位', '统计数'],
    ['（一）收到申请数', '件', '9'],
    ['1.当面申请数', '件', '4'],
    ['2.传真申请数', '件', '0'],
    ['3.网络申请数', '件', '5'],
  ]
  expect((await readReport(page('附件2', own))).report?.statistics).toHaveLength(1)
})
