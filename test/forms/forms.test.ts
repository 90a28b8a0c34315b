import { describe, expect, test } from 'vitest'
import { codes } from '../../src/findings.js'
import type { FormDef, TableDef, TableId } from '../../src/forms/define.js'
import { parseEquation } from '../../src/forms/equation.js'
import { formForYear, forms, tableDef, tableEditions } from '../../src/forms/index.js'
import { cellTitle, splitName } from '../../src/forms/names.js'
import { rules } from '../../src/forms/rules.js'
import { requiredSections, sections } from '../../src/forms/sections.js'
import { cellIds, cellName, tableOrder } from '../../src/report/cells.js'
import { applicationsSchema, disputesSchema, figureSchema, proactiveDisclosureSchema } from '../../src/report/schema.js'
import { canonical } from '../../src/text/normalize.js'
import { splitOrdinal } from '../../src/text/ordinal.js'

type Edition = FormDef['edition']
const editions: readonly Edition[] = ['2019', '2021']

const definitionOf = (table: TableId, edition: Edition): TableDef => {
  const def = tableDef(table, edition)
  if (!def) throw new Error(`no ${table} in the form of ${edition}`)
  return def
}
const tablesOfForms = forms.flatMap(({ edition, tables }) => tables.map((def) => ({ edition, def })))
const titleOf = ({ edition, def }: { edition: Edition; def: TableDef }): string => `${def.table} of ${edition}`
const rowsOf = (def: TableDef): string[] => [...new Set(cellIds(def).map(({ row }) => row))]
const columnsOf = (def: TableDef, row?: string): string[] => [
  ...new Set(
    cellIds(def)
      .filter((cell) => row === undefined || cell.row === row)
      .map(({ column }) => column),
  ),
]
const lastOf = (path: readonly string[]): string => path[path.length - 1] ?? ''

/** The cell contract: public names, in printed order, with the words they stand for. */
const applicantColumns: readonly (readonly [id: string, label: string])[] = [
  ['naturalPerson', '自然人'],
  ['business', '商业企业'],
  ['researchInstitution', '科研机构'],
  ['publicInterestOrganization', '社会公益组织'],
  ['legalServiceOrganization', '法律服务机构'],
  ['otherOrganization', '其他'],
  ['total', '总计'],
]

const applicationRows: readonly (readonly [id: string, group: string | null, label: string, edition?: Edition])[] = [
  ['received', null, '一、本年新收政府信息公开申请数量'],
  ['broughtForward', null, '二、上年结转政府信息公开申请数量'],
  ['grantedInFull', null, '（一）予以公开'],
  ['grantedInPart', null, '（二）部分公开'],
  ['withheld.stateSecrets', '（三）', '1.属于国家秘密'],
  ['withheld.prohibitedByLaw', '（三）', '2.其他法律行政法规禁止公开'],
  ['withheld.securityAndStability', '（三）', '3.危及“三安全一稳定”'],
  ['withheld.thirdPartyRights', '（三）', '4.保护第三方合法权益'],
  ['withheld.internalAffairs', '（三）', '5.属于三类内部事务信息'],
  ['withheld.deliberativeProcess', '（三）', '6.属于四类过程性信息'],
  ['withheld.enforcementFiles', '（三）', '7.属于行政执法案卷'],
  ['withheld.administrativeInquiries', '（三）', '8.属于行政查询事项'],
  ['unableToProvide.notHeld', '（四）', '1.本机关不掌握相关政府信息'],
  ['unableToProvide.requiresCreation', '（四）', '2.没有现成信息需要另行制作'],
  ['unableToProvide.stillUnclear', '（四）', '3.补正后申请内容仍不明确'],
  ['notProcessed.petitions', '（五）', '1.信访举报投诉类申请'],
  ['notProcessed.repeated', '（五）', '2.重复申请'],
  ['notProcessed.publications', '（五）', '3.要求提供公开出版物'],
  ['notProcessed.excessive', '（五）', '4.无正当理由大量反复申请'],
  ['notProcessed.reconfirmation', '（五）', '5.要求行政机关确认或重新出具已获取信息'],
  ['otherHandling', null, '（六）其他处理', '2019'],
  ['otherHandling.notCorrected', '（六）', '1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请', '2021'],
  [
    'otherHandling.feeUnpaid',
    '（六）',
    '2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请',
    '2021',
  ],
  ['otherHandling.other', '（六）', '3.其他', '2021'],
  ['totalProcessed', null, '（七）总计'],
  ['carriedForward', null, '四、结转下年度继续办理'],
]

const outcomeColumns: readonly (readonly [id: string, label: string])[] = [
  ['upheld', '结果维持'],
  ['corrected', '结果纠正'],
  ['otherOutcome', '其他结果'],
  ['pending', '尚未审结'],
  ['total', '总计'],
]
const disputeRows: readonly (readonly [id: string, label: string])[] = [
  ['reconsideration', '行政复议'],
  ['litigation.direct', '未经复议直接起诉'],
  ['litigation.afterReconsideration', '复议后起诉'],
]

type ProactiveRow = readonly [id: string, label: string, columns: readonly (readonly [id: string, label: string])[]]
const decisions = [['decisions', '本年处理决定数量']] as const
const documents = [
  ['issued', '本年制发件数'],
  ['repealed', '本年废止件数'],
  ['inForce', '现行有效件数'],
] as const
const publications = [
  ['produced', '本年新制作数量'],
  ['disclosed', '本年新公开数量'],
  ['totalDisclosed', '对外公开总数量'],
] as const
const items = [
  ['previousItems', '上一年项目数量'],
  ['change', '本年增/减'],
] as const
const services = [...items, ['decisions', '处理决定数量']] as const
const proactiveRows: Record<Edition, readonly ProactiveRow[]> = {
  '2021': [
    ['governmentRules', '规章', documents],
    ['normativeDocuments', '行政规范性文件', documents],
    ['licensing', '行政许可', decisions],
    ['penalties', '行政处罚', decisions],
    ['coerciveMeasures', '行政强制', decisions],
    ['fees', '行政事业性收费', [['amount', '本年收费金额（单位：万元）']]],
  ],
  '2019': [
    ['governmentRules', '规章', publications],
    ['normativeDocuments', '规范性文件', publications],
    ['licensing', '行政许可', services],
    ['otherServices', '其他对外管理服务事项', services],
    ['penalties', '行政处罚', services],
    ['coerciveMeasures', '行政强制', services],
    ['fees', '行政事业性收费', items],
    [
      'procurement',
      '政府集中采购',
      [
        ['projects', '采购项目数量'],
        ['amount', '采购总金额'],
      ],
    ],
  ],
}

const rowsFor = (edition: Edition) => applicationRows.filter(([, , , only]) => only === undefined || only === edition)

describe('the forms have the cells of the contract, no more and no fewer', () => {
  test.each(editions)('applications of %s: rows and columns in printed order', (edition) => {
    const cells = cellIds(definitionOf('applications', edition)).map(({ row, column }) => `${row}.${column}`)
    expect(cells).toEqual(rowsFor(edition).flatMap(([row]) => applicantColumns.map(([column]) => `${row}.${column}`)))
  })

  test.each(editions)('applications of %s: what the rows and columns are called', (edition) => {
    const [block, ...others] = definitionOf('applications', edition).blocks
    expect(others).toEqual([])
    expect(block?.columns.map(({ path }) => lastOf(path))).toEqual(applicantColumns.map(([, label]) => label))
    for (const [i, [id, group, label]] of rowsFor(edition).entries()) {
      const path = block?.rows[i]?.path ?? []
      // A remark in brackets is part of the official label and no part of the name.
      expect(lastOf(path).replace(/（区分处理的.*）$/, ''), id).toBe(label)
      const groups = path.slice(0, -1).filter((text) => text.startsWith('（'))
      expect(
        groups.map((text) => text.slice(0, 3)),
        id,
      ).toEqual(group === null ? [] : [group])
    }
  })

  test('the columns of organizations stand under 法人或其他组织, natural persons and the total do not', () => {
    for (const edition of editions) {
      const [block] = definitionOf('applications', edition).blocks
      const under = block?.columns.filter(({ path }) => path.includes('法人或其他组织')).map(({ id }) => id)
      expect(under).toEqual(applicantColumns.slice(1, -1).map(([id]) => id))
    }
  })

  test.each(editions)('disputes of %s', (edition) => {
    const def = definitionOf('disputes', edition)
    const expected = disputeRows.flatMap(([row]) => outcomeColumns.map(([column]) => `${row}.${column}`))
    expect(cellIds(def).map(({ row, column }) => `${row}.${column}`)).toEqual(expected)
    const paths = def.blocks.flatMap(({ columns }) => columns.map(({ path }) => path.slice(-2)))
    expect(paths).toEqual(disputeRows.flatMap(([, row]) => outcomeColumns.map(([, column]) => [row, column])))
  })

  test.each(editions)('proactive disclosure of %s', (edition) => {
    const { blocks } = definitionOf('proactiveDisclosure', edition)
    const printed = blocks.flatMap(({ rows, columns }) =>
      rows.map(({ id, path }) => [id, lastOf(path), columns.map((column) => [column.id, lastOf(column.path)])]),
    )
    expect(printed).toEqual(proactiveRows[edition])
  })

  test('a change may be negative, an amount is money, all else is counted', () => {
    for (const { edition, def } of tablesOfForms) {
      for (const { columns } of def.blocks) {
        for (const { id, kind } of columns) {
          const expected = id === 'change' ? 'change' : id === 'amount' ? 'amount' : undefined
          expect(kind, `${def.table} ${edition} ${id}`).toBe(expected)
        }
      }
    }
  })

  test('only the amount of fees has a unit in the form: 万元', () => {
    const units = tablesOfForms.flatMap(({ edition, def }) =>
      def.blocks.flatMap(({ rows, columns }) =>
        columns.flatMap(({ id, unit }) => (unit ? [`${edition} ${rows[0]?.id}.${id} ${unit}`] : [])),
      ),
    )
    expect(units).toEqual(['2021 fees.amount 万元'])
  })
})

describe.each(tablesOfForms.map((one) => [titleOf(one), one.def] as const))('%s', (_title, def) => {
  test('every cell has a name of its own', () => {
    const names = cellIds(def).map((cell) => cellName(def.table, cell))
    expect(new Set(names).size).toBe(names.length)
    for (const { rows, columns } of def.blocks) {
      expect(new Set(columns.map(({ id }) => id)).size).toBe(columns.length)
      expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length)
    }
    for (const name of names) expect(cellName(def.table, splitName(name)), name).toBe(name)
  })

  test('no row is the parent of another: a name is a figure or a group of figures', () => {
    const names = cellIds(def).map(({ row, column }) => `${row}.${column}`)
    for (const name of names) expect(names.filter((other) => other.startsWith(`${name}.`))).toEqual([])
  })

  test('no label or alias of a block names two of its rows or two of its columns', () => {
    for (const { rows, columns } of def.blocks) {
      for (const items of [rows, columns]) {
        const owners = new Map<string, string>()
        for (const { id, path, aliases = [] } of items) {
          const groups = path.slice(0, -1).map(canonical).join(' ')
          for (const label of new Set([lastOf(path), ...aliases].map(canonical))) {
            const key = `${groups} ${label}`
            expect(owners.get(key) ?? id, key).toBe(id)
            owners.set(key, id)
          }
        }
      }
    }
  })

  test('an alias keeps the ordinal of its row', () => {
    for (const { id, path, aliases = [] } of def.blocks.flatMap(({ rows }) => rows)) {
      const own = splitOrdinal(lastOf(path)).ordinal
      for (const alias of aliases) expect(splitOrdinal(alias).ordinal, `${id}: ${alias}`).toEqual(own)
    }
  })

  test('every cell can be told in English and Chinese, no two in the same words', () => {
    for (const language of ['en', 'zh'] as const) {
      const titles = cellIds(def).map((cell) => cellTitle(cellName(def.table, cell), language))
      expect(new Set(titles).size, language).toBe(titles.length)
      for (const title of titles) expect(/\p{Script=Han}/u.test(title), title).toBe(language === 'zh')
    }
  })
})

test('ordinals count up within each group of table 三', () => {
  for (const edition of editions) {
    const groups = new Map<string, Map<string, number | undefined>>()
    for (const { path } of definitionOf('applications', edition).blocks.flatMap(({ rows }) => rows)) {
      for (const [depth, label] of path.entries()) {
        const group = path.slice(0, depth).join('/')
        const known = groups.get(group) ?? new Map<string, number | undefined>()
        known.set(label, splitOrdinal(label).ordinal?.n)
        groups.set(group, known)
      }
    }
    for (const [group, labels] of groups) {
      expect([...labels.values()], group || 'table').toEqual([...labels.keys()].map((_label, i) => i + 1))
    }
    expect([...groups.keys()].length).toBe(edition === '2021' ? 6 : 5)
  }
})

describe('editions', () => {
  test('the form of a year', () => {
    expect(formForYear(2018)).toBeNull()
    for (const year of [2019, 2020]) expect(formForYear(year)?.edition, `${year}`).toBe('2019')
    for (const year of [2021, 2022, 2025, 2030]) expect(formForYear(year)?.edition, `${year}`).toBe('2021')
  })
  test('every form cites the notice that prescribes it', () => {
    expect(Object.fromEntries(forms.map(({ edition, notice }) => [edition, notice]))).toEqual({
      '2019': '国办公开办函〔2019〕60号',
      '2021': '国办公开办函〔2021〕30号',
    })
  })
  test('table 四 did not change, tables 二 and 三 did', () => {
    expect(tableEditions('disputes').map(({ edition }) => edition)).toEqual(['2019'])
    expect(tableEditions('applications').map(({ edition }) => edition)).toEqual(['2021', '2019'])
    expect(tableEditions('proactiveDisclosure').map(({ edition }) => edition)).toEqual(['2021', '2019'])
    for (const { edition, def } of tableEditions('applications'))
      expect(def).toBe(definitionOf('applications', edition))
  })
  test('every table stands in a section of the form', () => {
    for (const { def } of tablesOfForms) expect(requiredSections).toContain(def.section)
    expect(sections.map(({ id }) => id)).toEqual(requiredSections)
  })
})

describe('rules', () => {
  /** The tables a rule speaks of, one of each edition. */
  const tablesOf = (rule: (typeof rules)[number]) =>
    tableEditions(rule.table).filter(({ edition }) => !rule.edition || rule.edition === edition)

  /** What an equation adds up when it is written as "… = 0". */
  const coefficients = (text: string): Record<string, number> => {
    const { left, right } = parseEquation(text)
    const sum: Record<string, number> = {}
    for (const { sign, id } of left) sum[id] = (sum[id] ?? 0) + sign
    for (const { sign, id } of right) sum[id] = (sum[id] ?? 0) - sign
    return sum
  }
  const ruleOf = (code: string, edition?: Edition) => {
    const own = rules.filter((rule) => rule.code === code && (!rule.edition || !edition || rule.edition === edition))
    expect(
      own.map(({ id }) => id),
      `${code} ${edition ?? ''}`,
    ).toHaveLength(1)
    return own[0] as (typeof rules)[number]
  }

  test('ids are unique', () => {
    expect(new Set(rules.map(({ id }) => id)).size).toBe(rules.length)
  })

  test.each(rules.map((rule) => [rule.id, rule] as const))('%s speaks of rows and columns that exist', (_id, rule) => {
    const { left, right } = parseEquation(rule.equation)
    const ids = [...left, ...right].map(({ id }) => id)
    expect(new Set(ids).size).toBe(ids.length)
    const tables = tablesOf(rule)
    expect(tables.length).toBeGreaterThan(0)
    for (const { edition, def } of tables) {
      if (rule.each === 'column') {
        expect(rule.rows).toBeUndefined()
        for (const column of columnsOf(def)) {
          const rows = cellIds(def).filter((cell) => cell.column === column)
          expect(
            rows.map(({ row }) => row),
            `${edition} ${column}`,
          ).toEqual(expect.arrayContaining(ids))
        }
      } else {
        expect(rowsOf(def), edition).toEqual(expect.arrayContaining([...(rule.rows ?? [])]))
        for (const row of rule.rows ?? rowsOf(def))
          expect(columnsOf(def, row), row).toEqual(expect.arrayContaining(ids))
      }
    }
  })

  test.each(rules.map((rule) => [rule.id, rule] as const))(
    '%s is reported by a code of the check stage',
    (_id, rule) => {
      for (const code of [rule.code, rule.missingTotal, rule.missingParts]) {
        if (code === undefined) continue
        expect(codes[code].stage).toBe('check')
        expect(code.split('/')[0]).toBe(rule.table)
      }
      expect(codes[rule.code].level).toBe(rule.level)
      if (rule.total !== undefined) expect(parseEquation(rule.equation).left.map(({ id }) => id)).toContain(rule.total)
      else expect([rule.missingTotal, rule.missingParts]).toEqual([undefined, undefined])
    },
  )

  test('a rule cites the form it comes from, and one that is of an edition cites its notice', () => {
    const table = { proactiveDisclosure: '表二', applications: '表三', disputes: '表四', statistics: '统计表' }
    for (const { id, source, table: of, edition } of rules) {
      expect(source, id).toContain(table[of])
      if (edition) expect(source, id).toContain(forms.find((form) => form.edition === edition)?.notice)
    }
  })

  test('the balance is the sentence that table 三 prints', () => {
    const rule = ruleOf('applications/balance')
    expect(rule).toMatchObject({ authority: 'statedInForm', each: 'column' })
    const sums = coefficients(rule.equation)
    const sign = sums.received ?? 0
    const received = Object.fromEntries(Object.entries(sums).map(([id, n]) => [id, n * sign]))
    expect(received).toEqual({ received: 1, broughtForward: 1, totalProcessed: -1, carriedForward: -1 })
  })

  test.each(editions)('（七）总计 of %s is the sum of all rows of 三、本年度办理结果', (edition) => {
    const rule = ruleOf('applications/outcome-total', edition)
    const outcomes = rowsFor(edition)
      .map(([id]) => id)
      .filter((id) => !['received', 'broughtForward', 'totalProcessed', 'carriedForward'].includes(id))
    expect(rule).toMatchObject({ each: 'column', total: 'totalProcessed' })
    expect(coefficients(rule.equation)).toEqual({
      totalProcessed: 1,
      ...Object.fromEntries(outcomes.map((id) => [id, -1])),
    })
  })

  test('总计 of a row is the sum of the six applicant columns', () => {
    const rule = ruleOf('applications/applicant-total')
    expect(rule).toMatchObject({ each: 'row', total: 'total' })
    expect(rule.rows).toBeUndefined()
    const parts = applicantColumns.slice(0, -1).map(([id]) => [id, -1])
    expect(coefficients(rule.equation)).toEqual({ total: 1, ...Object.fromEntries(parts) })
  })

  test('总计 of table 四 is the sum of its four outcomes', () => {
    const rule = ruleOf('disputes/total')
    expect(rule).toMatchObject({ each: 'row', total: 'total' })
    expect(coefficients(rule.equation)).toEqual({ total: 1, upheld: -1, corrected: -1, otherOutcome: -1, pending: -1 })
  })

  test('table 二: what is in force, disclosed and left over', () => {
    const written = rules.filter(({ table }) => table === 'proactiveDisclosure')
    const read = written.map((rule) => [
      rule.edition,
      rule.rows,
      parseEquation(rule.equation).op,
      coefficients(rule.equation),
    ])
    const documentRows = ['governmentRules', 'normativeDocuments']
    expect(read).toEqual([
      ['2021', documentRows, '>=', { inForce: 1, issued: -1, repealed: 1 }],
      ['2019', documentRows, '>=', { totalDisclosed: 1, disclosed: -1 }],
      ['2019', proactiveRows['2019'].slice(2, -1).map(([id]) => id), '>=', { previousItems: 1, change: 1 }],
    ])
    expect(written.map(({ level }) => level)).toEqual(['warning', 'warning', 'error'])
  })
})

describe('the report schema', () => {
  interface Shaped {
    readonly shape?: Readonly<Record<string, unknown>>
  }
  /** Paths of all figures of an object schema. */
  const figuresOf = (schema: unknown, path: readonly string[] = []): string[] => {
    if (schema === figureSchema) return [path.join('.')]
    const { shape } = schema as Shaped
    return Object.entries(shape ?? {}).flatMap(([key, value]) => figuresOf(value, [...path, key]))
  }
  const variants = {
    proactiveDisclosure: proactiveDisclosureSchema.options,
    applications: applicationsSchema.options,
    disputes: [disputesSchema],
  }

  test.each(tableOrder)('%s has the figures of the forms, edition by edition', (table) => {
    const inSchema = variants[table].map((schema) => [schema.shape.form.value, figuresOf(schema).sort()])
    const inForms = tableEditions(table).map(({ edition, def }) => [
      edition,
      cellIds(def)
        .map(({ row, column }) => `${row}.${column}`)
        .sort(),
    ])
    expect(Object.fromEntries(inSchema)).toEqual(Object.fromEntries(inForms))
    expect(inSchema).toHaveLength(inForms.length)
  })
})
