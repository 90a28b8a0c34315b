/** Text whose lines a tool has cut, joined or lost parts of: what seems blank, or moved by a field, is not given for certain. */

import { describe, expect, test } from 'vitest'
import { cellsOf, type Figure, readReport } from '../../dist/index.js'

const labels = [
  ['一、本年新收政府信息公开申请数量'],
  ['二、上年结转政府信息公开申请数量'],
  ['三、本年度办理结果', '（一）予以公开'],
  ['三、本年度办理结果', '（二）部分公开'],
  ['三、本年度办理结果', '（三）不予公开', '1.属于国家秘密'],
  ['三、本年度办理结果', '（三）不予公开', '2.其他法律行政法规禁止公开'],
  ['三、本年度办理结果', '（三）不予公开', '3.危及“三安全一稳定”'],
  ['三、本年度办理结果', '（四）无法提供', '1.本机关不掌握相关政府信息'],
  ['三、本年度办理结果', '（七）总计'],
  ['四、结转下年度继续办理'],
]
const figures = [
  [40, 9, 0, 3, 0, 6, 58],
  [0, 0, 0, 0, 0, 0, 0],
  [21, 4, 0, 1, 0, 2, 28],
  [5, 2, 0, 0, 0, 1, 8],
  [3, 1, 0, 0, 0, 0, 4],
  [2, 0, 0, 1, 0, 1, 4],
  [1, 0, 0, 0, 0, 2, 3],
  [8, 2, 0, 1, 0, 0, 11],
  [40, 9, 0, 3, 0, 6, 58],
  [0, 0, 0, 0, 0, 0, 0],
]
const columns = ['自然人', '商业企业', '科研机构', '社会公益组织', '法律服务机构', '其他', '总计']
/** Three fields of labels, seven of values. */
const rows = labels.map((own, i) => [...own, '', ''].slice(0, 3).concat((figures[i] ?? []).map(String)))
const header = ['', '', '', ...columns]

const report = (three: string, four = ''): string =>
  `云屏市财政局2023年政府信息公开工作年度报告\n\n一、总体情况\n\n公开各类信息。\n\n三、收到和处理政府信息公开申请情况\n\n${three}\n\n四、政府信息公开行政复议、行政诉讼情况\n\n${four}\n\n五、存在的主要问题及改进情况\n\n无。\n`

async function read(text: string): Promise<Map<string, Figure>> {
  const { report: found } = await readReport(new TextEncoder().encode(text))
  return new Map(
    [...(found ? cellsOf(found) : [])].map((cell) => [`${cell.table}.${cell.row}.${cell.column}`, cell.figure]),
  )
}
const ids = [
  ...['naturalPerson', 'business', 'researchInstitution', 'publicInterestOrganization'],
  ...['legalServiceOrganization', 'otherOrganization', 'total'],
]
const row = (given: ReadonlyMap<string, Figure>, id: string): (Figure | undefined)[] =>
  ids.map((column) => given.get(`applications.${id}.${column}`))
const valuesIn = (given: ReadonlyMap<string, Figure>, id: string) => row(given, id).map((figure) => figure?.value)
const sure = (figure: Figure | undefined): boolean =>
  figure !== undefined && ['reported', 'blank', 'filler'].includes(figure.state) && figure.confidence >= 0.95

/** Of the two rows that were joined, what is given for certain is their own. */
function ownFiguresOnly(given: ReadonlyMap<string, Figure>): void {
  for (const [id, want] of [
    ['withheld.stateSecrets', figures[4]],
    ['withheld.prohibitedByLaw', figures[5]],
  ] as const)
    for (const [c, figure] of row(given, id).entries()) if (sure(figure)) expect(figure?.value).toBe(want?.[c])
}

const tabs = (all: readonly (readonly string[])[]): string => all.map((one) => one.join('\t')).join('\n')

describe('rows of fields', () => {
  test('that are whole are certain, blank ones too', async () => {
    const given = await read(report(tabs([header, ...rows])))
    expect(valuesIn(given, 'totalProcessed')).toEqual(figures[8])
    const blanks = rows.map((one) => one.map((text) => (text === '0' ? '' : text)))
    const blank = await read(report(tabs([header, ...blanks])))
    expect(valuesIn(blank, 'received')).toEqual([40, 9, null, 3, null, 6, 58])
    expect(row(blank, 'received').every(sure)).toBe(true)
    expect(row(blank, 'broughtForward').every(sure)).toBe(true)
  })

  test('two of whose figures run together give no figure to the column beside', async () => {
    const glued = rows.map((one, i) => (i === 8 ? [...one.slice(0, 3), '409', ...one.slice(5)] : one))
    const given = await read(report(tabs([header, ...glued])))
    expect(row(given, 'totalProcessed').some(sure)).toBe(false)
    expect(valuesIn(given, 'grantedInFull')).toEqual(figures[2])
  })

  test('in which a figure is missing say nothing of the blank for certain', async () => {
    const lost = rows.map((one, i) => (i === 2 ? one.map((text, c) => (c === 3 ? '' : text)) : one))
    const given = await read(report(tabs([header, ...lost])))
    expect(row(given, 'grantedInFull').some(sure)).toBe(false)
    expect(valuesIn(given, 'grantedInPart')).toEqual(figures[3])
  })

  test('that are cut in two are not read as if their end were blank', async () => {
    const bars = [header, ...rows].map((one) => `| ${one.join(' | ')} |`)
    const cut = bars.flatMap((line, i) => (i === 6 ? [line.slice(0, -4), line.slice(-4)] : [line]))
    const given = await read(report(cut.join('\n')))
    expect(row(given, 'withheld.prohibitedByLaw').some(sure)).toBe(false)
    expect(valuesIn(given, 'withheld.stateSecrets')).toEqual(figures[4])
  })
})

describe('boxes', () => {
  const line = (one: readonly string[]): string => `│ ${one.join(' │ ')} │`
  const rule = (left: string, middle: string, right: string): string =>
    left + header.map(() => '───').join(middle) + right
  const boxed = (all: readonly string[]): string[] => [
    rule('┌', '┬', '┐'),
    ...all.flatMap((one, i) => (i === 0 ? [one] : [rule('├', '┼', '┤'), one])),
    rule('└', '┴', '┘'),
  ]
  const all = boxed([header, ...rows].map(line))

  test('are read', async () => {
    const given = await read(report(all.join('\n')))
    expect(valuesIn(given, 'carriedForward')).toEqual(figures[9])
    expect(row(given, 'unableToProvide.notHeld').every(sure)).toBe(true)
  })

  test('whose drawn lines were joined on to lines of text are read all the same', async () => {
    for (const at of [4, 7, all.length - 2]) {
      const joined = all.flatMap((text, i) => (i === at ? [text + (all[at + 1] ?? '')] : i === at + 1 ? [] : [text]))
      const given = await read(report(joined.join('\n')))
      for (const [i, id] of ['received', 'broughtForward', 'grantedInFull', 'grantedInPart'].entries())
        expect(valuesIn(given, id)).toEqual(figures[i])
      expect(valuesIn(given, 'carriedForward')).toEqual(figures[9])
    }
  })

  test('in which two rows stand on one line give neither as blank', async () => {
    const plain = all.filter((text) => text.startsWith('│'))
    const joined = plain.flatMap((text, i) => (i === 5 ? [`${text}${plain[6]}`] : i === 6 ? [] : [text]))
    const given = await read(report(joined.join('\n')))
    ownFiguresOnly(given)
  })
})

describe('columns held by spaces', () => {
  const wide = (text: string, width: number): string =>
    text + ' '.repeat(Math.max(1, width - [...text].reduce((sum, char) => sum + (char > '⺀' ? 2 : 1), 0)))
  const typed = [header, ...rows].map((one) =>
    one
      .map((text, c) => wide(text, c < 2 ? 22 : c === 2 ? 30 : 14))
      .join('')
      .trimEnd(),
  )

  test('are read', async () => {
    const given = await read(report(typed.join('\n')))
    expect(valuesIn(given, 'withheld.stateSecrets')).toEqual(figures[4])
  })

  test('two rows on one line leave no figure of the one to the other', async () => {
    const joined = typed.flatMap((text, i) => (i === 5 ? [`${text}${typed[6]}`] : i === 6 ? [] : [text]))
    const given = await read(report(joined.join('\n')))
    ownFiguresOnly(given)
  })

  test('a label without a figure above one with a figure does not get it', async () => {
    const two = [
      '第二十条第（六）项',
      '信息内容        本年处理决定数量',
      '行政处罚',
      '行政强制        4',
      '行政许可        7',
    ]
    const text = `云屏市财政局2023年政府信息公开工作年度报告\n\n二、主动公开政府信息情况\n\n${two.join('\n')}\n\n三、收到和处理政府信息公开申请情况\n\n${typed.join('\n')}\n`
    const given = await read(text)
    expect(given.get('proactiveDisclosure.penalties.decisions')?.value ?? null).toBeNull()
  })
})

describe('table 四 with a line for each year', () => {
  const results = ['结果维持', '结果纠正', '其他结果', '尚未审结', '总计']
  const head = ['年度', ...results, ...results, ...results]
  const last = ['上年', ...'1 2 3 4 10 1 0 0 0 1 2 2 2 2 8'.split(' ')]
  const own = ['本年', ...'5 0 1 0 6 0 0 1 0 1 3 0 0 1 4'.split(' ')]
  test.each([
    ['last year first', [last, own]],
    ['this year first', [own, last]],
    [
      'by number',
      [
        ['2022年', ...last.slice(1)],
        ['2023年', ...own.slice(1)],
      ],
    ],
  ])('%s: the figures are those of this year', async (_name, lines) => {
    const text = tabs([['', '行政复议', '', '', '', '', '行政诉讼'], head, ...lines])
    const given = await read(report(tabs([header, ...rows]), text))
    expect(given.get('disputes.reconsideration.total')?.value).toBe(6)
    expect(given.get('disputes.litigation.afterReconsideration.upheld')?.value).toBe(3)
  })
})

test('a line of figures above its label does not go to the blank row before', async () => {
  const lines = rows.flatMap((one, i) => {
    const label = one.slice(0, 3).filter(Boolean).join(' ')
    const values = i === 7 ? [] : [one.slice(3).join('    ')]
    return [...values, label]
  })
  const given = await read(report(lines.join('\n')))
  for (const [c, figure] of row(given, 'unableToProvide.notHeld').entries())
    if (figure?.value != null && figure.value !== figures[7]?.[c]) expect(figure.confidence).toBeLessThan(0.95)
})
