import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { NianbaoError } from '../../src/errors.js'
import { cellsOf, type ReadResult, readReport } from '../../src/index.js'
import { resolveOptions } from '../../src/options.js'
import { readHtml } from '../../src/sources/html.js'
import type { SourceResult } from '../../src/sources/index.js'
import { detectKind } from '../../src/sources/index.js'
import { MOST_SLOTS } from '../../src/sources/markup.js'
import type { Cell, Grid, Paragraph } from '../../src/types.js'

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text)
const read = (input: string | Uint8Array): Promise<SourceResult> =>
  readHtml(typeof input === 'string' ? utf8(input) : input, {
    options: resolveOptions({}),
    alive() {},
    expectPages() {},
  })
const gridsOf = async (html: string): Promise<Grid[]> =>
  ((await read(html)).blocks ?? []).filter((block): block is Grid => block.kind === 'grid')
const gridOf = async (html: string): Promise<Grid> => {
  const grids = await gridsOf(html)
  expect(grids).toHaveLength(1)
  return grids[0]!
}
const linesOf = async (html: string | Uint8Array): Promise<Paragraph[]> =>
  ((await read(html)).blocks ?? []).filter((block): block is Paragraph => block.kind === 'paragraph')
const textsOf = async (html: string | Uint8Array): Promise<string[]> => (await linesOf(html)).map(({ text }) => text)

/** Slots of a grid as text: `a` where the cell a begins, `·` where it goes on, a space where nothing is. */
const drawn = ({ rows, cols, cells }: Grid): string[] => {
  const slots = Array.from({ length: rows }, () => Array<string>(cols).fill(' '))
  for (const { row, col, rowSpan, colSpan, text } of cells) {
    for (let r = row; r < row + rowSpan; r++)
      for (let c = col; c < col + colSpan; c++) {
        expect(slots[r]![c], 'two cells in one slot').toBe(' ')
        slots[r]![c] = r === row && c === col ? text || '_' : '·'
      }
  }
  return slots.map((row) => row.join(''))
}
const table = (rows: string): string => `<table>${rows}</table>`

describe('spans', () => {
  test('across and down', async () => {
    expect(drawn(await gridOf(table('<tr><td rowspan=2>a<td colspan=2>b<tr><td>c<td>d<tr><td>e<td>f<td>g')))).toEqual([
      'ab·',
      '·cd',
      'efg',
    ])
  })
  test('both at once, and within what another leaves free', async () => {
    expect(
      drawn(
        await gridOf(
          table(
            '<tr><td rowspan=2 colspan=2>a<td>b<td rowspan=3>c<tr><td rowspan=2>d<tr><td>e<td>f<tr><td colspan=4>g',
          ),
        ),
      ),
    ).toEqual(['a·bc', '··d·', 'ef··', 'g···'])
  })
  test('rowspan 0 reaches to the end of the table', async () => {
    expect(drawn(await gridOf(table('<tr><td rowspan=0>a<td>b<tr><td>c<tr><td>d')))).toEqual(['ab', '·c', '·d'])
  })
  test('beyond the last row, beyond the number of columns', async () => {
    expect(drawn(await gridOf(table('<tr><td rowspan=9>a<td>b<tr><td>c')))).toEqual(['ab', '·c'])
    expect((await gridOf(table('<tr><td colspan=99999>a<tr><td>b<td>c'))).cols).toBe(1000)
  })
  test('one that would cover another cell is cut', async () => {
    expect(drawn(await gridOf(table('<tr><td>a<td rowspan=2>b<tr><td colspan=3>c<td>d')))).toEqual(['ab ', 'c·d'])
  })
  test.each([
    ['', 1],
    ['0', 1],
    ['-2', 1],
    ['x', 1],
    ['2.9', 2],
    [' 3 ', 3],
    ['2px', 2],
    ['999999999999999999', 1000],
  ])('colspan "%s" is %i', async (value, span) => {
    const grid = await gridOf(table(`<tr><td colspan="${value}">a<td>b<tr><td>c<td>d`))
    expect(grid.cells[0]!.colSpan).toBe(span)
  })
  test('of elements that say that they are cells', async () => {
    const row = (cells: string): string => `<div role="row">${cells}</div>`
    const cell = (text: string, said = ''): string => `<div role="cell"${said}>${text}</div>`
    const page = `<div role="table">${row(cell('a', ' aria-colspan="2"') + cell('b', ' aria-rowspan="2"'))}${row(cell('c') + cell('d'))}</div>`
    expect(drawn(await gridOf(page))).toEqual(['a·b', 'cd·'])
    // Cells of a table have spans of their own.
    expect(drawn(await gridOf(table('<tr><td aria-colspan="2">a<td>b<tr><td>c<td>d')))).toEqual(['ab', 'cd'])
  })
  test('a table of sections has its rows in the order of the page', async () => {
    expect(
      drawn(await gridOf('<table><thead><tr><th>a<th>b<tbody><tr><td>c<td>d<tfoot><tr><td>e<td>f</table>')),
    ).toEqual(['ab', 'cd', 'ef'])
  })
  test('bombs cost neither time nor memory', async () => {
    const wide = '<td rowspan=65534 colspan=1000>1'
    const bombs = [
      table(`<tr>${wide.repeat(50)}`.repeat(500)),
      table('<tr><td rowspan=65534 colspan=1000>1<td>2').repeat(2000),
      table(`<tr><td>1<td rowspan=0>2${'<tr>'.repeat(200_000)}`),
      table(`<tr>${'<td colspan=1000>1'.repeat(50_000)}`),
    ]
    const started = performance.now()
    for (const bomb of bombs)
      for (const grid of await gridsOf(bomb)) {
        expect(grid.cols).toBeLessThanOrEqual(1000)
        const slots = grid.cells.reduce((sum, cell) => sum + cell.rowSpan * cell.colSpan, 0)
        expect(slots).toBeLessThanOrEqual(2 * MOST_SLOTS)
      }
    expect(performance.now() - started).toBeLessThan(20_000)
  })
  test('property: no two cells ever share a slot', async () => {
    const cell = fc.record({ rs: fc.integer({ min: 0, max: 5 }), cs: fc.integer({ min: 1, max: 5 }) })
    await fc.assert(
      fc.asyncProperty(fc.array(fc.array(cell, { maxLength: 5 }), { minLength: 1, maxLength: 6 }), async (rows) => {
        const html = rows.map(
          (row) => `<tr>${row.map(({ rs, cs }) => `<td rowspan=${rs} colspan=${cs}>x</td>`).join('')}</tr>`,
        )
        for (const grid of await gridsOf(table(`${html.join('')}<tr><td>y<td>z`))) {
          drawn(grid)
          for (const { row, rowSpan, col, colSpan } of grid.cells) {
            expect(row + rowSpan).toBeLessThanOrEqual(grid.rows)
            expect(col + colSpan).toBeLessThanOrEqual(grid.cols)
          }
        }
      }),
      { numRuns: 200 },
    )
  })
})

describe('tables for layout', () => {
  test('around a table of data: only that is a grid, the rest is text', async () => {
    const { blocks } = await read(
      table(
        `<tr><td>政务公开<td>办事服务<tr><td colspan=2><p>一、总体情况</p>${table('<tr><td>a<td>1<tr><td>b<td>2')}<p>六、其他</p>`,
      ),
    )
    expect(blocks!.map((block) => (block.kind === 'grid' ? drawn(block).join('/') : block.text))).toEqual([
      '政务公开',
      '办事服务',
      '一、总体情况',
      'a1/b2',
      '六、其他',
    ])
  })
  test('several around each other', async () => {
    let html = table('<tr><td>a<td>1')
    for (let i = 0; i < 6; i++) html = table(`<tr><td>左${i}<td>${html}<td>右${i}`)
    expect((await gridsOf(html)).map(drawn)).toEqual([['a1']])
    expect((await textsOf(html)).length).toBe(12)
  })
  test('of one column, and around a long text', async () => {
    expect(await gridsOf(table('<tr><td>一、总体情况<tr><td>本年度各项工作平稳推进。'))).toEqual([])
    expect(await gridsOf(table(`<tr><td>栏目<td><p>${'各项工作平稳推进。'.repeat(90)}</p>`))).toEqual([])
  })
  test('a table of one cell in a cell is part of its text', async () => {
    const grid = await gridOf(table(`<tr><td>a<td>${table('<tr><td>12')}<tr><td>b<td>${table('<tr><td>3<tr><td>4')}`))
    expect(grid.cells.map(({ lines }) => lines)).toEqual([['a'], ['12'], ['b'], ['3', '4']])
  })
})

describe('tables of data around others', () => {
  const small = table('<tr><td>其中<td>修订<tr><td>2<td>3')
  test('a small table in a cell does not make a frame of the table around it, whatever spans', async () => {
    const rows = `<tr><td rowspan=2>a<td>b<td colspan=2>c<tr><td>${small}<td>4<td>5<tr><td>d<td>6<td>7<td>8`
    expect((await gridsOf(table(rows))).map(drawn)).toEqual([['abc·', '·其中修订2 345', 'd678']])
    const spanning = `<tr><td colspan=2 rowspan=2>${small}<td>1<tr><td>2<tr><td>a<td>b<td>3<tr><td>c<td>4<td>5`
    expect((await gridsOf(table(spanning))).map(drawn)).toEqual([['其中修订2 3·1', '··2', 'ab3', 'c45']])
  })
  test('figures in boxes are those of the table around', async () => {
    const box = (text: string): string => table(`<tr><td>${text}`)
    const rows = `<tr><td>a<td>${box('1')}<tr><td>b<td>${box('2')}<tr><td>c<td>${small}`
    expect((await gridsOf(table(rows))).map(drawn)).toEqual([['a1', 'b2', 'c其中修订2 3']])
  })
  test('a frame with fewer figures than the tables in it is one', async () => {
    const data = table('<tr><td>a<td>1<tr><td>b<td>2<tr><td>c<td>3')
    expect((await gridsOf(table(`<tr><td>浏览<td>12<tr><td>页数<td>4<tr><td colspan=2>${data}`))).map(drawn)).toEqual([
      ['a1', 'b2', 'c3'],
    ])
  })
})

describe('what a page carries and does not show', () => {
  const report = `<p>一、总体情况</p><p>各项工作平稳推进，按季度更新目录，方便群众查阅。</p><p>二、主动公开政府信息情况</p>${table('<tr><td>a<td>1<tr><td>b<td>2<tr><td>c<td>3<tr><td>d<td>4')}${'<p>本年度工作平稳推进。</p>'.repeat(4)}`
  const quoted = JSON.stringify(report).slice(1, -1)
  const grids = async (html: string): Promise<string[][]> => (await gridsOf(html)).map(drawn)
  const found = [['a1', 'b2', 'c3', 'd4']]
  test.each([
    ['a string', `<script>var s = "${quoted}"</script>`],
    ['a string in other quotes', `<script>var s = '${quoted}', t = \`x\`</script>`],
    [
      'characters by their numbers',
      `<script>x({"a": "${quoted.replace(/[<>]/g, (c) => (c === '<' ? '\\u003C' : '\\x3e'))}"})</script>`,
    ],
    ['entities in a string', `<script>x("${quoted.replaceAll('<', '&lt;').replaceAll('>', '&gt;')}")</script>`],
    [
      'entities written with entities',
      `<textarea>${report.replaceAll('<', '&amp;lt;').replaceAll('>', '&amp;gt;')}</textarea>`,
    ],
    ['markup as it is', `<script type="text/template">${report}</script>`],
    ['what is for those without scripts', `<noscript>${report}</noscript>`],
    ['a file of data', `{"content": "${quoted}"}`],
    [
      'an attribute without quotes',
      `<div data-x=${report.replaceAll('<', '&lt;').replaceAll('>', '&#62;').replace(/\s/g, '')}></div>`,
    ],
  ])('%s', async (_what, html) => {
    expect(await grids(html)).toEqual(found)
  })
  test.each([
    [
      'a page that shows a table',
      `${table('<tr><td>x<td>1'.repeat(4))}<script>var s = "${quoted}"</script>`,
      [['x1', 'x1', 'x1', 'x1']],
    ],
    ['a comment', `<!--${report}--><p>正文</p>`, []],
    ['nothing of a report', `<script>var s = "${'<p>导航</p>'.repeat(40)}"</script>`, []],
    ['a string that never ends', `<script>var s = "${quoted}\n</script>`, []],
  ])('not: %s', async (_what, html, expected) => {
    expect(await grids(html)).toEqual(expected)
  })
  test('what the page shows stands outside, and places are those of the source', async () => {
    const html = `<p>首页</p>\n<script>\nvar s = "${quoted}"</script>`
    const { blocks } = await read(html)
    expect(blocks![0]).toMatchObject({ text: '首页', outside: true })
    for (const block of blocks!.slice(1))
      for (const { text, place } of block.kind === 'grid' ? block.cells : [block]) {
        const at = place as { line: number; offset: number; length: number }
        expect([html.slice(at.offset, at.offset + at.length), at.line]).toEqual([text, 3])
      }
  })
  test('copies that are hidden count once; hidden parts that add to the report are read', async () => {
    expect(await grids(`<div>${report}</div><div hidden>${report}</div>`)).toEqual(found)
    const more = report.replace('一、', '三、').replace('二、', '四、')
    expect(await grids(`<div>${report}</div><div style="display:none">${more}</div>`)).toEqual([...found, ...found])
  })
  test('settings of Word are no text; where nothing closes them they swallow none', async () => {
    expect(await textsOf('<xml><w:View>Normal</w:View></xml><p>正文</p>')).toEqual(['正文'])
    expect(await textsOf('<xml><p>正文</p>')).toEqual(['正文'])
  })
  test('strings without end cost no time', async () => {
    for (const piece of ["'", '"<td>', '`<td>', '\\', '&lt;td', "document.write('<td>')"])
      expect(await grids(`<script>${piece.repeat(200_000)}</script>`)).toEqual([])
  })
})

describe('text of cells', () => {
  const cell = async (html: string): Promise<readonly string[]> =>
    (await gridOf(table(`<tr><td>标签<td>${html}`))).cells[1]!.lines
  test.each([
    ['12', ['12']],
    ['<p>12</p>', ['12']],
    ['<p><span lang=EN-US>1<span>2</span><o:p></o:p></span></p>', ['12']],
    ['&nbsp;', []],
    ['<p>&nbsp;</p><p>　</p>', []],
    ['&nbsp; 1,234&nbsp;', ['1,234']],
    ['1<br>2', ['1', '2']],
    ['<p>1</p><p>2</p>', ['1', '2']],
    ['<div>12</div><!-- 3 -->', ['12']],
    ['1<!-- x -->2<wbr>3', ['123']],
    ['本年新<br/>制作<p>数量</p>', ['本年新', '制作', '数量']],
    ['12<script>34</script><style>5</style><noscript>6</noscript><template>7</template>', ['12']],
    ['12<span style="display:none">3</span>', ['12']],
    ['12<span style="color:red; DISPLAY : none">3</span>', ['12']],
    ['12<span hidden>3</span>', ['12']],
    ['12<i style="visibility:hidden">3</i>', ['12']],
    ['12<sup>1</sup>', ['12 1']],
    ['<sup>1</sup>12', ['1 12']],
    ['&#49;&#x32;', ['12']],
  ])('%s', async (html, lines) => {
    expect(await cell(html)).toEqual(lines)
  })
  test('text that is struck through is doubted, by tag or by style; an empty tag strikes nothing', async () => {
    for (const html of [
      '<s>12</s>',
      '<strike>1</strike>2',
      '13<del>12</del>',
      '<b style="text-decoration:line-through">5</b>',
    ]) {
      const grid = await gridOf(table(`<tr><td>标签<td>${html}`))
      expect(grid.cells[1]!.doubts, html).toEqual(['garbled'])
    }
    const grid = await gridOf(table('<tr><td>标签<td><s></s>12<del> </del>'))
    expect(grid.cells[1]!.doubts).toBeUndefined()
  })
  test('a picture or a field may be a figure: the cell is not blank, nor only its digits', async () => {
    for (const html of ['<img src=7.gif>', '<input>', '<input type=checkbox value=7>', '<svg><text>7</text></svg>'])
      expect(await cell(html), html).toEqual(['\ufffc'])
    const grid = await gridOf(table('<tr><td>标签<td>1<img src=7.gif>'))
    expect(grid.cells[1]).toMatchObject({ text: '1', doubts: ['garbled'] })
    expect(await cell('<img src=dot.gif width=1 height=17>')).toEqual([])
    expect(await cell('<input type=hidden value=3>5')).toEqual(['5'])
    expect(await cell('规章<img src=new.gif>')).toEqual(['规章'])
  })
  test('so may what a script or a framework puts in, and what is shown from right to left', async () => {
    const first = async (html: string): Promise<readonly string[] | undefined> => (await gridOf(html)).cells[1]?.lines
    const row = (inside: string): string => table(`<tr><td>规章<td>${inside}<tr><td>文件<td>5`)
    const made = ['document.getElementById(`v$', '{i}`).innerText = 12'].join('')
    const filling = ['$("#v1").text(12)', made, 'jQuery("#v" + i).html(x)']
    for (const script of filling)
      expect(await first(`${row('<b id="v1"></b>')}<script>${script}</script>`), script).toEqual(['\ufffc'])
    expect(await first(`${row('<b id="v1"></b>')}<script>$("#w1").hide(); $("#v").text(1)</script>`)).toEqual([])
    expect(await first(`${row('<b id="v1">12</b>')}<script>$("#v1").css("color", "red")</script>`)).toEqual(['12'])
    for (const html of ['<i v-text="row.a"></i>', '<i ng-bind="a"> </i>', '<bdo dir="rtl"></bdo>'])
      expect(await first(row(html)), html).toEqual(['\ufffc'])
    expect(await first(row('<i v-text="row.a">12</i>'))).toEqual(['12'])
    for (const html of [
      '<bdo dir="rtl">12</bdo>',
      '&#x202e;12&#x202c;',
      '<i style="unicode-bidi:bidi-override">12</i>',
    ])
      expect((await gridOf(row(html))).cells[1], html).toMatchObject({ text: '12', doubts: ['garbled'] })
    expect((await gridOf(row('<bdo dir="ltr">12</bdo>&#x202c;'))).cells[1]).not.toHaveProperty('doubts')
  })
  test('a radical written as a reference is the character that it looks like', async () => {
    expect(await textsOf('<p>青山县人&#x2ea0;政府')).toEqual(['青山县人民政府'])
    expect(await cell('&#x2f00;次')).toEqual(['一次'])
  })
  test('what a field shows is the text of its cell', async () => {
    expect(await cell('<input value=7>')).toEqual(['7'])
    const source = table('<tr><td>标签<td><input readonly type="text" value="12">')
    const [field] = (await gridOf(source)).cells.slice(1)
    expect(field).toMatchObject({ text: '12' })
    const place = field?.place
    if (!place || !('offset' in place)) throw new Error('no place in the source')
    expect(source.slice(place.offset, place.offset + place.length)).toBe('12')
    const search = `<p><input value="检索">${table('<tr><td>a<td>1')}`
    expect(await textsOf(search)).toEqual([])
  })
  test('cells and rows that are not displayed are none', async () => {
    expect(
      drawn(await gridOf(table('<tr><td>a<td style="display:none">9<td>b<tr hidden><td>8<td>7<tr><td>c<td>d'))),
    ).toEqual(['ab', 'cd'])
  })
  test('what scripts show later is read where a table stands in it', async () => {
    expect((await gridsOf(`<div style="display:none">目录${table('<tr><td>a<td>1')}</div>`)).map(drawn)).toEqual([
      ['a1'],
    ])
    expect(await textsOf('<div style="display:none">浏览 12 次</div><p>正文</p>')).toEqual(['正文'])
  })
})

describe('markup that is broken', () => {
  test('elements that nobody closes', async () => {
    expect(drawn(await gridOf('<TABLE><TR><TD>a<TD>1<TR><TD>b<TD>2'))).toEqual(['a1', 'b2'])
    expect(await textsOf('<p>一<p>二<div>三<b>四')).toEqual(['一', '二', '三四'])
  })
  test('cut off in the middle of a tag', async () => {
    expect(drawn(await gridOf('<table><tr><td>a<td>1<tr><td>b<td>2</td><td colsp'))).toEqual(['a1', 'b2'])
  })
  test('text between rows stands before the table, as browsers put it', async () => {
    const { blocks } = await read('<table><tr><td>a<td>1</tr>单位：件<tr><td>b<td>2</table>')
    expect(blocks!.map((block) => (block.kind === 'grid' ? drawn(block).join('/') : block.text))).toEqual([
      '单位：件',
      'a1/b2',
    ])
  })
  test('a title within the text is not displayed', async () => {
    expect(await linesOf('<body><p>正文<title>网站</title>')).toMatchObject([
      { text: '正文' },
      { text: '网站', unseen: true },
    ])
  })
  test('a million elements in each other', async () => {
    expect(await textsOf(`${'<div>'.repeat(100_000)}正文`)).toEqual(['正文'])
    expect(await textsOf(`${'<div style="display:none">'.repeat(20_000)}${table('<tr><td>a<td>b')}`)).toEqual([])
  })
  test('property: random bytes and random tags throw nothing but our own errors', async () => {
    const tags = fc.constantFrom(
      ...'<table> <tr> <td> </td> </table> <td rowspan=0> <td colspan=7> <p> </p> <br> <div hidden> </div> <s> </s> <title> <svg> <math> <select> <template> <frameset> <!-- --> <![CDATA[ &nbsp; &#0; 一、总体情况 12 < > \0 \r\n'.split(
        ' ',
      ),
    )
    const pages = fc.array(tags, { maxLength: 80 }).map((parts) => utf8(parts.join('')))
    await fc.assert(
      fc.asyncProperty(fc.oneof(fc.uint8Array({ maxLength: 400 }), pages), async (bytes) => {
        try {
          const { trace } = await readReport(bytes.length === 0 ? new Uint8Array(1) : bytes, { kind: 'html' })
          expect(Array.isArray(trace.blocks)).toBe(true)
        } catch (error) {
          expect(error).toBeInstanceOf(NianbaoError)
        }
      }),
      { numRuns: 500 },
    )
  })
})

describe('encodings', () => {
  const page = (charset: string, text: string): string =>
    `<html><head>${charset && `<meta http-equiv="Content-Type" content="text/html; charset=${charset}">`}</head><body><p>${text}</p></body></html>`
  // 政府信息公开 in GB18030 and 政府資訊公開 in Big5, which no encoder at hand makes.
  const gb = [0xd5, 0xfe, 0xb8, 0xae, 0xd0, 0xc5, 0xcf, 0xa2, 0xb9, 0xab, 0xbf, 0xaa]
  const big5 = [0xac, 0x46, 0xa9, 0xb2, 0xb8, 0xea, 0xb0, 0x54, 0xa4, 0xbd, 0xb6, 0x7d]
  const around = (charset: string, bytes: readonly number[]): Uint8Array => {
    const [before, after] = page(charset, '|').split('|') as [string, string]
    return new Uint8Array([...utf8(before), ...bytes, ...utf8(after)])
  }
  const wide = (text: string, swap: boolean, mark: boolean): Uint8Array => {
    const bytes = new Uint8Array(Buffer.from((mark ? '\ufeff' : '') + text, 'utf16le'))
    return swap ? new Uint8Array(Buffer.from(bytes).swap16()) : bytes
  }
  test.each([
    ['UTF-8 with a byte order mark', utf8(`\ufeff${page('', '政府信息公开')}`)],
    ['UTF-8 that declares nothing', utf8(page('', '政府信息公开'))],
    ['UTF-8 that declares gb2312', utf8(page('gb2312', '政府信息公开'))],
    ['GB18030 that declares gb2312', around('gb2312', gb)],
    ['GB18030 that declares nothing', around('', gb)],
    ['GB18030 that declares utf-8', around('utf-8', gb)],
    ['UTF-16 little-endian with a mark', wide(page('', '政府信息公开'), false, true)],
    ['UTF-16 big-endian with a mark', wide(page('', '政府信息公开'), true, true)],
    ['UTF-16 without a mark', wide(page('utf-16', '政府信息公开'), false, false)],
    ['UTF-16 big-endian without a mark', wide(page('', '政府信息公开'), true, false)],
  ])('%s', async (_what, bytes) => {
    expect(detectKind(bytes)).toBe('html')
    const { blocks, notes } = await read(bytes)
    expect(blocks).toMatchObject([{ text: '政府信息公开' }])
    expect(notes).toEqual([])
  })
  test('Big5 that declares it', async () => {
    expect(await textsOf(around('big5', big5))).toEqual(['政府資訊公開'])
  })
  test('a byte that is wrong is a finding, not the end', async () => {
    const bytes = around('gb2312', [...gb, 0xff, ...gb])
    const { blocks, notes } = await read(bytes)
    expect(blocks![0]).toMatchObject({ kind: 'paragraph' })
    expect(notes.map(({ code }) => code)).toEqual(['read/encoding'])
  })
})

describe('places', () => {
  const pages = {
    plain: '<p>正文</p>\n<table>\n<tr><td>规章</td>\n<td>12</td></tr></table>',
    'CRLF and entities':
      '<p>&nbsp;&nbsp;正文&nbsp;</p>\r\n<table>\r\n<tr><td>\r\n  &emsp;规章 &nbsp;</td>\r\n<td>&#160;\r\n 12&nbsp; </td></tr></table>',
    'spans and paragraphs':
      '<p><b>正</b>文</p>\n<table>\n<tr><td><p>规</p><p>章</p></td><td><p class=x><span>1</span><span>2</span></p></td></tr></table>',
  }
  test.each(Object.entries(pages))('%s: line, offset and length are those of the printed text', async (_what, html) => {
    const { blocks } = await read(html)
    const printed = blocks!.flatMap((block): readonly (Cell | Paragraph)[] =>
      block.kind === 'grid' ? block.cells : [block],
    )
    expect(printed.map(({ text }) => text)).toEqual(['正文', '规章', '12'])
    for (const { text, place } of printed) {
      const at = place as { line: number; offset: number; length: number }
      const there = html.slice(at.offset, at.offset + at.length)
      expect(there.replace(/<[^>]*>/g, '')).toBe(text)
      expect(at.line).toBe(html.slice(0, at.offset).split('\n').length)
    }
  })
  test('a blank cell has the place where its text would stand', async () => {
    const html = '<table><tr><td>规章<td></td></tr></table>'
    expect((await gridOf(html)).cells[1]!.place).toEqual({ line: 1, offset: html.indexOf('</td>'), length: 0 })
  })
  test('places count in the text as decoded, without its byte order mark', async () => {
    const [line] = await linesOf('\ufeff<p>正文</p>')
    expect(line!.place).toEqual({ line: 1, offset: 3, length: 2 })
  })
})

describe('the part of the page that holds the report', () => {
  const menu = '<ul><li>首页<li>政务公开</ul>'
  const body =
    '<p>一、总体情况</p><p>各项工作平稳推进。</p><p>二、主动公开政府信息情况</p><table><tr><td>a<td>1</table><p>六、其他需要报告的事项</p><p>无。</p>'
  const seen = async (html: string): Promise<string[]> =>
    (await linesOf(html)).filter((line) => !line.outside).map(({ text }) => text)
  const report = ['一、总体情况', '各项工作平稳推进。', '二、主动公开政府信息情况', '六、其他需要报告的事项', '无。']
  test.each([
    ['an element of its own', `${menu}<div>${body}</div><div>版权所有</div>`],
    ['a cell of a table for layout', `${menu}<table><tr><td>栏目<td>${body}</table><p>版权所有</p>`],
    [
      'elements for each part',
      `${menu}<main>${body.replace(/<p>(.、)/g, '<section><p>$1')}</main><footer>版权所有</footer>`,
    ],
    ['with a small table below it', `${menu}<div>${body}</div><table><tr><td>微信<td>微博</table><div>版权所有</div>`],
  ])('%s', async (_what, html) => {
    expect(await seen(html)).toEqual(report)
  })
  test('a table behind the last heading belongs to it', async () => {
    const rows = '<tr><td>a<td>1'.repeat(8)
    const html = `${menu}<div><div>${body}<p>七、统计表</p></div><table>${rows}</table><p>注：数据截至年底。</p></div><div>版权所有</div>`
    expect(await seen(html)).toEqual([...report, '七、统计表', '注：数据截至年底。'])
  })
  test('where nothing looks like a heading, nothing is left out', async () => {
    expect(await seen(`${menu}<p>正文</p><div>版权所有</div>`)).toEqual(['首页', '政务公开', '正文', '版权所有'])
  })
  test('title and title of the article stand unseen behind the rest, the article first', async () => {
    const head =
      '<head><title>年报_网站</title><meta name=ArticleTitle content=" 某局年报 "><meta property="og:title" content="年报_网站"></head>'
    expect(
      (await linesOf(`${head}<p>正文</p><svg><title>图</title></svg>`)).map(({ text, unseen }) => [text, unseen]),
    ).toEqual([
      ['正文', undefined],
      ['年报_网站', true],
      ['某局年报', true],
    ])
  })
})

describe('whole reports', () => {
  const mso = readFileSync('fixtures/html/mso.html', 'utf8')
  const figures = ({ report }: ReadResult): Map<string, { value: number | null; state: string }> =>
    new Map(
      [...cellsOf(report!)].map(({ table, row, column, figure: { value, state } }) => [
        `${table}.${row}.${column}`,
        { value, state },
      ]),
    )
  const readPage = (html: string): Promise<ReadResult> => readReport(utf8(html))
  /** The cell of 规章 in table 二, which prints 0, with something else in it. */
  const withCell = (html: string): string => {
    const at = mso.indexOf('规章</span>')
    const zero = mso.indexOf('>0<o:p></o:p>', at)
    expect(at > 0 && zero > at).toBe(true)
    return `${mso.slice(0, zero + 1)}${html}${mso.slice(zero + 2)}`
  }
  const name = 'proactiveDisclosure.governmentRules.produced'

  test.each([
    ['12', { value: 12, state: 'reported' }],
    ['1<br>2', { value: null, state: 'unreadable' }],
    ['12<br/>34', { value: null, state: 'unreadable' }],
    ['<s>12</s>', { value: null, state: 'unreadable' }],
    ['<s>12</s>13', { value: null, state: 'unreadable' }],
    ['12<sup>1</sup>', { value: null, state: 'unreadable' }],
    ['<img src="12.png">', { value: null, state: 'absent' }],
    ['1<img src="2.png">', { value: null, state: 'unreadable' }],
    ['<i style="display:none">7</i>12', { value: 12, state: 'reported' }],
    ['&nbsp;', { value: null, state: 'blank' }],
    ['/', { value: null, state: 'filler' }],
  ])('a cell that holds %s', async (html, figure) => {
    expect(figures(await readPage(withCell(html))).get(name)).toEqual(figure)
  })

  test('a group label printed twice, its cell cut in two', async () => {
    const rich = readFileSync('fixtures/html/rich-text.html', 'utf8')
    const whole = figures(await readPage(rich))
    const group = /<td rowspan="8">((?:(?!<\/td>).)*不予公开(?:(?!<\/td>).)*)<\/td>/s
    const label = group.exec(rich)![1]!
    const fifth = rich.indexOf('<tr>', rich.indexOf('4.保护第三方')) + 4
    const half = `<td rowspan="4">${label}</td>`
    const halves = `${rich.slice(0, fifth)}${half}${rich.slice(fifth)}`.replace(group, half)
    expect(figures(await readPage(halves))).toEqual(whole)
  })

  test('issuer and year from the title of the page where the text has none', async () => {
    const titles = mso.match(/<p class="MsoNormal" align="center"><b>.*?<\/b><\/p>/gs)!
    let bare = mso.replace(/<p class="MsoNormal"[^>]*>&nbsp;&nbsp; [^\n]*根据条例[^\n]*\n/, '')
    for (const title of titles) bare = bare.replace(title, '')
    bare = bare.replace(/<table class="xxgk_head".*?<\/table>/s, '').replace(/<div class="info">.*?<\/div>/s, '')
    const { report } = await readPage(bare)
    expect(report).toMatchObject({ issuer: '北关区城市管理局', year: 2020, title: null })
    const untitled = await readPage(
      bare.replace(/<title>.*?<\/title>/, '').replace(/<meta name="ArticleTitle"[^>]*>/, ''),
    )
    expect(untitled.report).toMatchObject({ issuer: null, year: null })
    const other = mso.replace(/<title>.*?<\/title>/, '<title>柳溪县财政局2016年政府信息公开工作年度报告</title>')
    expect((await readPage(other)).report).toMatchObject({ issuer: '北关区城市管理局', year: 2020 })
  })
})

describe('a clone of a table that a script lays over it', () => {
  const rows = (from: number, to: number): string =>
    Array.from({ length: to - from }, (_, i) => `<tr><td>项目${from + i}<td>${from + i}<td>7</tr>`).join('')
  const [head, body] = [table(rows(0, 3)), table(rows(3, 12))]
  const rowsOf = async (html: string): Promise<number[]> => (await gridsOf(html)).map((grid) => grid.rows)

  test('is no table of its own, in one piece or in head and body', async () => {
    expect(await rowsOf(`<div>${body}</div><div class="fixed">${body}</div>`)).toEqual([9])
    const clone = `<div class="el-table__fixed">${head}${body}</div>`
    expect(await rowsOf(`${head}${body}${clone}${clone}`)).toEqual([3, 9])
  })
  test('is in a fixed element, has nothing between, no figure of its own and is no small one', async () => {
    const fixed = (text: string): string => `<div class="fixed">${text}</div>`
    expect(await rowsOf(body + body)).toEqual([9, 9])
    expect(await rowsOf(`${body}<p>本级</p>${fixed(body)}`)).toEqual([9, 9])
    expect(await rowsOf(body + fixed(body.replace('<td>7', '<td>8')))).toEqual([9, 9])
    expect(await rowsOf(fixed(body + body))).toEqual([9, 9])
    expect(await rowsOf(head + fixed(head))).toEqual([3, 3])
  })
})

test('a hidden tab is read where it has the report of another year, its issuer on a line of its own', async () => {
  const rows = Array.from({ length: 12 }, (_, i) => `<tr><td>项目${i}<td>${i}</tr>`).join('')
  const tab = (year: number, style = ''): string =>
    `<div${style}><h1>云屏市人民政府</h1><h1>${year}年政府信息公开工作年度报告</h1><p>一、总体情况</p>${table(rows.replace('项目1<', `项目${year}<`))}</div>`
  const count = async (year: number): Promise<number> =>
    (await gridsOf(tab(2023) + tab(year, ' style="display:none"'))).length
  expect(await count(2022)).toBe(2)
  expect(await count(2023)).toBe(1)
})
