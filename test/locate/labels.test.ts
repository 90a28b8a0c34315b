import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { tableEditions } from '../../src/forms/index.js'
import { bestLikeness, likeness, ordinalAgreement, parseLabel } from '../../src/locate/labels.js'
import { optionsSchema } from '../../src/options.js'

const threshold = optionsSchema.parse({}).similarity
const like = (printed: string, official: string): number => likeness(parseLabel(printed), parseLabel(official))

interface Official {
  readonly id: string
  readonly label: string
  readonly aliases: readonly string[]
}
const lastOf = (path: readonly string[]): string => path[path.length - 1] ?? ''

/** Rows of a whole table, and columns of each of its blocks: what a printed label is told apart from. */
const lists: readonly (readonly [string, readonly Official[]])[] = (
  ['proactiveDisclosure', 'applications', 'disputes'] as const
).flatMap((table) =>
  tableEditions(table).flatMap(({ edition, def }) => {
    const official = ({
      id,
      path,
      aliases = [],
    }: {
      id: string
      path: readonly string[]
      aliases?: readonly string[]
    }): Official => ({ id, label: lastOf(path), aliases })
    const columns = def.blocks.map((block): readonly [string, readonly Official[]] => [
      `columns of ${table} ${edition}, ${block.title ?? block.rows[0]?.id}`,
      // Table 四 has the same five labels under each of its three groups.
      block.columns
        .filter(({ path }, i, all) => all.findIndex((other) => lastOf(other.path) === lastOf(path)) === i)
        .map(official),
    ])
    const rows = def.shape === 'line' ? [] : def.blocks.flatMap((block) => block.rows).map(official)
    return rows.length > 0 ? [[`rows of ${table} ${edition}`, rows] as const, ...columns] : columns
  }),
)
const list = (name: string): readonly Official[] => lists.find(([title]) => title === name)?.[1] ?? []
const rows2021 = list('rows of applications 2021')

/** The official labels from the likeliest down, by their words alone. */
const ranking = (printed: string, official: readonly Official[]): { id: string; like: number }[] => {
  const label = parseLabel(printed)
  return official
    .map(({ id, label: text, aliases }) => ({ id, like: bestLikeness(label, text, aliases) }))
    .sort((a, b) => b.like - a.like)
}

describe('what counts as the same label', () => {
  test.each([
    ['remark left out', '（二）部分公开', '（二）部分公开（区分处理的，只计这一情形，不计其他情形）'],
    [
      'remark misprinted',
      '（二）部分公开（区分处理的，只计这一情况，不计其他情形）',
      '（二）部分公开（区分处理的，只计这一情形，不计其他情形）',
    ],
    ['remark cut off', '（二）部分公开（区分处理的，只计', '（二）部分公开'],
    ['instruction added', '本年增/减（指当年增加或减少的事项数，减用负值表示，如-8）', '本年增/减'],
    ['unit in other brackets', '本年收费金额(单位:万元)', '本年收费金额（单位：万元）'],
    ['unit left out', '本年收费金额', '本年收费金额（单位：万元）'],
    ['spaces', ' 总 \u3000计', '总计'],
    ['brackets and spaces', '第二十条  第(一)项', '第二十条第（一）项'],
    ['quotes', '3.危及"三安全一稳定"', '3.危及“三安全一稳定”'],
    ['no quotes', '3、危及三安全一稳定', '3.危及“三安全一稳定”'],
    ['full-width slash', '本年增／减', '本年增/减'],
    ['ordinal lost', '本年新收政府信息公开申请数量', '一、本年新收政府信息公开申请数量'],
  ])('%s', (_what, printed, official) => {
    expect(like(printed, official)).toBe(1)
  })

  test('a number in brackets is no remark', () => {
    for (const [a, b] of [
      ['第二十条第（一）项', '第二十条第（五）项'],
      ['第二十条第（六）项', '第二十条第（八）项'],
      ['第二十条第（8）项', '第二十条第（9）项'],
    ] as const) {
      expect(like(a, b), `${a} ${b}`).toBeLessThan(1)
      expect(like(a, a)).toBe(1)
    }
  })

  test('nothing is like nothing', () => {
    for (const empty of ['', '  ', '3.', '（六）']) {
      expect(like(empty, '3.其他')).toBe(0)
      expect(like('3.其他', empty)).toBe(0)
      expect(like(empty, empty)).toBe(0)
    }
  })

  test('a label that is nothing but brackets keeps its words', () => {
    const sentence = '（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）'
    expect(like('(本列数据的勾稽关系为:第一项加第二项之和,等于第三项加第四项之和)', sentence)).toBe(1)
    expect(like('（本列）数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）', sentence)).toBeGreaterThan(
      0.8,
    )
    expect(like('（单位：万元）', sentence)).toBeLessThan(threshold)
  })
})

describe('ordinals', () => {
  const agreement = (a: string, b: string): number => ordinalAgreement(parseLabel(a).ordinal, parseLabel(b).ordinal)
  test('the same number in the same style, however it is set', () => {
    for (const printed of ['3.', '3、', '3．', '⒊', '3,', '3)', ' 3 . ']) {
      const label = `${printed}危及“三安全一稳定”`
      expect(agreement(label, '3.危及“三安全一稳定”'), label).toBe(1)
      expect(like(label, '3.危及“三安全一稳定”'), label).toBe(1)
    }
    for (const printed of ['(三)', '（三）', '㈢', '( 三 )', '（三）、', '〔三〕']) {
      expect(agreement(`${printed}不予公开`, '（三）不予公开'), printed).toBe(1)
      expect(like(`${printed}不予公开`, '（三）不予公开'), printed).toBe(1)
    }
  })
  test('the same number in another style says less, another number contradicts, none says nothing', () => {
    for (const other of ['（三）不予公开', '三、不予公开', '（3）不予公开']) {
      const value = agreement(other, '3.不予公开')
      expect(value, other).toBeGreaterThan(0)
      expect(value, other).toBeLessThan(1)
    }
    expect(agreement('2.重复申请', '3.重复申请')).toBe(-1)
    expect(agreement('二、重复申请', '3.重复申请')).toBe(-1)
    expect(agreement('重复申请', '3.重复申请')).toBe(0)
    expect(agreement('2.重复申请', '重复申请')).toBe(0)
  })
})

describe('misprints and other wordings', () => {
  test.each([
    ['2.其他法律行政止公开', 'withheld.prohibitedByLaw'],
    ['2.其它法律法规禁止公开', 'withheld.prohibitedByLaw'],
    ['5.属于三类内容事务信息', 'withheld.internalAffairs'],
    ['6.属于四类过程信息', 'withheld.deliberativeProcess'],
    ['7.属于行政执法案卷信息', 'withheld.enforcementFiles'],
    ['8.属于行政查寻事项', 'withheld.administrativeInquiries'],
    ['3.危机“三安全一稳定”', 'withheld.securityAndStability'],
    ['1.本机关不掌握政府信息', 'unableToProvide.notHeld'],
    ['2.没有现成信息需另行制作', 'unableToProvide.requiresCreation'],
    ['3.补正后申请内容不明确', 'unableToProvide.stillUnclear'],
    ['1.信访举报投诉申请', 'notProcessed.petitions'],
    ['4.无正当理由大量重复申请', 'notProcessed.excessive'],
    ['2.反复申请', 'notProcessed.repeated'],
    ['1.逾期不补正', 'otherHandling.notCorrected'],
    ['2.逾期不缴费', 'otherHandling.feeUnpaid'],
    ['四、结转下一年度继续办理', 'carriedForward'],
    ['四、结转下年继续办理', 'carriedForward'],
    ['一、本年新收政府信息公开申请数', 'received'],
    ['二、上年度结转政府信息公开申请数量', 'broughtForward'],
  ])('%s', (printed, id) => {
    const [first, second] = ranking(printed, rows2021)
    expect(first?.id).toBe(id)
    expect(first?.like).toBeGreaterThanOrEqual(threshold)
    expect(second?.like ?? 0).toBeLessThan(first?.like ?? 0)
  })

  test('without the list of known misprints the words alone tell', () => {
    expect(like('2.其他法律行政止公开', '2.其他法律行政法规禁止公开')).toBeGreaterThan(0.7)
    expect(like('行政事业型收费', '行政事业性收费')).toBeGreaterThan(0.8)
    expect(like('规范性文件', '行政规范性文件')).toBeGreaterThan(0.7)
    expect(like('现行有效件', '现行有效件数')).toBeGreaterThan(0.8)
    expect(like('本年收费金额单位:万元', '本年收费金额（单位：万元）')).toBeGreaterThan(threshold)
  })
})

describe('labels that must not be confused', () => {
  test.each([
    ['其他', '其他结果'],
    ['其他', '法人或其他组织'],
    ['3.其他', '（六）其他处理'],
    ['其他', '其他对外管理服务事项'],
    ['结果维持', '结果纠正'],
    ['结果维持', '其他结果'],
    ['尚未审结', '总计'],
    ['行政复议', '行政诉讼'],
    ['行政许可', '行政处罚'],
    ['行政处罚', '行政强制'],
    ['规章', '行政规范性文件'],
    ['（一）予以公开', '（三）不予公开'],
    ['（四）无法提供', '（五）不予处理'],
    ['2.重复申请', '1.信访举报投诉类申请'],
    ['商业企业', '科研机构'],
    ['科研机构', '法律服务机构'],
    ['四、结转下年度继续办理', '二、上年结转政府信息公开申请数量'],
    ['未经复议直接起诉', '复议后起诉'],
  ])('%s and %s', (a, b) => {
    expect(like(a, b)).toBeLessThan(threshold)
    expect(like(b, a)).toBeLessThan(threshold)
  })

  test.each(lists)('%s: a label is like itself alone', (_name, official) => {
    expect(official.length).toBeGreaterThan(0)
    for (const { id, label, aliases } of official) {
      for (const text of [label, ...aliases]) {
        const alike = ranking(text, official).filter((one) => one.like === 1)
        expect(
          alike.map((one) => one.id),
          text,
        ).toEqual([id])
      }
    }
  })

  test('one wrong or lost character leaves a label nearest to itself', () => {
    const long = lists.flatMap(([, official]) =>
      official.filter(({ label }) => parseLabel(label).core.length >= 4).map((one) => ({ one, official })),
    )
    fc.assert(
      fc.property(
        fc.constantFrom(...long),
        fc.nat(),
        fc.constantFrom('', '某', '口', '0'),
        ({ one, official }, seed, put) => {
          const { body, core } = parseLabel(one.label)
          const at = seed % core.length
          const printed = body.slice(0, at) + put + body.slice(at + 1)
          const [first, second] = ranking(printed, official)
          expect([printed, first?.id]).toEqual([printed, one.id])
          expect(first?.like ?? 0).toBeGreaterThan(second?.like ?? 0)
          expect(first?.like ?? 0).toBeGreaterThanOrEqual(threshold)
        },
      ),
      { numRuns: 2000 },
    )
  })

  test('本年新收 and 上年结转 differ in few characters: each is still nearer to itself, and their numbers contradict', () => {
    const [received, brought] = ['一、本年新收政府信息公开申请数量', '二、上年结转政府信息公开申请数量'] as const
    for (const slip of [
      '一、本年新收政府信公开申请数量',
      '一、本年新受政府信息公开申请数量',
      '一、今年新收政府信息公开申请数量',
    ]) {
      expect(like(slip, received) - like(slip, brought), slip).toBeGreaterThan(0.1)
    }
    expect(ordinalAgreement(parseLabel(received).ordinal, parseLabel(brought).ordinal)).toBe(-1)
  })
})

describe('labels in pieces', () => {
  test('the beginning of a label that a page end cut off is that label, less surely than the whole', () => {
    for (const { label } of rows2021) {
      const { core } = parseLabel(label)
      for (let length = 4; length < core.length; length++) {
        const value = like(core.slice(0, length), label)
        expect(value, core.slice(0, length)).toBeGreaterThanOrEqual(threshold)
        expect(value, core.slice(0, length)).toBeLessThan(1)
      }
    }
  })
  test('the end of a label, or a stump of it, is not', () => {
    expect(like('政执法案卷', '7.属于行政执法案卷')).toBeLessThan(0.75)
    expect(like('公开', '2.其他法律行政法规禁止公开')).toBeLessThan(threshold)
    expect(like('申请', '2.重复申请')).toBeLessThan(threshold)
    expect(like('属于', '1.属于国家秘密')).toBeLessThan(threshold)
  })
  test('a label with a word too many is that label', () => {
    expect(like('7.属于行政执法案卷信息', '7.属于行政执法案卷')).toBeGreaterThan(0.8)
    expect(like('行政强制措施', '行政强制')).toBeGreaterThan(0.8)
  })
})

describe('likeness as a measure', () => {
  const alphabet = fc.constantFrom(...'政府信息公开申请数量行处罚其他总计结果维持（）(一)三、1.2，：“”/ ')
  const text = fc.oneof(
    fc.array(alphabet, { maxLength: 24 }).map((chars) => chars.join('')),
    fc.constantFrom(...lists.flatMap(([, official]) => official.map(({ label }) => label))),
    fc.string({ maxLength: 12 }),
  )

  test('property: from 0 to 1, 1 for itself, the same every time', () => {
    fc.assert(
      fc.property(text, text, (a, b) => {
        const value = like(a, b)
        expect(value).toBeGreaterThanOrEqual(0)
        expect(value).toBeLessThanOrEqual(1)
        expect(like(a, b)).toBe(value)
        expect(like(a, a)).toBe(parseLabel(a).body === '' ? 0 : 1)
      }),
      { numRuns: 2000 },
    )
  })

  test('property: which one is printed matters only where one begins like the other', () => {
    fc.assert(
      fc.property(text, text, (a, b) => {
        const [x, y] = [parseLabel(a), parseLabel(b)]
        fc.pre(!x.core.startsWith(y.core) && !y.core.startsWith(x.core))
        const [there, back] = [likeness(x, y), likeness(y, x)]
        // What is far below any threshold need not be measured to the end.
        if (Math.max(there, back) > 0.4) expect(there).toBe(back)
      }),
      { numRuns: 2000 },
    )
  })

  test('property: an alias can only help', () => {
    fc.assert(
      fc.property(text, text, fc.array(text, { maxLength: 3 }), (printed, official, aliases) => {
        const label = parseLabel(printed)
        const all = [official, ...aliases].map((one) => like(printed, one))
        expect(bestLikeness(label, official, aliases)).toBe(Math.max(...all))
      }),
    )
  })

  test('labels are taken apart the same way after thousands of others', () => {
    const before = parseLabel('（二）部分公开（区分处理的）')
    for (let i = 0; i < 6000; i++) parseLabel(`${i}.某项`)
    const { ordinal, body, core } = before
    expect(parseLabel('（二）部分公开（区分处理的）')).toMatchObject({ ordinal, body, core })
    expect(likeness(before, parseLabel('（二）部分公开'))).toBe(1)
  })
})
