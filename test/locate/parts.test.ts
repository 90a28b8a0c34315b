/** Several reports in one input, and one within a longer document. */

import { expect, test } from 'vitest'
import { type ReadResult, readReport } from '../../dist/index.js'

const scripts = new URL('../../scripts/fixtures/', import.meta.url)
const { makeReport }: { makeReport(spec: object): object } = await import(new URL('model.mjs', scripts).href)
const { toDump }: { toDump(report: object, form: string): string } = await import(new URL('dumps.mjs', scripts).href)

const report = (issuer: string, year: number, seed: number, form = 'tabs'): string =>
  toDump(
    makeReport({
      issuer,
      year,
      edition: '2021',
      seed,
      scale: 20,
      sparse: 0.5,
      zeros: 'printed',
      fillers: [2, 1, 0, 2],
    }),
    form,
  )
const received = (read: Pick<ReadResult, 'report'>): number | null | undefined =>
  read.report?.applications[0]?.received.total.value

const hill = report('青山县人民政府', 2022, 1)
const next = report('青山县人民政府', 2023, 2)
const other = report('白水镇人民政府', 2023, 3, 'markdown')

const read = (text: string): Promise<ReadResult> => readReport(new TextEncoder().encode(text))
const [ofHill, ofNext, ofOther] = await Promise.all([hill, next, other].map(read))

/** Issuer, year and figures of every report, and how many tables three it has. */
async function given(text: string) {
  const first = await read(text)
  return [first, ...first.more].map((one) => [
    one.report?.issuer,
    one.report?.year,
    received(one),
    one.report?.applications.length,
    one.report?.sections.length,
  ])
}
const alone = (one: ReadResult | undefined) => [
  one?.report?.issuer,
  one?.report?.year,
  one && received(one),
  1,
  one?.report?.sections.length,
]

test('one report is one', async () => {
  expect(ofHill?.more).toEqual([])
  expect(ofHill?.findings.map(({ code }) => code)).not.toContain('locate/several-reports')
})

test('two years of one body, two bodies, three reports', async () => {
  expect(await given(`${hill}\n${next}`)).toEqual([alone(ofHill), alone(ofNext)])
  expect(await given(`${hill}\n\n${other}`)).toEqual([alone(ofHill), alone(ofOther)])
  expect(await given(`${hill}\n${next}\n${other}`)).toEqual([alone(ofHill), alone(ofNext), alone(ofOther)])
})

test('every report has its own findings, and the file says how many it holds', async () => {
  const both = await read(`${hill}\n${next}`)
  expect(both.findings.find(({ code }) => code === 'locate/several-reports')?.args).toEqual({ reports: 2 })
  const others = both.findings.filter(({ code }) => code !== 'locate/several-reports')
  expect(others).toEqual(ofHill?.findings)
  expect(both.more[0]?.findings).toEqual(ofNext?.findings)
  expect(both.trace.tables.map(({ table, reading }) => `${reading} ${table}`)).toEqual([
    '0 proactiveDisclosure',
    '0 applications',
    '0 disputes',
    '1 proactiveDisclosure',
    '1 applications',
    '1 disputes',
  ])
})

test('the same report twice, word for word, is one', async () => {
  expect(await given(`${hill}\n${hill}`)).toEqual([alone(ofHill)])
})

test('two bodies that report the same are two', async () => {
  const twin = hill.replaceAll('青山县', '碧水县')
  expect(twin).not.toBe(hill)
  expect((await given(`${hill}\n${twin}`)).length).toBe(2)
  expect((await given(`${hill}\n${hill.replaceAll('2022', '2021')}`)).length).toBe(2)
})

test('a report whose title is lost begins where the sections begin anew', async () => {
  const untitled = next.slice(next.indexOf('一、'))
  expect((await given(`${hill}\n${untitled}`)).map(([, , figure]) => figure)).toEqual([
    ofHill && received(ofHill),
    ofNext && received(ofNext),
  ])
})

const prose = '全年按计划推进各项工作，定期召开会议，检查进度，及时解决问题。'

test('a chapter of a longer document is given alone', async () => {
  const before = `某县综合年鉴\n\n一、自然概况\n\n${prose}\n\n二、人口\n\n${prose}\n\n`
  const behind = `\n\n附件2：某县2023年工作总结\n\n一、重点工作\n\n${prose}\n\n二、下一步打算\n\n${prose}`
  expect(await given(before + next + behind)).toEqual([alone(ofNext)])
  const chapter = next.replace('青山县人民政府\n\n2023年', '第五章 青山县人民政府2023年')
  expect(await given(before + chapter)).toEqual([alone(ofNext)])
})

test('covers, lists of contents and mentions begin no report', async () => {
  const cover = '青山县人民政府\n2023年政府信息公开工作年度报告\n\n2024年1月\n\n'
  const contents = '目录\n\n一、总体情况\n\n二、主动公开政府信息情况\n\n三、收到和处理政府信息公开申请情况\n\n'
  const mentions =
    '\n\n附件：白水镇人民政府2023年政府信息公开工作年度报告\n\n青山县人民政府2021年政府信息公开工作年度报告'
  expect(await given(cover + next)).toEqual([alone(ofNext)])
  expect(await given(contents + next)).toEqual([alone(ofNext)])
  expect((await given(next + mentions)).map((one) => one.slice(0, 4))).toEqual([alone(ofNext).slice(0, 4)])
})

test('documents without a report give none', async () => {
  const none = await read(`某县综合年鉴\n\n一、自然概况\n\n${prose}\n\n二、人口\n\n${prose}`)
  expect(none.report).toBeNull()
  expect(none.more).toEqual([])
})

test('a list of contents before the title is no report', async () => {
  const contents = hill.split('\n').filter((line) => /^[一二三四五六]、\S{4,20}$/.test(line.trim()))
  expect(contents.length).toBeGreaterThan(3)
  expect(await given(`目录\n${contents.map((line, i) => `${line}……${i + 1}`).join('\n')}\n\n${hill}`)).toEqual([
    alone(ofHill),
  ])
  // With text below them they are one, whose title is lost.
  const before = contents.flatMap((line) => [line, '本年度各项工作平稳推进，未发生需要说明的情况。']).join('\n')
  expect((await given(`${before}\n\n${hill}`)).length).toBe(2)
})

const page = (...copies: string[]): string =>
  `<html><h1>青山县教育局2022年政府信息公开工作年度报告</h1>${copies.map((copy) => `<div>${copy}</div>`).join('')}</html>`
const copy = (upheld: number): string => {
  const labels = ['结果维持', '结果纠正', '其他结果', '尚未审结', '总计']
  const row = (cells: readonly (string | number)[]): string =>
    `<tr>${cells.map((cell) => `<td>${cell}</td>`).join('')}</tr>`
  const lines = ['received', 'broughtForward', 'totalProcessed', 'carriedForward']
  return `<p>根据条例编制本报告。</p><p>一、总体情况</p><p>本年开展工作。</p>
    <p>三、收到和处理政府信息公开申请情况</p><table>${row(['', '自然人', '商业企业', '科研机构', '社会公益组织', '法律服务机构', '其他', '总计'])}${[
      '一、本年新收政府信息公开申请数量',
      '二、上年结转政府信息公开申请数量',
      '（七）总计',
      '四、结转下年度继续办理',
    ]
      .map((label, i) => row([label, lines.length - i, 0, 0, 0, 0, 0, lines.length - i]))
      .join('')}</table>
    <p>四、政府信息公开行政复议、行政诉讼情况</p><table>${row(Array.from({ length: 3 }, () => labels).flat())}${row([upheld, 0, 0, 0, upheld, ...Array.from({ length: 10 }, () => 0)])}</table>
    <p>五、存在的主要问题及改进情况</p><p>人手不足。</p><p>六、其他需要报告的事项</p><p>无其他需要报告的事项。</p>`
}

test('a page that shows its report twice, word for word, holds one', async () => {
  const twice = await read(page(copy(3), copy(3)))
  expect(twice.more).toEqual([])
  expect(twice.report?.applications.length).toBe(1)
  const other = await read(page(copy(3), copy(4)))
  expect(other.more.length).toBe(1)
})

test('the last section of a report is not the first of the next one', async () => {
  const { report, more } = await read(page(copy(3), copy(4)))
  const headings = ['一', '三', '四', '五', '六']
  expect(report?.sections.map(({ heading }) => heading[0])).toEqual(headings)
  expect(more[0]?.report?.sections.map(({ heading }) => heading[0])).toEqual(headings)
})
