import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { subjectIds } from '../../src/forms/subjects.js'
import { findStatements } from '../../src/narrative/statements.js'
import { stated } from '../helpers/text.js'

/** Subject and value of everything that a text states. */
const pairs = (text: string, id?: string) => stated(text, 2023, id).map(({ subject, value }) => [subject, value])

describe('what a figure counts', () => {
  test.each<[string, [string, number | null][]]>([
    ['今年本镇一共收到群众提出的信息公开申请 12 件。', [['requests.received', 12]]],
    ['受理 9 件政府信息公开申请。', [['requests.received', 9]]],
    ['全年新收政府信息公开申请数量为0件。', [['requests.newlyReceived', 0]]],
    [
      '收到公开申请七件，上年结转申请两件。',
      [
        ['requests.received', 7],
        ['requests.broughtForward', 2],
      ],
    ],
    [
      '收到依申请公开 40 件，办结 37 件，转下年度继续办理 3 件。',
      [
        ['requests.received', 40],
        ['requests.completed', 37],
        ['requests.carriedForward', 3],
      ],
    ],
    [
      '收到申请8件，其中5件结转下年办理。',
      [
        ['requests.received', 8],
        ['requests.carriedForward', 5],
      ],
    ],
    [
      '共答复申请20件，其中予以公开8件、部分公开3件、不予公开2件、无法提供4件、不予处理1件、其他处理2件。',
      [
        ['requests.answered', 20],
        ['outcomes.grantedInFull', 8],
        ['outcomes.grantedInPart', 3],
        ['outcomes.withheld', 2],
        ['outcomes.unableToProvide', 4],
        ['outcomes.notProcessed', 1],
        ['outcomes.otherHandling', 2],
      ],
    ],
    ['对申请予以公开或部分公开的11件。', [['outcomes.granted', 11]]],
    [
      '答复申请9件，其中属于国家秘密1件，重复申请3件，本机关不掌握5件。',
      [
        ['requests.answered', 9],
        ['outcomes.withheld.stateSecrets', 1],
        ['outcomes.notProcessed.repeated', 3],
        ['outcomes.unableToProvide.notHeld', 5],
      ],
    ],
    [
      '收到申请30件，其中自然人28件，法人或其他组织2件。',
      [
        ['requests.received', 30],
        ['applicants.naturalPerson', 28],
        ['applicants.organizations', 2],
      ],
    ],
    [
      '收到申请30件，其中网上申请20件，信函申请6件，当面申请3件，传真1件。',
      [
        ['requests.received', 30],
        ['channels.online', 20],
        ['channels.letter', 6],
        ['channels.inPerson', 3],
        ['channels.fax', 1],
      ],
    ],
    [
      '因政府信息公开引发行政复议 5 件、行政诉讼 2 件。',
      [
        ['disputes.reconsideration', 5],
        ['disputes.litigation', 2],
      ],
    ],
    [
      '涉及信息公开的行政复议和行政诉讼各1件。',
      [
        ['disputes.reconsideration', 1],
        ['disputes.litigation', 1],
      ],
    ],
    ['涉及信息公开的行政复议、行政诉讼案件共6件。', [['disputes', 6]]],
    [
      '信息公开类行政复议6件，其中维持4件，纠正1件，其他结果1件。',
      [
        ['disputes.reconsideration', 6],
        ['results.upheld', 4],
        ['results.corrected', 1],
        ['results.otherOutcome', 1],
      ],
    ],
    [
      '制发行政规范性文件 4 件，废止行政规范性文件1件，现行有效的行政规范性文件 33 件。',
      [
        ['documents.normativeDocuments.issued', 4],
        ['documents.normativeDocuments.repealed', 1],
        ['documents.normativeDocuments.inForce', 33],
      ],
    ],
    [
      '收到群众网上申请9件，快递申请2件。',
      [
        ['channels.online', 9],
        ['channels.letter', 2],
      ],
    ],
    ['收到公开申请，共计5件。', [['requests.received', 5]]],
    ['收到公开申请6件，4件为本机关不掌握相关政府信息，2件已主动公开。', [['requests.received', 6]]],
    ['主动公开政府信息5030条。', [['disclosure.items', 5030]]],
    ['全年收取信息处理费 380 元。', [['fees.informationProcessing', 380]]],
  ])('%s', (text, expected) => {
    expect(pairs(text)).toEqual(expected)
  })
})

describe('what is said without a figure', () => {
  test.each<[string, [string, number | null][]]>([
    ['本年度我局未收到政府信息公开申请。', [['requests.received', 0]]],
    ['没有接到群众的依申请公开事项。', [['requests.received', 0]]],
    [
      '未发生因信息公开引起的行政复议、行政诉讼案件。',
      [
        ['disputes.reconsideration', 0],
        ['disputes.litigation', 0],
      ],
    ],
    ['全年未收取信息处理费。', [['fees.informationProcessing', 0]]],
    ['所收申请均已按期办结。', [['requests.allProcessed', null]]],
    [
      '收到申请3件，办结率100%。',
      [
        ['requests.received', 3],
        ['requests.allProcessed', null],
      ],
    ],
    ['收到申请3件，按时办结率100%。', [['requests.received', 3]]],
    ['所收申请均在法定期限内办结。', []],
    ['没有因信息公开被行政复议机关纠错的情形。', []],
    ['未收到行政许可申请。', []],
    ['未收到减免公开费用的申请。', []],
    ['上年未结转公开申请。', []],
    ['均在法定期限内答复申请。', []],
  ])('%s', (text, expected) => {
    expect(pairs(text)).toEqual(expected)
  })
})

describe('what is no figure of the report', () => {
  test.each([
    '办理人大代表建议 22 件、政协提案 31 件。',
    '受理群众来信和热线咨询 4000 件。',
    '办理行政复议案件 87 件。',
    '收到行政许可申请 65 件。',
    '依据第20条和国办发〔2014〕32号文件，每1件申请都登记。',
    '2023年3月5日召开会议，收到申请表12345。',
    '做到一件一档、一事一申请。',
    '收到申请 1 2 件。',
  ])('%s', (text) => {
    expect(pairs(text)).toEqual([])
  })
  test('a section on reviews need not say what they are about', () => {
    expect(pairs('办理行政复议案件 8 件。', 'disputes')).toEqual([['disputes.reconsideration', 8]])
  })
})

describe('whose and when', () => {
  const first = (text: string, year = 2023) => {
    const [one] = stated(text, year)
    return [one?.value, one?.scope, one?.year]
  }
  test.each<[string, [number, string | null, number | null]]>([
    ['全市收到公开申请95件。', [95, '全市', null]],
    ['区本级收到公开申请17件。', [17, '区本级', null]],
    ['市政府办公室收到公开申请6件。', [6, '市政府办公室', null]],
    ['我局收到公开申请6件。', [6, '我局', null]],
    ['2022年，收到公开申请6件。', [6, null, 2022]],
    ['去年收到公开申请6件。', [6, null, 2022]],
    ['2023年收到公开申请6件。', [6, null, null]],
    ['上半年收到公开申请6件。', [6, '上半年', null]],
    ['通过县政府门户网站收到公开申请6件。', [6, null, null]],
  ])('%s', (text, expected) => {
    expect(first(text)).toEqual(expected)
  })
  test('words of scope hold for the sentences behind them in the paragraph, and no further', () => {
    const text = '区本级收到公开申请17件。其中网上申请9件。\n上年结转申请2件。'
    expect(stated(text).map(({ scope }) => scope)).toEqual(['区本级', '区本级', null])
  })
  test('what is carried between other years is of another year', () => {
    expect(stated('2021年结转申请4件。').map(({ subject, year }) => [subject, year])).toEqual([
      ['requests.broughtForward', 2021],
    ])
    expect(stated('2022年结转申请4件。').map(({ subject, year }) => [subject, year])).toEqual([
      ['requests.broughtForward', null],
    ])
  })
})

describe('about, and in other writing', () => {
  const short = (text: string) => stated(text).map(({ value, approximate, raw }) => [value, approximate, raw])
  test.each<[string, [number, boolean, string][]]>([
    ['主动公开信息14万余条。', [[140_000, true, '14万余条']]],
    ['主动公开信息近 300 条。', [[300, true, '近 300 条']]],
    ['主动公开信息2,317条。', [[2317, false, '2,317条']]],
    ['主动公开信息２３１７条。', [[2317, false, '２３１７条']]],
    ['收到公开申请十二件。', [[12, false, '十二件']]],
    ['收取信息处理费0.38万元。', [[3800, false, '0.38万元']]],
    [
      '收到政府信息公開申請 12 件，辦結 11 件。',
      [
        [12, false, '12 件'],
        [11, false, '11 件'],
      ],
    ],
    ['今年以来全镇各个窗口和网站一共收到政府信\n息公开申请 12\n件。', [[12, false, '12\n件']]],
  ])('%s', (text, expected) => {
    expect(short(text)).toEqual(expected)
  })
})

describe('parts, shares and growth', () => {
  const shape = (text: string) => stated(text).map(({ subject, value, of }) => [subject, value, of])
  test('of a list behind 其中, in the next sentence too', () => {
    expect(shape('主动公开政府信息900条。其中，网站公开500条，微信公开400条。')).toEqual([
      ['disclosure.items', 900, null],
      ['part', 500, 0],
      ['part', 400, 0],
    ])
  })
  test('of a list in brackets, which ends with them', () => {
    expect(shape('主动公开信息9条（指南4条、年报5条），召开会议3次，制作视频2条。')).toEqual([
      ['disclosure.items', 9, null],
      ['part', 4, 0],
      ['part', 5, 0],
    ])
  })
  test('a share is of the figure before it', () => {
    expect(shape('收到公开申请200件，其中网上申请150件，占75%；信函申请50件（25%）。')).toEqual([
      ['requests.received', 200, null],
      ['channels.online', 150, 0],
      ['share', 75, 1],
      ['channels.letter', 50, 0],
      ['share', 25, 3],
    ])
  })
  test('a change has the sign of its word', () => {
    expect(shape('收到公开申请110件，同比增长10%。')).toEqual([
      ['requests.received', 110, null],
      ['growth', 10, 0],
    ])
    expect(shape('收到公开申请90件，较上年下降12.5%。').at(-1)).toEqual(['growth', -12.5, 0])
    expect(shape('收到公开申请90件，网站浏览量同比增长12.5%。')).toEqual([['requests.received', 90, null]])
  })
})

test('a result is of the cases that its words name, or the last ones', () => {
  const of = (text: string) => stated(text).map((one) => [one.subject, one.of])
  expect(of('因信息公开产生行政复议3件、行政诉讼2件，其中行政复议结果维持3件、行政诉讼结果维持2件。')).toEqual([
    ['disputes.reconsideration', null],
    ['disputes.litigation', null],
    ['results.upheld', 0],
    ['results.upheld', 1],
  ])
})

describe('places', () => {
  test('the page is that of the line, where lines have pages', () => {
    const text = '收到公开申请5件。\n办结申请5件。'
    const found = findStatements([{ heading: '一、总体情况', text, linePages: [2, 3] }], 2023)
    expect(found.map(({ page }) => page)).toEqual([2, 3])
    const none = findStatements([{ heading: '一、总体情况', text, linePages: [null, null] }], 2023)
    expect(none.map(({ page }) => page)).toEqual([null, null])
  })
  const pieces = fc.constantFrom(
    ...[
      '收到',
      '受理',
      '公开申请',
      '政府信息',
      '主动公开',
      '其中',
      '予以公开',
      '部分公开',
      '占',
      '同比增长',
      '未',
      '均已办结',
    ],
    ...[
      '行政复议',
      '行政诉讼',
      '件',
      '条',
      '%',
      '元',
      '万',
      '余',
      '，',
      '。',
      '；',
      '：',
      '（',
      '）',
      '(',
      ')',
      '\n',
      ' ',
      '、',
    ],
    ...['1', '20', '3.5', '1,234', '２', '十二', '全市', '本级', '2022年', '年', '件数', '数量', '情况', '的', '共计'],
  )
  test('every figure stands where its statement says, and its whole stands before it', () => {
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 60 }), (words) => {
        const text = words.join('')
        const found = stated(text)
        for (const [i, one] of found.entries()) {
          expect(text.slice(one.offset, one.offset + one.length)).toBe(one.raw)
          expect(one.raw.length).toBeGreaterThan(0)
          expect(subjectIds).toContain(one.subject)
          if (one.of !== null) expect(one.of).toBeLessThan(i)
          if (one.value !== null) expect(Number.isFinite(one.value)).toBe(true)
        }
        expect(stated(text)).toEqual(found)
      }),
      { numRuns: 400 },
    )
  })
  test('long runs of the same words cost no more than their length', () => {
    for (const word of [
      '件数',
      '申请',
      '1件',
      '其中1件，',
      '（',
      '政府信息公开申请收到',
      '2022年',
      '一',
      '1,234',
      '1 ',
      '2\n',
    ])
      expect(stated(word.repeat(20_000)).length).toBeLessThanOrEqual(2_000)
  })
})
