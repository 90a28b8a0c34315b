/** Markdown as tools make it: its marks, its tables, what it is told from. */

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { NianbaoError } from '../../src/errors.js'
import { cellsOf, type Figure, readReport } from '../../src/index.js'
import { detectKind } from '../../src/sources/index.js'
import { markdownBlocks } from '../../src/sources/markdown.js'
import { cleanInline, cleanLine } from '../../src/sources/markdown-line.js'
import { tableSpans } from '../../src/sources/markup-kind.js'
import type { Block } from '../../src/types.js'
import { drawn } from '../helpers/docx.js'

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text)
const blocksOf = (text: string): Block[] => markdownBlocks(text, () => {})
const textsOf = (text: string): string[] =>
  blocksOf(text).map((block) => (block.kind === 'grid' ? drawn(block).join('/') : block.text))
const shown = (text: string): string => text.replace(/\u2060/g, '')

test('cells that keep the tags of the page they were written from', () => {
  const cell = (text: string): string => `<span style="font-size:14px">${text}</span>`
  const row = (...texts: string[]): string => `| ${texts.map(cell).join(' | ')} |`
  const table = [row('项目', '件数'), '|---|---|', row('规章', '2'), row('行政许可', '15')].join('\n')
  expect(detectKind(utf8(`# 年报\n\n一、总体情况\n\n${table}\n`))).toBe('markdown')
  expect(detectKind(utf8(`${'<p>一、总体情况</p>'.repeat(9)}\n${table}\n`))).toBe('html')
})

describe('marks in a line', () => {
  test.each([
    ['$100\\%$', '100%'],
    ['$1 2 3$', '123'],
    ['共 $\\mathrm{12}$ 件', '共 12 件'],
    ['$\\text{件}$', '件'],
    ['$2~0$', '2 0'],
    ['$1\\quad2$', '1 2'],
    ['$1\\,234$', '1234'],
    ['$1\\ 2$', '1 2'],
    ['$\\text{1 2}$', '$\\text{1 2}$'],
    ['$$5$$', '5'],
    ['\\(7\\)', '7'],
    ['$12^{1}$', '12 1'],
    ['$3\\times4$', '3×4'],
    ['$\\frac{1}{2}$', '$\\frac{1}{2}$'],
    ['收$100，支$200', '收$100，支$200'],
    ['1\\. 规章\\_表 \\-5', '1. 规章_表 -5'],
    ['**规章** __文件__ *其他* `12`', '规章 文件 其他 12'],
    ['* ** 3*4 ____年', '* ** 3*4 ____年'],
    ['[规章](http://example.com/a_(b))', '规章'],
    ['国办〔2019〕60号 [2021]30号', '国办〔2019〕60号 [2021]30号'],
    ['<b>12</b><span style="x">3</span>', '123'],
    ['12<sup>1</sup>', '12 1 '],
    ['&nbsp;12&emsp;', ' 12 '],
    ['&lt;5&gt; &copy;', '<5> &copy;'],
  ])('%s', (line, text) => {
    const clean = cleanInline(line, true)
    expect(clean).toHaveLength(line.length)
    expect(shown(clean)).toBe(text)
  })
  test('a break parts figures and joins labels in cells, and ends a line elsewhere', () => {
    expect(shown(cleanInline('本年<br>新收|1<br/>2|3<br>', true))).toBe('本年新收|1 2|3')
    expect(shown(cleanInline('1**<br>**2|<b>1</b> <br> 2', true))).toBe('1 2|1   2')
    expect(shown(cleanInline('一<br>二', false))).toBe('一\n二')
  })
  test('headings, lists, quotes; rules and fences are nothing', () => {
    expect(cleanLine('## 二、主动公开 ##')).toMatchObject({ heading: true })
    expect(shown(cleanLine('## 二、主动公开 ##')?.text ?? '').trim()).toBe('二、主动公开')
    expect(cleanLine('##二、主动公开')?.heading).toBe(true)
    expect(cleanLine('#标签')?.heading).toBe(false)
    expect(shown(cleanLine('> - 各项工作')?.text ?? '')).toBe('- 各项工作')
    expect(shown(cleanLine('- 各项工作')?.text ?? '')).toBe('各项工作')
    expect(shown(cleanLine('- 5')?.text ?? '')).toBe('- 5')
    for (const line of ['---', '* * *', '___', '```markdown', '~~~']) expect(cleanLine(line)).toBeNull()
  })
})

describe('blocks', () => {
  test('headings, texts and tables of both kinds in the order of the text', () => {
    const text =
      '# 年报\n\n## 二、主动公开\n\n<table><tr><td rowspan="2">a</td><td>1</td></tr><tr><td>2</td></tr></table>\n\n| b | 3 |\n|---|---|\n| c | 4 |\n\n完'
    expect(textsOf(text)).toEqual(['年报', '二、主动公开', 'a1/·2', 'b3/c4', '完'])
    expect(blocksOf(text).map((block) => block.kind === 'paragraph' && block.scale)).toEqual([
      1.5,
      1.5,
      false,
      false,
      1,
    ])
  })
  test('a text line behind a heading is not part of it', () => {
    expect(textsOf('## 一、总体情况\n各项工作平稳推进，办公室按季度更新目录，\n方便群众查阅。')).toEqual([
      '一、总体情况',
      '各项工作平稳推进，办公室按季度更新目录，方便群众查阅。',
    ])
  })
  test('a picture may be a figure, text struck through is doubted', () => {
    const [bars] = blocksOf('| a | ![](7.png) |\n|---|---|\n| b | 1![](7.png) |\n| c | ~~5~~ |\n| d | 规章![](x.png) |')
    const [tags] = blocksOf(
      '<table><tr><td>a</td><td><img src=7.png></td></tr><tr><td>b</td><td>~~5~~</td></tr></table>',
    )
    const second = (block: Block | undefined): unknown =>
      block?.kind === 'grid' &&
      block.cells.filter(({ col }) => col === 1).map(({ text, doubts }) => [text, doubts ?? []])
    expect(second(bars)).toEqual([
      ['\ufffc', ['garbled']],
      ['1', ['garbled']],
      ['5', ['garbled']],
      ['规章', []],
    ])
    expect(second(tags)).toEqual([
      ['\ufffc', ['garbled']],
      ['5', ['garbled']],
    ])
  })
  test('a table that is never closed ends before the next heading', () => {
    expect(textsOf('前\n<table><tr><td>a</td><td>1\n\n## 三、申请\n后\n<table><tr><td>b</td><td>2</td>')).toEqual([
      '前',
      'a1',
      '三、申请',
      '后',
      'b2',
    ])
  })
  test('places are those of the source', () => {
    const text =
      '# **年报**\n<!-- 1 -->\n正文 $1 2$ 件\n\n<table>\n<tr><td>规章</td>\n<td>$3$</td></tr></table>\n\n| 文件 | **4** |\n|---|---|\n| 其他 |  5\\%|\n'
    const printed = blocksOf(text).flatMap((block): readonly { readonly text: string; readonly place: unknown }[] =>
      block.kind === 'grid' ? block.cells : [block],
    )
    const there = printed.map(({ place }) => {
      const at = place as { line: number; offset: number; length: number }
      expect(at.line).toBe(text.slice(0, at.offset).split('\n').length)
      return text.slice(at.offset, at.offset + at.length)
    })
    expect(printed.map(({ text: one }) => one)).toEqual(['年报', '正文 12 件', '规章', '3', '文件', '4', '其他', '5%'])
    expect(there.slice(1)).toEqual(['正文 $1 2$ 件', '规章', '$3$', '文件', '4', '其他', '5\\%'])
    expect(there[0]).toBe('# **年报**')
  })
})

describe('what it is told from', () => {
  const table = '<table><tr><td>规章</td><td>1</td></tr></table>'
  test.each([
    ['a page', `<html><head><title>年报</title></head><body><p>正文</p>${table}</body></html>`, 'html'],
    ['a part of a page', `<p>正文正文</p>${table}<p>\n正文正文\n</p><p>正文</p>`, 'html'],
    ['a table alone', `${table}${table}`, 'html'],
    ['texts around tables', `年度报告\n\n第一部分\n${table}\n第二部分\n`, 'markdown'],
    ['headings around tables', `# 年度报告\n${table}`, 'markdown'],
    ['tables as pages of their own', `# 年度报告\n\n<html><body>${table}</body></html>\n`, 'markdown'],
    ['tables of bars', '年度报告\n正文正文\n\n| a | b |\n|---|:-:|\n| c | 1 |\n', 'markdown'],
    ['plain text', '年度报告\n\n- 规章 1\n----\n', 'text'],
    [
      'a page behind blank lines and a script',
      `${'\n'.repeat(5000)}<script>x\ny</script><html><body>正文正文\n正文正文${table}`,
      'html',
    ],
    ['a file of data', `{"content":"# 年报\\n${table.replaceAll('"', '\\"')}"}`, 'html'],
  ])('%s', (_what, text, kind) => {
    expect(detectKind(utf8(text))).toBe(kind)
    expect(detectKind(new Uint8Array(Buffer.from(`\ufeff${text}`, 'utf16le')))).toBe(kind)
  })
  test('tables in tables are one', () => {
    const text = `a<table><tr><td>${table}</td></tr></table>b${table}`
    expect(tableSpans(text).map(({ from, to }) => text.slice(from, to))).toEqual([
      text.slice(1, text.indexOf('b<')),
      table,
    ])
  })
})

interface Model {
  makeReport(spec: object): { tables: object[] }
  truthOf(spec: object, tables: object[]): string[][]
}
const scripts = new URL('../../scripts/fixtures/', import.meta.url)
const { makeReport, truthOf }: Model = await import(new URL('model.mjs', scripts).href)
const { manners, toMarkdown }: { manners: object; toMarkdown(report: object, manner: string): string } = await import(
  new URL('markdown.mjs', scripts).href
)

describe.each(Object.keys(manners))('a report written as %s', (manner) => {
  test.each([
    { issuer: '青山县人民政府', year: 2023, edition: '2021', seed: 811, scale: 300, sparse: 0.4 },
    { issuer: '临河市财政局', year: 2022, edition: '2021', seed: 812, zeros: '/' },
    {
      issuer: '白水镇人民政府',
      year: 2020,
      edition: '2019',
      seed: 813,
      zeros: 'blank',
      print: { 'proactiveDisclosure.procurement.amount': '350万元' },
      truth: { 'proactiveDisclosure.procurement.amount': ['350', 'reported'] },
    },
  ])('$issuer', async (spec) => {
    const report = makeReport(spec)
    const text = toMarkdown(report, manner)
    expect(detectKind(utf8(text))).toBe('markdown')
    const read = await readReport(utf8(text))
    const given = new Map<string, Figure>()
    for (const { table, instance, row, column, figure } of cellsOf(read.report!))
      if (figure.state !== 'absent') given.set(`${table}.${instance}.${row}.${column}`, figure)
    const printed = truthOf(spec, report.tables).map(([table, instance, row, column, value, , state]) => [
      `${table}.${instance}.${row}.${column}`,
      { value: value === '' ? null : Number(value), state },
    ])
    expect(Object.fromEntries([...given].map(([name, { value, state }]) => [name, { value, state }]))).toEqual(
      Object.fromEntries(printed),
    )
    expect(read.report).toMatchObject({ issuer: spec.issuer, year: spec.year, source: { kind: 'text' } })
    expect(read.report!.sections).toHaveLength(6)
    for (const { place, value, raw } of given.values()) {
      if (value === null || !place || !('line' in place)) continue
      expect(shown(cleanInline(text.slice(place.offset, place.offset + place.length), true))).toContain(raw.slice(0, 4))
    }
  })
})

test('property: any marks and tags, nothing but our own errors, and lengths stay', async () => {
  const piece = fc.constantFrom(
    ...'# ## | |--- --- ``` $ $$ \\ \\% ** __ * ~~ ` ![ ]( ) [ <table> </table> <tr> <td> <td_rowspan=3> <br> <!-- --> &nbsp; 12 一、总体情况 、 \n \n\n \r\n \t'
      .split(' ')
      .map((one) => one.replace('_', ' ').replace('\\n', '\n')),
    '\n',
    ' ',
  )
  await fc.assert(
    fc.asyncProperty(fc.array(piece, { maxLength: 80 }), async (parts) => {
      const text = parts.join('')
      for (const line of text.split('\n')) expect(cleanInline(line, true)).toHaveLength(line.length)
      try {
        for (const block of blocksOf(text))
          if (block.kind === 'grid') for (const { text: one } of block.cells) expect(one).not.toMatch(/\u2060|\ufff9/)
        await readReport(utf8(`${text} `))
      } catch (error) {
        expect(error).toBeInstanceOf(NianbaoError)
      }
    }),
    { numRuns: 300 },
  )
})
test('marks without end cost no time', () => {
  for (const mark of ['<!--', '![', '$', '$$', '**', '~~', '<table>', '[a](', '&nbsp', '\\(', '|', '# ', '<td'])
    expect(Array.isArray(blocksOf(mark.repeat(100_000)))).toBe(true)
})
