import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Identity, identify } from '../../src/locate/identity.js'
import { findSections } from '../../src/locate/sections.js'
import { parseTitle } from '../../src/locate/titles.js'
import { optionsSchema } from '../../src/options.js'
import { splitLines, textBlocks } from '../../src/sources/text.js'
import { parsePlaces } from '../../src/text/places.js'
import type { Block, Paragraph } from '../../src/types.js'

const paragraph = (text: string): Paragraph => ({ kind: 'paragraph', text, place: null, scale: 1, centred: false })
const read = (blocks: readonly Block[], name: string | null = null): Identity =>
  identify(blocks, findSections(blocks, optionsSchema.parse({}).similarity)[0]?.from ?? -1, name)
/** What a report says of itself: lines before 一、总体情况, the first line behind it, and the last lines. */
const of = (
  head: readonly string[],
  name: string | null = null,
  overview = '本年度各项工作平稳推进。',
  end: readonly string[] = ['六、其他需要报告的事项', '无。'],
): Identity =>
  read(
    [...head, '一、总体情况', overview, '二、主动公开政府信息情况', '三、收到和处理政府信息公开申请情况', ...end].map(
      paragraph,
    ),
    name,
  )
const codes = ({ notes }: Identity): string[] => notes.map(({ code }) => code)
const who = ({ issuer, year }: Identity): [string | null, number | null] => [issuer, year]

const title = '云岭市教育局2022年政府信息公开工作年度报告'
const published = '现公布云岭市教育局2022年政府信息公开工作年度报告。'

test('a body that tells of its own work: 现将…报告如下', () => {
  expect(who(of(['现将云岭市教育局2022年度政府信息公开工作情况报告如下。']))).toEqual(['云岭市教育局', 2022])
  expect(who(of(['现将2022年云岭市教育局政府信息公开工作情况汇报如下。']))).toEqual(['云岭市教育局', 2022])
})

test('not where it speaks of what others do, or of something else', () => {
  expect(who(of(['现将本机关2022年度政府信息公开工作情况报告如下。']))[0]).toBeNull()
  expect(who(of(['现将云岭市教育局2022年度预算公开情况报告如下。']))[0]).toBeNull()
})

describe('titles', () => {
  test.each([
    ['云岭市人民政府2022年政府信息公开工作年度报告', '云岭市人民政府', 2022],
    ['云岭市教育局2022年度政府信息公开工作年度报告', '云岭市教育局', 2022],
    ['云岭市教育局2022年政府信息公开年度报告', '云岭市教育局', 2022],
    ['云岭市教育局2022年政府信息公开年度工作报告', '云岭市教育局', 2022],
    ['云岭市教育局2022年政府信息公开工作报告', '云岭市教育局', 2022],
    ['云岭市税务局2022年信息公开年度报告', '云岭市税务局', 2022],
    ['云岭市教育局政府信息公开2022年年度报告', '云岭市教育局', 2022],
    ['云岭市教育局关于2022年度政府信息公开工作情况的报告', '云岭市教育局', 2022],
    ['关于云岭市教育局2022年政府信息公开工作年度报告', '云岭市教育局', 2022],
    ['2022年云岭市政府信息公开工作年度报告', '云岭市', 2022],
    ['2022年度云岭市教育局政府信息公开工作年度报告', '云岭市教育局', 2022],
    ['2022年青禾镇人民政府政府信息公开工作年度报告', '青禾镇人民政府', 2022],
    ['云岭市公安局北山分局2022年政府信息公开工作年度报告', '云岭市公安局北山分局', 2022],
    ['中国（云岭）自由贸易试验区管委会2022年政府信息公开工作年度报告', '中国(云岭)自由贸易试验区管委会', 2022],
    ['云岭市人民政府信息公开工作年度报告', '云岭市人民政府', null],
    ['2022年政府信息公开工作年度报告', null, 2022],
    ['关于2022年度政府信息公开工作的年度报告', null, 2022],
    ['本机关2022年政府信息公开工作年度报告', null, 2022],
  ])('%s', (text, issuer, year) => {
    const found = of([text])
    expect(found.issuer?.normalize('NFKC') ?? null).toBe(issuer)
    expect(found.year).toBe(year)
    expect(found.named).toBe(true)
  })

  test.each([
    ['spaces', '云岭市教育局 2022 年 政府信息公开 工作年度报告'],
    ['full-width digits', '云岭市教育局２０２２年政府信息公开工作年度报告'],
    ['Chinese digits', '云岭市教育局二〇二二年政府信息公开工作年度报告'],
    ['circles for zeros', '云岭市教育局二○二二年政府信息公开工作年度报告'],
    ['title marks', '《云岭市教育局2022年政府信息公开工作年度报告》'],
    ['an annex mark', '附件1：云岭市教育局2022年政府信息公开工作年度报告'],
    ['the name of a site behind it', '云岭市教育局2022年政府信息公开工作年度报告_政府信息公开年报_云岭市人民政府网'],
    ['a remark in brackets', '云岭市教育局2022年政府信息公开工作年度报告（公开稿）'],
    ['the year in brackets behind it', '云岭市教育局政府信息公开工作年度报告（2022年度）'],
  ])('with %s', (_what, text) => {
    expect(who(of([text]))).toEqual(['云岭市教育局', 2022])
    expect(codes(of([text]))).toEqual([])
  })

  test.each([
    [['云岭市教育局2022年', '政府信息公开工作年度报告']],
    [['云岭市教育局', '2022年政府信息公开工作年度报告']],
    [['云岭市教育局', '2022年政府信息公开', '工作年度报告']],
    [['云岭市教育局', '关于2022年度政府信息公开工作的年度报告']],
    [['云岭市教育局政府信息公开工作', '年度报告', '（2022年）']],
  ])('over lines: %j', (lines) => {
    const found = of(lines)
    expect(who(found)).toEqual(['云岭市教育局', 2022])
    expect(codes(found)).toEqual([])
  })

  test('the title is given as it is printed, its lines joined', () => {
    expect(of([title]).title).toBe(title)
    expect(of(['云岭市教育局', '2022年政府信息公开工作年度报告']).title).toBe(title)
    expect(of(['云岭市教育局 2022 年政府信息公开工作年度报告']).title).toBe(
      '云岭市教育局 2022 年政府信息公开工作年度报告',
    )
  })

  test('the end of a title that is lost is not needed where it names a body and a year', () => {
    const found = of(['云岭市教育局2022年政府信息公开工作年度报'])
    expect([found.title, ...who(found)]).toEqual(['云岭市教育局2022年政府信息公开工作年度报', '云岭市教育局', 2022])
    // On the next line it is a part of the title.
    expect(of(['云岭市教育局2022年政府信息公开工作年度报', '告']).title).toBe(title)
    expect(of(['2022年政府信息公开工作年度报']).title).toBeNull()
  })

  test('what stands around it is no part of it', () => {
    const found = of([
      '首页 > 政务公开 > 政府信息公开年报 > 正文',
      '索引号：YL0300/2023-00012',
      '发布机构：市教育局',
      title,
      '云岭市教育局办公室',
      '（2023年1月18日）',
    ])
    expect([found.title, ...who(found)]).toEqual([title, '云岭市教育局', 2022])
    expect(codes(found)).toEqual([])
  })

  test('the same title twice, the second time complete', () => {
    const found = of(['2022年政府信息公开工作年度报告', '青禾镇人民政府', '2022年政府信息公开工作年度报告'])
    expect(who(found)).toEqual(['青禾镇人民政府', 2022])
    expect(codes(found)).toEqual([])
  })

  test('a title in a text, with a blank line between it and what follows', () => {
    const lines = [
      '柳溪县农业农村局2022年政府信息公开工作年度报告',
      '',
      '来源：县农业农村局 发布时间：2023-01-18 09:30',
      '',
      '一、总体情况',
      '',
      '本年度各项工作平稳推进。',
    ]
    const found = read(textBlocks(splitLines(lines.join('\n'))))
    expect([found.title, ...who(found)]).toEqual([lines[0], '柳溪县农业农村局', 2022])
    const { named, notes } = read(
      textBlocks(
        splitLines(
          [lines[0], '', '根据《中华人民共和国政府信息公开条例》的要求编制本报告。', '', '一、总体情况'].join('\n'),
        ),
      ),
    )
    expect([named, notes]).toEqual([true, []])
  })

  test.each([
    '关于印发《中华人民共和国政府信息公开工作年度报告格式》的通知',
    '按照上级要求，认真编写政府信息公开工作年度报告。',
    '云岭市教育局2022年工作总结报告',
    '云岭市教育局2022年法治政府建设年度报告',
    '政府信息公开指南',
  ])('no title: %s', (text) => {
    expect(parseTitle(text)).toBeNull()
    expect(of([text]).title).toBeNull()
  })

  test('property: whatever body and year, in either order', () => {
    const places = fc.constantFrom('云岭市', '柳溪县', '北山区', '青禾镇', '望江街道', '松原自治州', '白沙旗')
    const bodies = fc.constantFrom(
      '人民政府',
      '教育局',
      '卫生健康委员会',
      '水务局',
      '人民政府办公室',
      '公安局',
      '财政局',
    )
    fc.assert(
      fc.property(
        places,
        bodies,
        fc.integer({ min: 2008, max: 2039 }),
        fc.constantFrom('年', '年度'),
        fc.boolean(),
        (place, body, year, word, first) => {
          const text = first
            ? `${year}${word}${place}${body}政府信息公开工作年度报告`
            : `${place}${body}${year}${word}政府信息公开工作年度报告`
          expect(parseTitle(text)).toEqual({ issuer: `${place}${body}`, year })
        },
      ),
    )
  })
})

describe('the preamble', () => {
  test.each([
    ['根据有关规定，现公布云岭市教育局2022年政府信息公开工作年度报告。', '云岭市教育局', 2022],
    ['现向社会公布《云岭市教育局2022年政府信息公开工作年度报告》，欢迎监督。', '云岭市教育局', 2022],
    ['特向社会公布2022年度云岭市教育局政府信息公开年度报告。', '云岭市教育局', 2022],
    ['结合本局实际，编制了《云岭市教育局2022年度政府信息公开工作年度报告》。', '云岭市教育局', 2022],
    ['本报告由云岭市教育局根据有关规定编制。', '云岭市教育局', null],
    ['按照条例要求，由云岭市教育局编制而成的政府信息公开工作年度报告如下。', '云岭市教育局', null],
    ['按照条例要求，云岭市教育局编制了2022年政府信息公开工作年度报告。', '云岭市教育局', 2022],
    ['按照条例要求，我局编制了2022年政府信息公开工作年度报告。', null, 2022],
    ['现公布2022年度本级政府信息公开工作年度报告。', null, 2022],
  ])('%s', (text, issuer, year) => {
    const found = of([text])
    expect(who(found)).toEqual([issuer, year])
    expect(found.title).toBeNull()
  })

  test('in the section 总体情况, where nothing stands before it', () => {
    expect(who(of([], null, published))).toEqual(['云岭市教育局', 2022])
  })

  test('documents that are cited name neither the body nor the year of the report', () => {
    const cited = [
      '根据《云岭市人民政府办公室关于做好2021年度政府信息公开工作年度报告编制发布工作的通知》要求，编制本报告。',
      '对照《云岭市2021年政务公开工作要点》，逐项落实。',
      '依据2019年修订的条例编制本报告。',
    ]
    for (const text of cited) {
      const found = of([title, text])
      expect(who(found), text).toEqual(['云岭市教育局', 2022])
      expect(codes(found), text).toEqual([])
    }
  })

  test('what the first words leave open the next ones tell', () => {
    const found = of(['本报告由云岭市教育局负责编写。', '现公布2022年政府信息公开工作年度报告。'])
    expect(who(found)).toEqual(['云岭市教育局', 2022])
  })
})

describe('the period', () => {
  const whole = { from: '2022-01-01', to: '2022-12-31' }
  test.each([
    '本报告所列数据的统计期限自2022年1月1日起至2022年12月31日止。',
    '统计期限为2022年1月1日至12月31日。',
    '本报告数据统计时限从2022年1月1日到12月31日止。',
    '统计周期：2022年1月1日—2022年12月31日。',
    '报告中数据的统计时间为 2022 年 1 月 1 日 至 2022 年 12 月 31 日。',
    '所列数据截取自２０２２年１月１日至２０２２年１２月３１日。',
    '数据统计期限自二〇二二年1月1日起至二〇二二年12月31日止。',
  ])('%s', (text) => {
    expect(of(['云岭市教育局', '政府信息公开工作年度报告', text])).toMatchObject({
      issuer: '云岭市教育局',
      year: 2022,
      period: whole,
    })
    expect(of([title], null, text).period).toEqual(whole)
  })

  test('the first reports cover part of a year', () => {
    expect(of(['本报告统计期限为2008年5月1日至2008年12月31日。']).period).toEqual({
      from: '2008-05-01',
      to: '2008-12-31',
    })
  })

  test('a term of something else is not the period of the report', () => {
    const found = of([title], null, '组织编制2021年1月1日至2025年12月31日的五年规划，按期完成。')
    expect(found.period).toBeNull()
    expect(who(found)).toEqual(['云岭市教育局', 2022])
    expect(codes(found)).toEqual([])
    expect(of([title], null, '2022年3月1日至2022年4月30日开展专项检查。').period).toBeNull()
  })

  test('one that is damaged tells nothing', () => {
    const found = of([title, '数据统计期限自202211日起至20221230日止。'])
    expect(found).toMatchObject({ year: 2022, period: null })
    expect(codes(found)).toEqual([])
  })
})

describe('signature, text and file name', () => {
  const nameless = '2022年政府信息公开工作年度报告'
  test.each([
    [['云岭市教育局', '2023年1月18日']],
    [['云岭市教育局 2023年1月18日']],
    [['2023年1月18日', '云岭市教育局']],
  ])('the body below the text: %j', (lines) => {
    expect(who(of([nameless], null, '各项工作平稳推进。', ['六、其他需要报告的事项', '无。', ...lines]))).toEqual([
      '云岭市教育局',
      2022,
    ])
  })
  test('the date below the text is not the year of the report', () => {
    expect(
      of(['政府信息公开工作年度报告'], null, '各项工作平稳推进。', [
        '六、其他需要报告的事项',
        '无。',
        '云岭市教育局',
        '2023年1月18日',
      ]).year,
    ).toBeNull()
  })
  test('the year that the text begins with', () => {
    expect(
      of(['云岭市教育局', '政府信息公开工作年度报告'], null, '2022年，全市教育系统扎实推进政务公开。'),
    ).toMatchObject({ issuer: '云岭市教育局', year: 2022 })
    expect(
      of(['云岭市教育局', '政府信息公开工作年度报告'], null, '较2022年增长一成，公开渠道进一步拓宽。').year,
    ).toBeNull()
  })
  test.each([
    ['云岭市教育局2022年政府信息公开工作年度报告.pdf', '云岭市教育局', 2022],
    ['reports/云岭市教育局2022年政府信息公开工作年度报告.docx', '云岭市教育局', 2022],
    ['C:\\2019\\云岭市教育局2022年政府信息公开工作年度报告.txt', '云岭市教育局', 2022],
    ['云岭市教育局_2022年_政府信息公开工作年度报告.pdf', '云岭市教育局', 2022],
    ['yunling-2022.pdf', null, 2022],
    ['2022.txt', null, 2022],
    ['P020230118354.pdf', null, null],
    ['20230118.pdf', null, null],
    ['report.pdf', null, null],
  ])('the file name, where nothing else tells: %s', (name, issuer, year) => {
    expect(who(of([], name))).toEqual([issuer, year])
  })
})

describe('the page around the text', () => {
  const unseen = (text: string): Paragraph => ({ ...paragraph(text), outside: true, unseen: true })
  const outside = (text: string): Paragraph => ({ ...paragraph(text), outside: true })
  const body = ['一、总体情况', '各项工作平稳推进。', '二、主动公开政府信息情况', '六、其他需要报告的事项', '无。'].map(
    paragraph,
  )

  test.each([
    ['平潭综合实验区2015年度政府信息公开工作年度报告_政府信息公开年报_某某网站', '平潭综合实验区', 2015],
    ['云岭市教育局2022年政府信息公开工作年度报告', '云岭市教育局', 2022],
    ['云岭市教育局2022年政府信息公开工作年度报告-云岭市人民政府门户网站', '云岭市教育局', 2022],
    ['云岭市教育局2022年政府信息公开工作年度报告 - 年度报告 - 云岭市', '云岭市教育局', 2022],
    ['云岭市人民政府 | 云岭市教育局2022年政府信息公开工作年度报告', '云岭市教育局', 2022],
    ['年度报告>2022年政府信息公开工作年度报告', null, 2022],
    ['云岭市人民政府门户网站', null, null],
    ['政府信息公开年报', null, null],
  ])('its unseen title: %s', (text, issuer, year) => {
    expect(who(read([...body, unseen(text)]))).toEqual([issuer, year])
  })

  test('it tells only what the text, down to the signature, does not', () => {
    const page = unseen('北山区水务局2018年政府信息公开工作年度报告_北山区')
    expect(who(read([paragraph(title), ...body, page]))).toEqual(['云岭市教育局', 2022])
    expect(codes(read([paragraph(title), ...body, page]))).toEqual([])
    const nameless = paragraph('2022年政府信息公开工作年度报告')
    expect(who(read([nameless, ...body, page]))).toEqual(['北山区水务局', 2022])
    expect(who(read([nameless, ...body, paragraph('云岭市教育局'), page]))).toEqual(['云岭市教育局', 2022])
    expect(who(read([paragraph('2021年，全市公开渠道进一步拓宽。'), ...body, page]))).toEqual(['北山区水务局', 2021])
  })
  test('it is trusted more than the name of the file', () => {
    const name = '柳溪县财政局2016年政府信息公开工作年度报告.html'
    expect(who(read([...body, unseen('北山区水务局2018年政府信息公开工作年度报告')], name))).toEqual([
      '北山区水务局',
      2018,
    ])
    expect(who(read([...body, unseen('2018年政府信息公开工作年度报告')], name))).toEqual(['柳溪县财政局', 2018])
    expect(who(read([...body, unseen('某某网站')], name))).toEqual(['柳溪县财政局', 2016])
  })
  test('two of them: each part from the first that tells it', () => {
    const two = ['2018年政府信息公开工作年度报告', '北山区水务局政府信息公开工作年度报告_北山区'].map(unseen)
    expect(who(read([...body, ...two]))).toEqual(['北山区水务局', 2018])
  })
  test('it is no printed title, and names a report only where there is a text', () => {
    const page = unseen('云岭市教育局2022年政府信息公开工作年度报告_某某网站')
    expect(read([...body, page])).toMatchObject({ title: null, named: true, notes: [] })
    expect(read([paragraph('正在加载'), page])).toMatchObject({ title: null, named: false, notes: [] })
    expect(read([page])).toMatchObject({ title: null, named: false, year: 2022 })
  })
  test('it is no part of the text: neither preamble, period, signature nor first sentence', () => {
    const others = [
      '现公布柳溪县财政局2021年政府信息公开工作年度报告。',
      '统计期限自2020年1月1日起至2020年12月31日止。',
      '柳溪县财政局',
      '2019年度，各项工作平稳推进。',
    ]
    for (const text of others) {
      const found = read([...body, unseen(text)])
      expect({ ...found, named: false }, text).toMatchObject({ issuer: null, year: null, period: null })
    }
  })
  test('what stands beside the report on its page is no signature and no text', () => {
    const nameless = paragraph('政府信息公开工作年度报告')
    for (const text of ['云岭市人民政府办公室', '2019年重点工作', '由柳溪县财政局负责维护'])
      expect(who(read([nameless, ...body, outside(text)])), text).toEqual([null, null])
    expect(who(read([outside('2019年重点工作'), nameless, ...body]))).toEqual([null, null])
  })
  test('a title above the part of the page that holds the report is its title', () => {
    const found = read([outside('首页'), outside(title), ...body, outside('云岭市人民政府办公室')])
    expect([found.title, ...who(found)]).toEqual([title, '云岭市教育局', 2022])
  })
})

describe('trust', () => {
  const others = {
    preamble: '现公布柳溪县财政局2021年政府信息公开工作年度报告。',
    period: '统计期限自2020年1月1日起至2020年12月31日止。',
    name: '北山区水务局2018年政府信息公开工作年度报告.pdf',
  }
  test('title, preamble, period, file name', () => {
    const { preamble, period, name } = others
    expect(who(of([title, preamble, period], name))).toEqual(['云岭市教育局', 2022])
    expect(who(of([preamble, period], name))).toEqual(['柳溪县财政局', 2021])
    expect(who(of([period], name))).toEqual(['北山区水务局', 2020])
    expect(who(of([], name))).toEqual(['北山区水务局', 2018])
  })
  test('each part comes from the first that tells it', () => {
    expect(who(of(['2022年政府信息公开工作年度报告', '本报告由云岭市教育局编制。'], others.name))).toEqual([
      '云岭市教育局',
      2022,
    ])
    expect(who(of(['云岭市教育局', '政府信息公开工作年度报告', others.period], others.name))).toEqual([
      '云岭市教育局',
      2020,
    ])
    expect(who(of(['云岭市教育局', '政府信息公开工作年度报告'], others.name))).toEqual(['云岭市教育局', 2018])
  })

  test('a year that contradicts the title is a finding, with where it stands', () => {
    const found = of([title, '统计期限自2021年1月1日起至2021年12月31日止。'])
    expect(found.year).toBe(2022)
    expect(found.notes).toMatchObject([
      { code: 'locate/year-contradiction', args: { year: 2022, source: 'title', others: ['period 2021'] } },
    ])
    const both = of([
      title,
      '现公布云岭市教育局2021年政府信息公开工作年度报告。',
      '统计期限自2020年1月1日起至2020年12月31日止。',
    ])
    expect(both.notes).toMatchObject([
      { code: 'locate/year-contradiction', args: { year: 2022, others: ['preamble 2021', 'period 2020'] } },
    ])
  })
  test('a preamble of another year than the period', () => {
    const found = of([published, '统计期限自2021年1月1日起至2021年12月31日止。'])
    expect(found.year).toBe(2022)
    expect(found.notes).toMatchObject([
      { code: 'locate/year-contradiction', args: { year: 2022, source: 'preamble', others: ['period 2021'] } },
    ])
  })
  test('a body that contradicts the title is a finding', () => {
    const found = of([title, '本报告由柳溪县财政局编制。'])
    expect(found.issuer).toBe('云岭市教育局')
    expect(found.notes).toMatchObject([
      {
        code: 'locate/issuer-contradiction',
        args: { issuer: '云岭市教育局', source: 'title', other: '柳溪县财政局', otherSource: 'preamble' },
      },
    ])
    expect(
      codes(
        of(['云岭市人民政府2022年政府信息公开工作年度报告', '现公布柳溪县人民政府2022年政府信息公开工作年度报告。']),
      ),
    ).toEqual(['locate/issuer-contradiction'])
  })
  test('a shorter or longer name of the same body is none', () => {
    const names = ['教育局', '云岭市教育局', '岭南省云岭市教育局']
    for (const a of names)
      for (const b of names)
        expect(codes(of([`${a}2022年政府信息公开工作年度报告`, `本报告由${b}编制。`])), `${a} ${b}`).toEqual([])
    for (const b of ['云岭市人民政府办公室', '岭南省云岭市人民政府', '云岭市政府办公室']) {
      expect(codes(of(['云岭市人民政府2022年政府信息公开工作年度报告', `本报告由${b}编制。`])), b).toEqual([])
    }
  })
  test('a government and one of its departments are two bodies', () => {
    expect(codes(of([title, '本报告由云岭市人民政府编制。']))).toEqual(['locate/issuer-contradiction'])
    expect(codes(of(['云岭市人民政府2022年政府信息公开工作年度报告', '本报告由云岭市教育局编制。']))).toEqual([
      'locate/issuer-contradiction',
    ])
  })
  test('file names and signatures are no witnesses against the text', () => {
    expect(codes(of([title], others.name))).toEqual([])
    expect(
      codes(of([title], null, '平稳推进。', ['六、其他需要报告的事项', '无。', '云岭市教育局', '2023年1月18日'])),
    ).toEqual([])
  })
})

describe('what is not told', () => {
  test('a report without a name or a year says so', () => {
    expect(codes(of(['政府信息公开工作年度报告']))).toEqual(['locate/issuer-missing', 'locate/year-missing'])
    expect(codes(of(['2022年政府信息公开工作年度报告']))).toEqual(['locate/issuer-missing'])
    expect(codes(of(['云岭市教育局', '政府信息公开工作年度报告']))).toEqual(['locate/year-missing'])
  })
  test('a text that calls itself nothing is not named, and nothing is missing from it', () => {
    const found = of(['云岭市教育局2022年工作总结', '全年召开会议四次。'])
    expect(found).toMatchObject({ title: null, named: false, notes: [] })
    expect(read([])).toEqual({ title: null, issuer: null, year: null, period: null, named: false, notes: [] })
  })
  test('texts about reports are none', () => {
    const about = '根据条例规定，现就做好2022年政府信息公开工作年度报告编制工作有关事项通知如下。'
    const named = (lines: readonly string[]): boolean => read(lines.map(paragraph)).named
    expect(named(['关于发布2022年政府信息公开工作年度报告的通知', about])).toBe(false)
    expect(named(['云岭市教育局政府信息公开指南', '年度报告：每年1月31日前发布政府信息公开工作年度报告。'])).toBe(false)
    expect(named(['我市年报工作完成', '各单位的政府信息公开工作年度报告已全部发布。'])).toBe(false)
    expect(named([2021, 2022, 2023].map((year) => `云岭市教育局${year}年政府信息公开工作年度报告`))).toBe(false)
  })
  test('a report that only speaks of itself says what is missing', () => {
    expect(codes(of(['本政府信息公开工作年度报告由六个部分组成。']))).toEqual([
      'locate/issuer-missing',
      'locate/year-missing',
    ])
  })
  test('a report without tables is one by its title, or by what it says of its year', () => {
    const named = (lines: readonly string[]): boolean => read(lines.map(paragraph)).named
    expect(named([title, '全年召开会议四次。'])).toBe(true)
    expect(named(['云岭市教育局', published])).toBe(true)
    expect(named([title, '云岭市教育局2021年政府信息公开工作年度报告'])).toBe(true)
  })
  test('words that are no body are not its name', () => {
    for (const text of [
      '我局2022年政府信息公开工作年度报告',
      '现将2022年政府信息公开工作年度报告',
      '本单位2022年度政府信息公开工作年度报告',
    ]) {
      expect(of([text]).issuer, text).toBeNull()
    }
    expect(
      of(['2022年政府信息公开工作年度报告', '本报告由总体情况、主动公开政府信息情况等六个部分组成。']).issuer,
    ).toBeNull()
    expect(of(['2022年政府信息公开工作年度报告', '本报告由我局办公室负责编写。']).issuer).toBeNull()
  })
})

describe('a text that is of the year before', () => {
  const others = (...lines: string[]) =>
    read([paragraph(title), paragraph('一、总体情况'), ...lines.map(paragraph)]).notes.map(({ args }) => args.others)
  test('which it speaks of, and never of its own', () => {
    expect(others('2021年，全局围绕重点工作推进公开。')).toEqual([['text 2021']])
    expect(others('（一）主动公开情况。2021年度，我局发布目录。', '（二）其他。')).toEqual([['text 2021']])
  })
  test('is told from one that looks back, names another year in passing, or names none', () => {
    expect(others('2021年，全局围绕重点工作推进公开。', '2022年，继续推进。')).toEqual([])
    expect(others('落实2021年要点，推进公开。')).toEqual([])
    expect(others('按照2021年度考核要求，推进公开。')).toEqual([])
    expect(others('全局围绕重点工作推进公开。')).toEqual([])
    expect(others('2020年，全局围绕重点工作推进公开。')).toEqual([])
  })
})

describe('bodies read from pictures', () => {
  const places = parsePlaces('泗石县 耒湾县\n\n耒未')
  const scanned = (body: string): Identity => {
    const blocks = [`${body}2022年政府信息公开工作年度报告`, '一、总体情况', '本年度各项工作平稳推进。'].map(paragraph)
    return identify(blocks, 1, null, places)
  }
  test('a place that does not exist is the one that looks like it, and the finding says so', () => {
    const found = scanned('未湾县财政局')
    expect(found.issuer).toBe('耒湾县财政局')
    expect(found.title).toContain('未湾县')
    expect(found.notes).toMatchObject([
      { code: 'locate/issuer-misread', args: { issuer: '耒湾县财政局', read: '未湾县财政局', others: [] } },
    ])
  })
  test('a place that cannot be told is the one that another occurrence of the name has, or may be', () => {
    const twice = (title: string, signature: string): string | null => {
      const blocks = [`${title}2022年政府信息公开工作年度报告`, '一、总体情况', '本年度各项工作平稳推进。', signature]
      return identify(blocks.map(paragraph), 1, null, places).issuer
    }
    expect(twice('泊石县财政局', '泗石县财政局')).toBe('泗石县财政局')
    expect(twice('表湾县财政局', '未湾县财政局')).toBe('耒湾县财政局')
    expect(twice('泊石县财政局', '伯石县财政局')).toBe('泊石县财政局')
  })
  test('one that exists is no finding', () => {
    const found = scanned('泗石县财政局')
    expect([found.issuer, found.notes]).toEqual(['泗石县财政局', []])
  })
})

describe('the body that filled in a statistics table', () => {
  const head = ['根据《中华人民共和国政府信息公开条例》规定，编制2016年度政府信息公开年度报告。']
  const end = (...bodies: string[]): string[] => [
    '附件：政府信息公开情况统计表',
    ...bodies.map((body) => `（2016年度） 填报单位（盖章）：${body} 单位：件`),
    ...['单位负责人：张某', '审核人：李某', '填报人：王某', '填报日期：2017年1月15日'],
  ]
  test('is the issuer where nothing else names one', () => {
    expect(who(of(head, null, '工作平稳推进。', end('云岭市教育局')))).toEqual(['云岭市教育局', 2016])
  })
  test('is not where tables of several bodies follow', () => {
    expect(who(of(head, null, '工作平稳推进。', end('云岭市教育局', '云岭市水务局')))).toEqual([null, 2016])
  })
})
