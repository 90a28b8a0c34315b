import { describe, expect, test } from 'vitest'
import { sections as defs } from '../../src/forms/sections.js'
import { findSections, type LocatedSection } from '../../src/locate/sections.js'
import { optionsSchema } from '../../src/options.js'
import type { Block, Grid, Paragraph } from '../../src/types.js'

const paragraph = (text: string, page?: number): Paragraph => ({
  kind: 'paragraph',
  text,
  place: page === undefined ? null : { page, box: [0, 0, 1, 1] },
  scale: 1,
  centred: false,
})
const table = (...rowPages: readonly (number | null)[]): Grid => ({
  kind: 'grid',
  method: 'lattice',
  rows: rowPages.length,
  cols: 0,
  cells: [],
  ragged: false,
  rowPages,
  place: null,
  breaks: [],
})
const find = (blocks: readonly (string | Block)[]): LocatedSection[] =>
  findSections(
    blocks.map((block) => (typeof block === 'string' ? paragraph(block) : block)),
    optionsSchema.parse({}).similarity,
  )
const ids = (blocks: readonly (string | Block)[]): (string | null)[] => find(blocks).map(({ id }) => id)

const all = ['overview', 'proactiveDisclosure', 'applications', 'disputes', 'problems', 'other']
/** The headings of the notices of 2019 and 2021. */
const official = [
  '总体情况',
  '主动公开政府信息情况',
  '收到和处理政府信息公开申请情况',
  '政府信息公开行政复议、行政诉讼情况',
  '存在的主要问题及改进情况',
  '其他需要报告的事项',
]
const han = ['一', '二', '三', '四', '五', '六']
const body = [
  '本年度各项工作平稳推进。',
  '公开的信息以民生领域为主。',
  '申请均已按时答复。',
  '没有发生争议案件。',
  '人手仍然不足，下一步将充实力量。',
  '无。',
]
/** A report: a heading and a sentence for each part. */
const report = (headings: readonly string[]): string[] => headings.flatMap((heading, i) => [heading, body[i] ?? ''])

describe('headings by their words', () => {
  test('those of the form', () => {
    const headings = official.map((text, i) => `${han[i]}、${text}`)
    const found = find(['某县人民政府年度报告', '根据有关规定编制。', ...report(headings)])
    expect(found.map(({ id }) => id)).toEqual(all)
    expect(found.map(({ heading }) => heading)).toEqual(headings)
    expect(found.map(({ text }) => text)).toEqual(body)
    expect(found.map(({ from, to }) => [from, to])).toEqual([
      [2, 4],
      [4, 6],
      [6, 8],
      [8, 10],
      [10, 12],
      [12, 14],
    ])
  })

  test('part 五 of the form of 2019', () => {
    expect(ids(['五、政府信息公开工作存在的主要问题及改进情况'])).toEqual(['problems'])
  })

  test.each([
    [
      'overview',
      [
        '一、总体概述',
        '一、概述',
        '一、概 述',
        '一、基本情况',
        '一、总体工作情况',
        '一、主要工作概述',
        '一、政府信息公开工作的基本情况',
      ],
    ],
    [
      'proactiveDisclosure',
      [
        '二、行政机关主动公开政府信息情况',
        '二、主动公开情况',
        '二、主动公开政府信息的情况',
        '二、主动公开政府政府信息情况',
        '二、政府信息主动公开工作情况',
      ],
    ],
    [
      'applications',
      [
        '三、行政机关收到和处理政府信息公开申请情况',
        '三、依申请公开政府信息情况',
        '三、政府信息依申请公开工作情况',
        '三、依申请公开政府信息和不予公开政府信息的情况',
        '三、收到和处理政府信息公开申请的情况',
      ],
    ],
    [
      'disputes',
      [
        '四、因政府信息公开工作被申请行政复议、提起行政诉讼情况',
        '四、政府信息公开行政法复议、行政诉讼情况',
        '四、行政复议和行政诉讼情况',
        '五、申请行政复议、提起行政诉讼和申诉的情况',
        '四、复议、诉讼情况',
      ],
    ],
    [
      'problems',
      [
        '五、存在问题及改进情况',
        '五、存在的主要问题及整改措施',
        '五、主要问题和改进措施',
        '六、存在的问题及下一步工作打算',
        '五、政府信息公开工作存在的主要问题及改进情况',
      ],
    ],
    [
      'other',
      [
        '六、其它需要报告的事项',
        '六、其他报告事项',
        '六、需要报告的其他事项',
        '七、需要说明的事项与附表',
        '六、其他事项',
      ],
    ],
  ])('other words for %s', (id, headings) => {
    for (const heading of headings) expect(ids([heading, '正文。']), heading).toEqual([id])
  })

  test('no label of one part is taken for another', () => {
    for (const { id, labels } of defs) for (const label of labels) expect(ids([`一、${label}`]), label).toEqual([id])
  })

  test('misprints', () => {
    expect(
      ids(
        report([
          '一、总体清况',
          '二、主动公开政府信息清况',
          '三、收到和处里政府信息公开申请情况',
          '四、政府信息公开行政复义、行政诉讼情况',
          '五、存在的主要问题及改进清况',
          '六、其他需要报告的亊项',
        ]),
      ),
    ).toEqual(all)
  })

  test('a part that the form does not have is a section without id', () => {
    const found = find(['一、总体情况', '正文。', '二、机构建设和人员培训', '配备专人两名。', '三、附表'])
    expect(found.map(({ id, heading }) => [id, heading])).toEqual([
      ['overview', '一、总体情况'],
      [null, '二、机构建设和人员培训'],
      [null, '三、附表'],
    ])
    expect(found[1]?.text).toBe('配备专人两名。')
  })
})

describe('numerals do not count', () => {
  test('restarted and out of order', () => {
    expect(
      ids(
        report([
          '一、总体情况',
          '一、主动公开政府信息情况',
          '二、收到和处理政府信息公开申请情况',
          '三、政府信息公开行政复议、行政诉讼情况',
          '五、存在的主要问题及改进情况',
          '五、其他需要报告的事项',
        ]),
      ),
    ).toEqual(all)
  })
  test.each([
    ['1.', '2.', '3.', '4.', '5.', '6.'],
    ['1、', '2、', '3、', '4、', '5、', '6、'],
    ['（一）', '（二）', '（三）', '（四）', '（五）', '（六）'],
    ['(1)', '(2)', '(3)', '(4)', '(5)', '(6)'],
    ['第一部分、', '第二部分、', '第三部分、', '第四部分、', '第五部分、', '第六部分、'],
    ['一.', '二.', '三.', '四.', '五.', '六.'],
    ['一、 ', '二、 ', '三、 ', '四、 ', '五、 ', '六、 '],
  ])('other numerals: %s', (...numerals) => {
    const found = find(report(official.map((text, i) => `${numerals[i]}${text}`)))
    expect(found.map(({ id }) => id)).toEqual(all)
    expect(found.map(({ text }) => text)).toEqual(body)
  })
  test('none at all', () => {
    expect(ids(report(official))).toEqual(all)
  })
  test('lost but for the comma behind it', () => {
    expect(ids(report(official.map((text, i) => (i % 2 ? `、${text}` : `${han[i]}、${text}`))))).toEqual(all)
  })
  test('parts of a section have words like those of sections', () => {
    const inner = [
      '（一）主动公开情况',
      '公开信息一百余条。',
      '（二）依申请公开情况',
      '收到申请四件。',
      '（五）监督保障情况',
      '纳入考核。',
    ]
    const found = find([
      '一、总体情况',
      ...inner,
      ...report(official)
        .slice(2)
        .map((text, i) => (i % 2 ? text : `${han[i / 2 + 1]}、${text}`)),
    ])
    expect(found.map(({ id }) => id)).toEqual(all)
    expect(found[0]?.text).toBe(inner.join('\n'))
    for (const marks of [
      ['1.', '2.', '3.'],
      ['（1）', '（2）', '（3）'],
    ]) {
      const parts = ['主动公开情况', '依申请公开情况', '监督保障情况'].flatMap((text, i) => [
        `${marks[i]}${text}`,
        '详见后文。',
      ])
      expect(
        ids(['一、总体情况', ...parts, '二、主动公开政府信息情况', '如下。', '三、收到和处理政府信息公开申请情况']),
        marks[0],
      ).toEqual(['overview', 'proactiveDisclosure', 'applications'])
    }
  })
})

describe('what is no heading', () => {
  test.each([
    '本报告由总体情况、主动公开政府信息情况、收到和处理政府信息公开申请情况等六个部分组成。',
    '主动公开政府信息情况详见第二部分的表格。',
    '本年度未发生因政府信息公开引起的行政复议、行政诉讼。',
    '本年度政府信息公开行政复议、行政诉讼情况如下：',
    '没有其他需要报告的事项。',
    '存在的主要问题是：更新不够及时，栏目设置不够清楚，解读形式单一。',
    '总体情况良好，各项任务按期完成，群众满意度稳步提高，未发生泄密事件。',
  ])('%s', (sentence) => {
    expect(find([sentence])).toEqual([])
    const found = find(['一、总体情况', '开头一句。', sentence, '二、主动公开政府信息情况', '收尾一句。'])
    expect(found.map(({ id }) => id)).toEqual(['overview', 'proactiveDisclosure'])
    expect(found[0]?.text).toBe(`开头一句。\n${sentence}`)
  })

  test('a numbered sentence that only uses words of a heading', () => {
    const measures = [
      '一、继续做好申请受理工作，公开办理流程，情况复杂的逐件会商。',
      '二、对照问题清单逐项落实，改进服务，方便群众。',
    ]
    expect(ids(['五、存在的主要问题及改进情况', ...measures, '六、其他需要报告的事项'])).not.toContain('applications')
    expect(
      ids(['五、存在的主要问题及改进情况', ...measures, '六、其他需要报告的事项']).filter((id) => id === 'problems'),
    ).toHaveLength(1)
  })

  test('items behind 一是, 二是', () => {
    expect(ids(['一是主动公开政府信息情况明显好转', '二是申请公开情况有登记'])).toEqual([])
  })

  test('an unnumbered line that repeats the words of a numbered heading', () => {
    const found = find(['一、总体情况', '二、主动公开政府信息情况', '主动公开政府信息情况', table(null)])
    expect(found.map(({ id }) => id)).toEqual(['overview', 'proactiveDisclosure'])
    expect(found[1]?.text).toBe('主动公开政府信息情况')
  })

  test('tables', () => {
    expect(find([table(1, 1)])).toEqual([])
    expect(find([])).toEqual([])
  })
})

describe('what a section holds', () => {
  test('what stands before the first heading belongs to none', () => {
    const found = find(['首页 > 政务公开 > 年报', '某市某局年度报告', '发布日期：某日', '一、总体情况', '正文。'])
    expect(found).toHaveLength(1)
    expect(found[0]).toMatchObject({ id: 'overview', text: '正文。', from: 3, to: 5 })
  })
  test('parts that are missing are not made up', () => {
    expect(ids(report(['一、总体情况', '三、收到和处理政府信息公开申请情况', '六、其他需要报告的事项']))).toEqual([
      'overview',
      'applications',
      'other',
    ])
  })
  test('a heading with nothing behind it', () => {
    const found = find(['二、主动公开政府信息情况', '三、收到和处理政府信息公开申请情况'])
    expect(found.map(({ text, from, to }) => [text, from, to])).toEqual([
      ['', 0, 1],
      ['', 1, 2],
    ])
  })
  test('tables are left out of the text, and count for the pages', () => {
    const found = find([
      paragraph('一、总体情况', 1),
      paragraph('正文。', 1),
      paragraph('二、主动公开政府信息情况', 2),
      table(2, 3, 4),
      paragraph('说明。', 4),
    ])
    expect(found.map(({ text, pages }) => [text, pages])).toEqual([
      ['正文。', [1]],
      ['说明。', [2, 3, 4]],
    ])
  })
  test.each([
    [
      'behind a space',
      '三、依申请公开政府信息情况 ',
      '全年收到申请四件，均由个人提出，已在法定期限内逐件答复完毕，无积压。',
    ],
    ['behind a space, a short sentence', '三、依申请公开政府信息情况 ', '全年收到申请四件。'],
    ['behind a full stop', '三、收到和处理政府信息公开申请情况。', '全年收到申请四件。'],
    ['without anything between', '六、其他需要报告的事项', '全年未收取信息处理费。'],
  ])('text that runs on %s', (_how, heading, text) => {
    const [found, ...others] = find([`${heading}${text}`, '第二段。'])
    expect(others).toEqual([])
    expect(found?.heading.replace(/。$/, '')).toBe(heading.trim().replace(/。$/, ''))
    expect(found?.text.replace(/^。/, '')).toBe(`${text}\n第二段。`)
  })
})
