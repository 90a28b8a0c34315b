/** What Word shows of a run, and what of it is text: styles, fields, signs, choices, marks of changes. */

import { describe, expect, test } from 'vitest'
import {
  blocksOf,
  docx,
  down,
  drawn,
  gridOf,
  p,
  r,
  read,
  readBytes,
  span,
  tbl,
  tc,
  textsOf,
  tr,
  W,
} from '../helpers/docx.js'

const stylesOf = (styles: string): Record<string, string> => ({
  'word/styles.xml': `<w:styles ${W}>${styles}</w:styles>`,
})
const style = (id: string, type: string, inner: string, more = ''): string =>
  `<w:style w:type="${type}" w:styleId="${id}"${more}>${inner}</w:style>`
const hidden = '<w:rPr><w:vanish/></w:rPr>'
const seen = '<w:rPr><w:vanish w:val="0"/></w:rPr>'
const on = (base: string): string => `<w:basedOn w:val="${base}"/>`
const rs = (id: string): string => `<w:rStyle w:val="${id}"/>`

describe('text that a style hides', () => {
  const styles = stylesOf(
    style('H', 'character', hidden) +
      style('H2', 'character', on('H')) +
      style('H3', 'character', on('H2') + seen) +
      style('P', 'paragraph', `<w:link w:val="H"/>${hidden}`) +
      style('P2', 'paragraph', on('P')) +
      style('P3', 'paragraph', on('P') + seen) +
      style('L', 'character', on('L')) +
      style('T', 'table', `<w:tblStylePr w:type="firstRow">${hidden}</w:tblStylePr>`),
  )
  test.each([
    ['a style of the run', `<w:p>${r('1')}${r('2', rs('H'))}${r('3')}</w:p>`, ['13']],
    ['based on one', `<w:p>${r('1')}${r('2', rs('H2'))}</w:p>`, ['1']],
    ['based on one, and switched off', `<w:p>${r('1')}${r('2', rs('H3'))}</w:p>`, ['12']],
    ['switched off by the run', `<w:p>${r('1')}${r('2', `${rs('H')}<w:vanish w:val="false"/>`)}</w:p>`, ['12']],
    ['a style of the paragraph', p('1', '<w:pStyle w:val="P"/>') + p('2'), ['2']],
    ['based on it', p('1', '<w:pStyle w:val="P2"/>') + p('2', '<w:pStyle w:val="P3"/>'), ['2']],
    [
      'one of the paragraph and one of the run, which cancel each other',
      `<w:p><w:pPr><w:pStyle w:val="P"/></w:pPr>${r('1', rs('H'))}${r('2')}</w:p>`,
      ['1'],
    ],
    ['the paragraph style that the style of the run is linked with', `<w:p>${r('1')}${r('2', rs('P'))}</w:p>`, ['1']],
    ['based on itself, or on none', `<w:p>${r('1', rs('L'))}${r('2', rs('X'))}</w:p>`, ['12']],
    [
      'the mark of the paragraph alone',
      '<w:p><w:pPr><w:rPr><w:vanish/></w:rPr></w:pPr><w:r><w:t>1</w:t></w:r></w:p>',
      ['1'],
    ],
  ])('%s', async (_what, body, texts) => {
    expect(await textsOf(body, styles)).toEqual(texts)
  })
  test('the style of paragraphs that name none, and what is usual in the file', async () => {
    const usual = stylesOf(style('N', 'paragraph', hidden, ' w:default="1"') + style('V', 'paragraph', seen))
    expect(await textsOf(p('1') + p('2', '<w:pStyle w:val="V"/>'), usual)).toEqual(['2'])
    const all = stylesOf(`<w:docDefaults><w:rPrDefault>${hidden}</w:rPrDefault></w:docDefaults>`)
    expect(await textsOf(`<w:p>${r('1')}${r('2', '<w:vanish w:val="0"/>')}</w:p>`, all)).toEqual(['2'])
  })
  test('figures in cells; struck and raised by a style', async () => {
    const more = stylesOf(
      style('H', 'character', hidden) +
        style('S', 'character', '<w:rPr><w:strike/></w:rPr>') +
        style('R', 'character', '<w:rPr><w:vertAlign w:val="superscript"/></w:rPr>'),
    )
    const cell = (inner: string): string => tc(`<w:p>${inner}</w:p>`)
    const [grid] = await blocksOf(
      tbl(
        tr(tc('a'), cell(r('5') + r('0', rs('H')))) +
          tr(tc('b'), cell(r('5', rs('S')))) +
          tr(tc('c'), cell(r('5') + r('1', rs('R')) + r('件'))),
      ),
      more,
    )
    expect(grid).toMatchObject({ kind: 'grid' })
    const cells = grid?.kind === 'grid' ? grid.cells.filter(({ col }) => col === 1) : []
    expect(cells.map(({ text, doubts }) => [text, doubts ?? []])).toEqual([
      ['5', []],
      ['5', ['garbled']],
      ['5 1 件', []],
    ])
  })
  test('centred, and a heading, by style', async () => {
    const more = stylesOf(
      style('A', 'paragraph', '<w:name w:val="heading 1"/>') +
        style('B', 'paragraph', `${on('A')}<w:pPr><w:jc w:val="center"/><w:outlineLvl w:val="9"/></w:pPr>`) +
        style('C', 'paragraph', '<w:pPr><w:outlineLvl w:val="0"/></w:pPr>'),
    )
    const of = (id: string, extra = ''): string => p('x', `<w:pStyle w:val="${id}"/>${extra}`)
    const body = of('A') + of('B') + of('C') + of('B', '<w:jc w:val="left"/><w:outlineLvl w:val="1"/>') + p('x')
    expect(
      (await blocksOf(body, more)).map((block) => block.kind === 'paragraph' && [block.scale, block.centred]),
    ).toEqual([
      [1.5, false],
      [1, true],
      [1.5, false],
      [1.5, false],
      [1, false],
    ])
  })
})

describe('changes that are tracked', () => {
  const change = (name: string, inner: string): string =>
    `<w:${name}Change w:id="1"><w:${name}>${inner}</w:${name}></w:${name}Change>`
  test('properties of before do not count, of whatever they are', async () => {
    const before = tc('b', span(1) + change('tcPr', span(3) + down()))
    expect(drawn(await gridOf(tr(tc('a', down('restart')), before) + tr(tc('c'), tc('d'))))).toEqual(['ab', 'cd'])
    const row = `<w:tr>${`<w:trPr>${change('trPr', '<w:gridBefore w:val="2"/><w:hidden/>')}</w:trPr>`}${tc('c')}${tc('d')}</w:tr>`
    expect(drawn(await gridOf(tr(tc('a'), tc('b')) + row))).toEqual(['ab', 'cd'])
    const moved = p('x', `<w:jc w:val="left"/>${change('pPr', '<w:jc w:val="center"/><w:outlineLvl w:val="0"/>')}`)
    expect(await blocksOf(moved)).toMatchObject([{ centred: false, scale: 1 }])
  })
  test('cells that were merged down or parted again', async () => {
    const merge = (now: string | null, before: string | null): string =>
      `<w:cellMerge w:id="1"${now ? ` w:vMerge="${now}"` : ''}${before ? ` w:vMergeOrig="${before}"` : ''}/>`
    const rows =
      tr(tc('a', merge('rest', null)), tc('1')) +
      tr(tc('', merge('cont', null)), tc('2')) +
      tr(tc('b', down() + merge(null, 'cont')), tc('3'))
    expect(drawn(await gridOf(rows))).toEqual(['a1', '·2', 'b3'])
  })
  test('a paragraph whose end was deleted goes on in the next', async () => {
    const cut = (inner: string): string => `<w:p><w:pPr><w:rPr><w:del w:id="1"/></w:rPr></w:pPr>${inner}</w:p>`
    expect(await textsOf(cut(r('共')) + cut(r('12')) + p('件') + p('完'))).toEqual(['共12件', '完'])
    expect(drawn(await gridOf(tr(tc('a'), tc(cut(r('1')) + p('2'))) + tr(tc('b'), tc(cut(r('3'))))))).toEqual([
      'a12',
      'b3',
    ])
    expect(await textsOf(cut(r('前')) + tbl(tr(tc('a'), tc('1'))) + cut(r('后')))).toEqual(['前', 'a1', '后'])
  })
})

describe('fields', () => {
  const char = (type: string): string => `<w:r><w:fldChar w:fldCharType="${type}"/></w:r>`
  const code = (text: string): string => `<w:r><w:instrText>${text}</w:instrText></w:r>`
  const field = (inside: string, result: string | null): string =>
    char('begin') + inside + (result === null ? '' : char('separate') + result) + char('end')
  test('a result within the code of another is not shown', async () => {
    const nested = field(code('IF ') + field(code('MERGEFIELD n'), r('7')) + code(' = 7'), r('12'))
    expect(await textsOf(`<w:p>${r('共')}${nested}${r('件')}</w:p>`)).toEqual(['共12件'])
  })
  test('a result may go on in further paragraphs, and hold fields', async () => {
    const link = field(code('PAGEREF x'), r('3'))
    expect(
      await textsOf(
        `<w:p>${char('begin')}${code('TOC')}${char('separate')}${r('一')}${link}</w:p><w:p>${r('二')}${char('end')}</w:p>`,
      ),
    ).toEqual(['一3', '二'])
  })
  test('a field that Word fills in when it shows it may be a figure; others are nothing', async () => {
    const grid = await gridOf(
      tr(tc('a'), tc(`<w:p>${field(code(' =SUM(ABOVE) '), null)}</w:p>`)) +
        tr(tc('b'), tc(`<w:p>${r('5')}${field(code('XE "x"'), null)}</w:p>`)),
    )
    expect(grid.cells.filter(({ col }) => col === 1).map(({ text, doubts }) => [text, doubts ?? []])).toEqual([
      ['\ufffc', ['garbled']],
      ['5', []],
    ])
  })
  test('a field that never ends hides nothing behind its paragraph', async () => {
    expect(await textsOf(`<w:p>${r('1')}${char('begin')}${code('PAGE')}</w:p>${p('2')}`)).toEqual(['1', '2'])
    expect(await textsOf(`<w:p>${char('end')}${char('separate')}${r('1')}</w:p>`)).toEqual(['1'])
  })
  test('simple fields, links, smart tags and other marks around runs', async () => {
    const body = `<w:p><w:fldSimple w:instr="=1+1">${r('1')}</w:fldSimple><w:hyperlink>${r('2')}</w:hyperlink><w:smartTag w:element="x"><w:smartTagPr/>${r('3')}</w:smartTag><w:customXml><w:bdo>${r('4')}</w:bdo></w:customXml></w:p>`
    expect(await textsOf(body)).toEqual(['1234'])
  })
})

describe('signs', () => {
  const run = (inner: string): string => `<w:r>${inner}</w:r>`
  test('hyphens, tabs and small text above', async () => {
    const ruby = `<w:ruby><w:rubyPr/><w:rt>${r('gong')}</w:rt><w:rubyBase>${r('公')}</w:rubyBase></w:ruby>`
    expect(
      await textsOf(
        `<w:p>${r('1')}${run('<w:noBreakHyphen/>')}${r('2')}${run('<w:softHyphen/>')}${r('3')}${run(ruby)}${r('开')}${run('<w:tab/>')}${r('4')}</w:p>`,
      ),
    ).toEqual(['1-23公开 4'])
  })
  test('a sign of a font of letters is text, one of a font of signs may be anything', async () => {
    const sym = (font: string, char: string): string =>
      tr(tc('a'), tc(`<w:p>${r('1')}${run(`<w:sym w:font="${font}" w:char="${char}"/>`)}</w:p>`))
    const grid = await gridOf(
      sym('宋体', '0032') + sym('Wingdings', '0032') + sym('Symbol', 'F032') + sym('宋体', 'E000') + sym('宋体', 'zz'),
    )
    expect(grid.cells.filter(({ col }) => col === 1).map(({ text, doubts }) => [text, doubts ?? []])).toEqual([
      ['12', []],
      ...Array(4).fill(['1', ['garbled']]),
    ])
  })
  test('the mark of a note between digits, and a mark of its own', async () => {
    const mark = (more: string, inner = ''): string => run(`<w:footnoteReference w:id="1"${more}/>${inner}`)
    const own = mark(' w:customMarkFollows="1"', '<w:t>3</w:t>')
    const grid = await gridOf(
      tr(tc('a'), tc(`<w:p>${r('1')}${mark('')}${r('2')}</w:p>`)) + tr(tc('b'), tc(`<w:p>${r('1')}${own}</w:p>`)),
    )
    expect(drawn(grid)).toEqual(['a1 2', 'b1 3'])
  })
})

describe('alternate content', () => {
  const choice = (of: string, text: string): string => `<mc:Choice Requires="${of}">${r(text)}</mc:Choice>`
  const set = (inner: string): string => `<w:p><mc:AlternateContent>${inner}</mc:AlternateContent></w:p>`
  const fallback = `<mc:Fallback>${r('旧')}</mc:Fallback>`
  test.each([
    ['the first that Word understands', choice('wps', '1') + choice('wpg', '2') + fallback, ['1']],
    ['not one that it does not', choice('xyz', '1') + choice('wps w14', '2') + fallback, ['2']],
    ['the fallback where it understands none', choice('wps xyz', '1') + fallback, ['旧']],
    ['nothing where there is no fallback', choice('xyz', '1'), []],
  ])('%s', async (_what, inner, texts) => {
    expect(await textsOf(set(inner))).toEqual(texts)
  })
  test('among the properties of a run', async () => {
    const inner = `<mc:AlternateContent><mc:Choice Requires="w14"><w14:glow/></mc:Choice></mc:AlternateContent>`
    expect(await textsOf(`<w:p>${r('1', inner)}<mc:AlternateContent>${fallback}</mc:AlternateContent></w:p>`)).toEqual([
      '1旧',
    ])
  })
})

describe('tables', () => {
  test('free columns before and behind a row', async () => {
    const row = (properties: string, ...cells: string[]): string =>
      `<w:tr><w:trPr>${properties}</w:trPr>${cells.join('')}</w:tr>`
    const before = '<w:gridBefore w:val="2"/><w:wBefore w:w="900" w:type="dxa"/>'
    expect(
      drawn(
        await gridOf(
          row('<w:tblHeader/>', tc('a'), tc('b', down('restart')), tc('c'), tc('d')) +
            row('<w:gridAfter w:val="2"/>', tc('e'), tc('', down())) +
            row(before, tc('f'), tc('g')),
        ),
      ),
    ).toEqual(['abcd', 'e·  ', '  fg'])
  })
})

describe('cells that tell their width and not what they span', () => {
  const wide = (text: string, width: number, more = ''): string =>
    tc(text, `<w:tcW w:w="${width}" w:type="dxa"/>${more}`)
  const rows = (last: number): string =>
    tr(wide('a', 1000, down('restart')), wide('b', 2010)) +
    tr(wide('', 1010, down()), wide('c', 1000), wide('d', 1000)) +
    tr(wide('e', 2000), wide('f', last))
  test('stand where their edges are', async () => {
    expect(drawn(await gridOf(rows(1000)))).toEqual(['ab·', '·cd', 'e·f'])
  })
  test('are counted where the rows are not equally wide', async () => {
    expect(drawn(await gridOf(rows(2000)))).toEqual(['ab ', '·cd', 'ef '])
  })
})

describe('kinds of files', () => {
  const STRICT = 'xmlns:w="http://purl.oclc.org/ooxml/wordprocessingml/main"'
  test('the strict edition of the format, templates and files with macros', async () => {
    const body = `<?xml version="1.0"?><w:document ${STRICT} w:conformance="strict"><w:body>${tbl(tr(tc('a', span(2)), tc('b')))}</w:body></w:document>`
    expect(await textsOf(body)).toEqual(['a·b'])
    for (const type of ['template.main', 'macroEnabled.main']) {
      const parts = {
        '[Content_Types].xml': `<Types><Override PartName="/word/document.xml" ContentType="application/vnd.ms-word.document.${type}+xml"/></Types>`,
        'word/vbaProject.bin': 'Attribute VB_Name',
      }
      expect(await textsOf(p('正文'), parts)).toEqual(['正文'])
    }
  })
  test('parts under other names and in other letters', async () => {
    const parts = {
      'word/_rels/document.xml.rels':
        '<Relationships><Relationship Id="rId1" Type="http://x/styles" Target="/word/Styles2.xml"/><Relationship Id="rId2" Type="http://x/numbering" Target="Lists.xml"/></Relationships>',
      'word/styles2.xml': `<w:styles ${W}>${style('H', 'character', hidden)}</w:styles>`,
      'word/lists.xml': `<w:numbering ${W}><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>`,
    }
    const item = p('总体情况', '<w:numPr><w:numId w:val="1"/></w:numPr>')
    expect(await textsOf(`${item}<w:p>${r('1')}${r('2', rs('H'))}</w:p>`, parts)).toEqual(['一、总体情况', '1'])
  })
  test('a page that a program put into the file as it is', async () => {
    const rels = {
      'word/_rels/document.xml.rels':
        '<Relationships><Relationship Id="c1" Type="http://x/aFChunk" Target="/word/page.html"/></Relationships>',
      'word/page.html': '<html><body><p>正文</p><table><tr><td>a<td>1</table></body></html>',
    }
    const chunk = '<w:altChunk xmlns:r="r" r:id="c1"/>'
    const { kind, blocks, notes } = await read(chunk, rels)
    expect([kind, blocks?.length, notes]).toEqual(['docx', 2, []])
    const beside = await read(p('正文') + chunk, rels)
    expect(beside.notes.map(({ code }) => code)).toEqual(['read/degraded'])
    expect((await readBytes(docx(chunk))).notes.map(({ code }) => code)).toEqual(['read/degraded'])
  })
})
