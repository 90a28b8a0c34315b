/** Text whose rows and columns have no places: no figure is given to a neighbour, and what only counting tells is in doubt. */

import { describe, expect, test } from 'vitest'
import { cellsOf, type Figure, readReport } from '../../dist/index.js'

const leaves = [
  '（一）予以公开',
  '（二）部分公开（区分处理的，只计这一情形，不计其他情形）',
  '1.属于国家秘密',
  '2.其他法律行政法规禁止公开',
  '3.危及“三安全一稳定”',
  '4.保护第三方合法权益',
  '5.属于三类内部事务信息',
  '6.属于四类过程性信息',
  '7.属于行政执法案卷',
  '8.属于行政查询事项',
  '1.本机关不掌握相关政府信息',
  '2.没有现成信息需要另行制作',
  '3.补正后申请内容仍不明确',
  '1.信访举报投诉类申请',
  '2.重复申请',
  '3.要求提供公开出版物',
  '4.无正当理由大量反复申请',
  '5.要求行政机关确认或重新出具已获取信息',
  '1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请',
  '2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请',
  '3.其他',
]
/** 1 2 0 0 0 0 3, 2 2 0 0 0 0 4 …: no two rows alike. */
const figures = leaves.map((_, i) => [i + 1, 2, 0, 0, 0, i % 3, i + 3 + (i % 3)])
const sums = [0, 1, 2, 3, 4, 5, 6].map((c) => figures.reduce((sum, row) => sum + (row[c] ?? 0), 0))
const zeros = [0, 0, 0, 0, 0, 0, 0]
const table: readonly (readonly [string, readonly number[]])[] = [
  ['一、本年新收政府信息公开申请数量', sums],
  ['二、上年结转政府信息公开申请数量', zeros],
  ...leaves.map((label, i) => [label, figures[i] ?? []] as const),
  ['（七）总计', sums],
  ['四、结转下年度继续办理', zeros],
]
const columns = ['自然人', '商业企业', '科研机构', '社会公益组织', '法律服务机构', '其他', '总计']
const ids = [
  ...['received', 'broughtForward', 'grantedInFull', 'grantedInPart', 'withheld.stateSecrets'],
  ...['withheld.prohibitedByLaw', 'withheld.securityAndStability', 'withheld.thirdPartyRights'],
  ...['withheld.internalAffairs', 'withheld.deliberativeProcess', 'withheld.enforcementFiles'],
  ...['withheld.administrativeInquiries', 'unableToProvide.notHeld', 'unableToProvide.requiresCreation'],
  ...['unableToProvide.stillUnclear', 'notProcessed.petitions', 'notProcessed.repeated', 'notProcessed.publications'],
  ...['notProcessed.excessive', 'notProcessed.reconfirmation', 'otherHandling.notCorrected'],
  ...['otherHandling.feeUnpaid', 'otherHandling.other', 'totalProcessed', 'carriedForward'],
]

const report = (three: string, four = ''): string =>
  `云屏市财政局2023年政府信息公开工作年度报告\n\n一、总体情况\n\n公开各类信息。\n\n三、收到和处理政府信息公开申请情况\n\n${three}\n\n四、政府信息公开行政复议、行政诉讼情况\n\n${four}\n\n五、存在的主要问题及改进情况\n\n无。\n`

async function read(text: string): Promise<Map<string, Figure>> {
  const { report: found } = await readReport(new TextEncoder().encode(text))
  return new Map(
    [...(found ? cellsOf(found) : [])].map((cell) => [`${cell.table}.${cell.row}.${cell.column}`, cell.figure]),
  )
}
const natural = (given: ReadonlyMap<string, Figure>) =>
  ids.map((id) => given.get(`applications.${id}.naturalPerson`)?.value ?? null)
const least = (given: ReadonlyMap<string, Figure>) =>
  Math.min(...[...given.values()].filter(({ value }) => value !== null).map(({ confidence }) => confidence))
const wanted = table.map(([, row]) => row[0])

/** Lines of a narrow column. */
const wrapped = (label: string): string[] => label.match(/.{1,13}/gu) ?? []

describe('labels of several lines', () => {
  const torn: Readonly<Record<string, (label: string[], row: string) => string[]>> = {
    'figures behind the last line': (label, row) => [...label, row],
    'figures between the lines': (label, row) => [...label.slice(0, 1), row, ...label.slice(1)],
    'figures before the first line': (label, row) => (label.length > 1 ? [row, ...label] : [`${label[0]} ${row}`]),
    'figures on the last line': (label, row) => [...label.slice(0, -1), `${label.at(-1)} ${row}`],
  }
  test.each(Object.entries(torn))('%s', async (_, form) => {
    const lines = table.flatMap(([label, row]) => form(wrapped(label), row.join(' ')))
    const given = await read(report([columns.join(' '), ...lines].join('\n')))
    expect(natural(given)).toEqual(wanted)
    expect(least(given)).toBeGreaterThanOrEqual(0.95)
  })
})

test('where a line of figures is missing, what stands between whole rows is in doubt', async () => {
  const lines = table.flatMap(([label, row], i) => (i === 14 ? wrapped(label) : [...wrapped(label), row.join(' ')]))
  const given = await read(report([columns.join(' '), ...lines].join('\n')))
  for (const [i, value] of natural(given).entries()) {
    const { confidence } = given.get(`applications.${ids[i]}.naturalPerson`) as Figure
    if (value !== null && value !== wanted[i]) expect(confidence).toBeLessThan(0.95)
  }
  expect([...given.values()].some(({ confidence, value }) => value !== null && confidence < 0.95)).toBe(true)
})

test('two lines of figures that changed places far from their labels are in doubt', async () => {
  const rows = table.map(([, row]) => row.join(' '))
  const swapped = [rows[0], rows[2], rows[1], ...rows.slice(3)]
  const given = await read(report([columns.join(' '), ...table.map(([label]) => label), ...swapped].join('\n')))
  const moved = given.get('applications.broughtForward.naturalPerson') as Figure
  expect(moved.value === null || moved.confidence < 0.95).toBe(true)
})

test('two whole lines that changed places keep their labels', async () => {
  const lines = table.map(([label, row]) => `${label} ${row.join(' ')}`)
  const swapped = [...lines.slice(0, 8), lines[9], lines[8], ...lines.slice(10)]
  const given = await read(report([columns.join(' '), ...swapped].join('\n')))
  for (const [i, value] of natural(given).entries()) expect([wanted[i], null]).toContain(value)
})

test('cells parted by two spaces each have no columns, however many they are', async () => {
  const lines = table.map(([label, row]) => [label, ...row].join('  '))
  const given = await read(report([`项目  ${columns.join('  ')}`, ...lines].join('\n')))
  expect(natural(given)).toEqual(wanted)
  expect([...given.values()].every(({ state }) => state !== 'unreadable')).toBe(true)
})

test('a figure under two labels is of either column', async () => {
  const four = [
    '行政复议                                      行政诉讼',
    '结果维持  结果纠正  其他结果  尚未审结  总计  未经复议直接起诉                                     复议后起诉',
    '                                              结果维持  结果纠正  其他结果  尚未审结  总计  结果维持  结果纠正  其他结果  尚未审结  总计',
    '10        4                   6         20    9                             6         15    16                                      16',
  ].join('\n')
  const three = table.map(
    ([label, row]) => `${label.padEnd(40, '　')}${row.map((n) => String(n).padStart(8)).join('')}`,
  )
  const given = await read(report(three.join('\n'), four))
  for (const id of ['reconsideration', 'litigation.direct', 'litigation.afterReconsideration'])
    for (const [column, value] of Object.entries({ corrected: id === 'reconsideration' ? 4 : 0, otherOutcome: 0 })) {
      const figure = given.get(`disputes.${id}.${column}`)
      expect([null, value]).toContain(figure?.value ?? null)
    }
})

describe('fields that repeat what a merged cell holds', () => {
  const four = [...['行政复议', '行政诉讼', '行政诉讼'].map((name) => Array.from({ length: 5 }, () => name))].flat()
  const kinds = ['行政复议', '未经复议直接起诉', '复议后起诉'].flatMap((name) => Array.from({ length: 5 }, () => name))
  const results = Array.from({ length: 3 }, () => ['结果维持', '结果纠正', '其他结果', '尚未审结', '总计']).flat()
  const values = [1, 0, 2, 0, 3, 0, 4, 0, 0, 4, 5, 0, 0, 6, 11]
  const two = [
    Array.from({ length: 4 }, () => '第二十条第（五）项'),
    ['信息内容', ...Array.from({ length: 3 }, () => '本年处理决定数量')],
    ['行政许可', '17', '17', '17'],
    Array.from({ length: 4 }, () => '第二十条第（六）项'),
    ['信息内容', ...Array.from({ length: 3 }, () => '本年处理决定数量')],
    ['行政处罚', '0', '0', '0'],
    ['行政强制', '3', '3', '3'],
  ]
  test.each([
    ['commas', (row: readonly string[]) => row.join(',')],
    ['tabs', (row: readonly string[]) => row.join('\t')],
    ['bars', (row: readonly string[]) => `| ${row.join(' | ')} |`],
  ])('%s', async (_, join) => {
    const three = [
      ['项目', '项目', '项目', ...columns],
      ...table.map(([label, row]) => [label, label, label, ...row.map(String)]),
    ]
    const text = report(
      three.map(join).join('\n'),
      [four, kinds, results, values.map(String)].map(join).join('\n'),
    ).replace('三、', `二、主动公开政府信息情况\n\n${two.map(join).join('\n')}\n\n三、`)
    const given = await read(text)
    expect(natural(given)).toEqual(wanted)
    expect(given.get('proactiveDisclosure.licensing.decisions')?.value).toBe(17)
    expect(given.get('disputes.litigation.direct.total')?.value).toBe(4)
    expect(given.get('disputes.litigation.afterReconsideration.pending')?.value).toBe(6)
  })
})
