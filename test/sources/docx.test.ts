import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { strToU8, zipSync } from 'fflate'
import { afterEach, describe, expect, test } from 'vitest'
import { NianbaoError } from '../../src/errors.js'
import { cellsOf, readReport } from '../../src/index.js'
import { findSections } from '../../src/locate/sections.js'
import { convertOffice } from '../../src/node/office.js'
import {
  across,
  blocksOf,
  docx,
  down,
  drawn,
  gridOf,
  oldWord,
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
  wrap,
} from '../helpers/docx.js'

describe('cells', () => {
  test('gridSpan', async () => {
    expect(drawn(await gridOf(tr(tc('a', span(2)), tc('b')) + tr(tc('c'), tc('d', span(2)))))).toEqual(['a·b', 'cd·'])
  })
  test('vMerge joins cells that begin in the same column and are as wide', async () => {
    const rows =
      tr(tc('a', down('restart')), tc('b')) + tr(tc('', down()), tc('c')) + tr(tc('', down('continue')), tc('d'))
    expect(drawn(await gridOf(rows))).toEqual(['ab', '·c', '·d'])
    const wide =
      tr(tc('a', span(2) + down('restart')), tc('b')) +
      tr(tc('x', down()), tc('y'), tc('c')) +
      tr(tc('e'), tc('f'), tc('g'))
    expect(drawn(await gridOf(wide))).toEqual(['a·b', 'xyc', 'efg'])
  })
  test('a second restart begins a second cell; what continues nothing is a cell of its own', async () => {
    const rows =
      tr(tc('a', down('restart')), tc('b')) +
      tr(tc('c', down('restart')), tc('d')) +
      tr(tc('', down()), tc('e')) +
      tr(tc('f'), tc('g')) +
      tr(tc('h', down()), tc('i'))
    expect(drawn(await gridOf(rows))).toEqual(['ab', 'cd', '·e', 'fg', 'hi'])
  })
  test('what stands in a continued cell is not shown by Word', async () => {
    expect(drawn(await gridOf(tr(tc('a', down('restart')), tc('1')) + tr(tc('9', down()), tc('2'))))).toEqual([
      'a1',
      '·2',
    ])
  })
  test('hMerge, also over cells that are merged downwards', async () => {
    expect(
      drawn(await gridOf(tr(tc('a', across('restart')), tc('', across()), tc('b')) + tr(tc('c'), tc('d'), tc('e')))),
    ).toEqual(['a·b', 'cde'])
    const both = (text: string, value?: string): string => tc(text, across('restart') + down(value))
    expect(
      drawn(
        await gridOf(
          tr(both('a', 'restart'), tc('', across('continue') + down('restart')), tc('b')) +
            tr(both(''), tc('', across('continue') + down()), tc('c')) +
            tr(tc('1'), tc('2'), tc('3')),
        ),
      ),
    ).toEqual(['a·b', '··c', '123'])
  })
  test('gridBefore moves a row to the right', async () => {
    const rows = `${tr(tc('a'), tc('b'), tc('c'))}<w:tr><w:trPr><w:gridBefore w:val="1"/></w:trPr>${tc('d')}${tc('e')}</w:tr>`
    expect(drawn(await gridOf(rows))).toEqual(['abc', ' de'])
  })
  test('content controls around rows and cells', async () => {
    const control = (inner: string): string => `<w:sdt><w:sdtPr/><w:sdtContent>${inner}</w:sdtContent></w:sdt>`
    expect(drawn(await gridOf(control(tr(tc('a'), control(tc('b')))) + tr(tc('c'), tc(control(p('d'))))))).toEqual([
      'ab',
      'cd',
    ])
  })
  test('paragraphs and breaks are lines', async () => {
    const grid = await gridOf(
      tr(tc('标签'), tc(p('1') + p('2'))) + tr(tc('标签'), tc('<w:p><w:r><w:t>3</w:t><w:br/><w:t>4</w:t></w:r></w:p>')),
    )
    expect(grid.cells.map(({ lines }) => lines)).toEqual([['标签'], ['1', '2'], ['标签'], ['3', '4']])
  })
  test('a number in several runs is one number', async () => {
    expect(drawn(await gridOf(tr(tc('标签'), tc(`<w:p>${r('1')}<w:proofErr/>${r('2', '<w:b/>')}</w:p>`))))).toEqual([
      '标签12',
    ])
  })
  test('numbers of notes are no digits; pictures and signs may be figures', async () => {
    const grid = await gridOf(
      tr(tc('a'), tc(`<w:p>${r('12')}${r('1', '<w:vertAlign w:val="superscript"/>')}</w:p>`)) +
        tr(tc('b'), tc(`<w:p>${r('12')}<w:r><w:footnoteReference w:id="2"/></w:r></w:p>`)) +
        tr(tc('c'), tc('<w:p><w:r><w:drawing><wp:inline/></w:drawing></w:r></w:p>')) +
        tr(tc('d'), tc(`<w:p>${r('1')}<w:r><w:sym w:char="F030"/></w:r></w:p>`)) +
        tr(tc('e'), tc(`<w:p>${r('5')}<w:r><w:drawing><wp:anchor/></w:drawing></w:r></w:p>`)),
    )
    expect(grid.cells.filter(({ col }) => col === 1).map(({ text, doubts }) => [text, doubts ?? []])).toEqual([
      ['12 1', []],
      ['12', []],
      ['\ufffc', ['garbled']],
      ['1', ['garbled']],
      ['5', []],
    ])
  })
  test('digits of another size, height or colour are none of the number before them', async () => {
    const figures = async (one: string, other: string): Promise<string> => {
      const grid = await gridOf(tr(tc('a'), tc(`<w:p>${r('12', one)}${r('1', other)}</w:p>`)))
      return grid.cells[1]?.text ?? ''
    }
    const size = (halves: number): string => `<w:sz w:val="${halves}"/>`
    expect(await figures(size(24), '<w:position w:val="8"/><w:sz w:val="19"/>')).toBe('12 1')
    expect(await figures(size(24), size(16))).toBe('12 1')
    expect(await figures('', size(2))).toBe('12 1')
    expect(await figures('', '<w:color w:val="FFFFFF"/>')).toBe('12 1')
    expect(await figures(size(24), size(24))).toBe('121')
    expect(await figures('<w:position w:val="4"/>', '<w:position w:val="4"/>')).toBe('121')
    expect(await figures('', size(21))).toBe('121')
  })
  test('elements with another prefix', async () => {
    const xml = wrap(tbl(tr(tc('a', span(2)), tc('b')) + tr(tc('c'), tc('d'), tc('e')))).replace(
      /(<\/?|\s|xmlns:)w:/g,
      '$1ns0:',
    )
    expect(await textsOf(xml.replace('xmlns:w=', 'xmlns:ns0='))).toEqual(['a·b/cde'])
  })
})

describe('tables in tables', () => {
  test('a table around data is a frame: what is in it is read as if it were not there', async () => {
    const inner = tbl(tr(tc('a'), tc('1')) + tr(tc('b'), tc('2')))
    expect(await textsOf(tbl(tr(tc('左'), tc(p('一、总体情况') + inner + p('完')))))).toEqual([
      '左',
      '一、总体情况',
      'a1/b2',
      '完',
    ])
  })
  test('a table of one cell in a cell is part of its text', async () => {
    expect(await textsOf(tbl(tr(tc('a'), tc(tbl(tr(tc('12'))) + p('')))))).toEqual(['a12'])
  })
  test('a table of data keeps its figures around a small table in one of its cells', async () => {
    const small = tbl(tr(tc('其中'), tc('修订')) + tr(tc('2'), tc('3')))
    const rows =
      tr(tc('a', down('restart')), tc('b'), tc('c', span(2))) +
      tr(tc('', down()), tc(small + p('')), tc('4'), tc('5')) +
      tr(tc('d'), tc('6'), tc('7'), tc('8'))
    expect(drawn(await gridOf(rows))).toEqual(['abc·', '·其中修订2 345', 'd678'])
  })
  test('a frame with a few figures of its own is still a frame', async () => {
    const inner = tbl(['a', 'b', 'c', 'd'].map((label) => tr(tc(label), tc('1'))).join(''))
    expect(await textsOf(tbl(tr(tc('字号'), tc('12')) + tr(tc(p('一、总体情况') + inner, span(2)))))).toEqual([
      '字号',
      '12',
      '一、总体情况',
      'a1/b1/c1/d1',
    ])
  })
  test('a table of one column, or around a long text, is a frame', async () => {
    expect(await textsOf(tbl(tr(tc('一'))) + tbl(tr(tc('二'), tc('各项工作平稳推进。'.repeat(80)))))).toHaveLength(3)
  })
})

describe('tracked changes, as accepted', () => {
  test('what was deleted or moved away is gone; what was inserted or moved here stands', async () => {
    const text = `<w:p>${r('共')}<w:del w:id="1"><w:r><w:delText>7</w:delText></w:r></w:del><w:ins w:id="2">${r('12')}</w:ins>${r('件')}</w:p>`
    const moved = `<w:p><w:moveFrom w:id="3">${r('前')}</w:moveFrom>${r('中')}<w:moveTo w:id="4">${r('后')}</w:moveTo></w:p>`
    expect(await textsOf(text + moved)).toEqual(['共12件', '中后'])
  })
  test('figures in cells', async () => {
    const cell = tc(
      `<w:p><w:del w:id="1"><w:r><w:delText>5</w:delText></w:r></w:del><w:ins w:id="2">${r('8')}</w:ins></w:p>`,
    )
    expect(drawn(await gridOf(tr(tc('a'), cell)))).toEqual(['a8'])
  })
  test('deleted and inserted rows, deleted cells, hidden rows', async () => {
    const row = (properties: string, ...cells: string[]): string =>
      `<w:tr><w:trPr>${properties}</w:trPr>${cells.join('')}</w:tr>`
    expect(
      drawn(
        await gridOf(
          tr(tc('a'), tc('1')) +
            row('<w:del w:id="1" w:author="x"/>', tc('b'), tc('2')) +
            row('<w:ins w:id="2" w:author="x"/>', tc('c'), tc('3')) +
            row('<w:hidden/>', tc('d'), tc('4')) +
            row('<w:hidden w:val="0"/>', tc('e'), tc('5')) +
            tr(tc('f'), tc('9', '<w:cellDel w:id="3"/>'), tc('6')),
        ),
      ),
    ).toEqual(['a1', 'c3', 'e5', 'f6'])
  })
  test('properties as they were before a change do not count', async () => {
    const change = '<w:rPrChange w:id="1"><w:rPr><w:vanish/><w:strike/></w:rPr></w:rPrChange>'
    const grid = await gridOf(tr(tc('a'), tc(`<w:p>${r('5', change)}</w:p>`)))
    expect(grid.cells[1]).toMatchObject({ text: '5' })
    expect(grid.cells[1]!.doubts).toBeUndefined()
  })
})

describe('text that is not seen, or not meant', () => {
  test('hidden text is left out; what is switched off is not hidden', async () => {
    expect(await textsOf(`<w:p>${r('1')}${r('2', '<w:vanish/>')}${r('3', '<w:vanish w:val="0"/>')}</w:p>`)).toEqual([
      '13',
    ])
  })
  test('struck text is doubted', async () => {
    const grid = await gridOf(
      tr(tc('a'), tc(`<w:p>${r('5', '<w:strike/>')}</w:p>`)) +
        tr(tc('b'), tc(`<w:p>${r('6', '<w:strike w:val="false"/>')}</w:p>`)),
    )
    expect(grid.cells.map(({ doubts }) => doubts ?? [])).toEqual([[], ['garbled'], [], []])
  })
  test('the code of a field is left out, its result stands', async () => {
    const field = `<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> =SUM(ABOVE) 99 </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>${r('12')}<w:r><w:fldChar w:fldCharType="end"/></w:r>`
    expect(drawn(await gridOf(tr(tc('合计'), tc(`<w:p>${field}</w:p>`))))).toEqual(['合计12'])
  })
  test('a text box stands once, in its new form or, alone, in its old one', async () => {
    const box = (text: string): string => `<w:txbxContent>${p(text)}</w:txbxContent>`
    const both = `<mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:anchor><wps:txbx>${box('框')}</wps:txbx></wp:anchor></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>${box('框')}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent>`
    expect(await textsOf(`<w:p><w:r>${both}</w:r>${r('正文')}</w:p>`)).toEqual(['框', '正文'])
    expect(await textsOf(`<w:p><w:r><w:pict><v:textbox>${box('旧')}</v:textbox></w:pict></w:r></w:p>`)).toEqual(['旧'])
  })
})

describe('automatic numbers', () => {
  const level = (n: number, format: string, text: string, more = ''): string =>
    `<w:lvl w:ilvl="${n}"><w:start w:val="1"/><w:numFmt w:val="${format}"/><w:lvlText w:val="${text}"/>${more}</w:lvl>`
  const numbering = (definitions: readonly string[], lists: string): string =>
    `<w:numbering ${W}>${definitions.map((levels, i) => `<w:abstractNum w:abstractNumId="${i}">${levels}</w:abstractNum>`).join('')}${lists}</w:numbering>`
  const list = (id: number, of: number, more = ''): string =>
    `<w:num w:numId="${id}"><w:abstractNumId w:val="${of}"/>${more}</w:num>`
  const item = (id: number, text: string, at = 0): string =>
    p(text, `<w:numPr><w:ilvl w:val="${at}"/><w:numId w:val="${id}"/></w:numPr>`)
  const han =
    level(0, 'chineseCountingThousand', '%1、') + level(1, 'chineseCounting', '（%2）') + level(2, 'decimal', '%3.')
  const with1 = (body: string, lists = list(1, 0), definitions = [han]): Promise<string[]> =>
    textsOf(body, { 'word/numbering.xml': numbering(definitions, lists) })

  test('一、 and what is below it', async () => {
    expect(
      await with1(
        item(1, '总体情况') +
          item(1, '主动公开', 1) +
          item(1, '申请', 1) +
          item(1, '受理', 2) +
          item(1, '答复', 2) +
          item(1, '问题') +
          item(1, '人员', 1),
      ),
    ).toEqual(['一、总体情况', '（一）主动公开', '（二）申请', '1.受理', '2.答复', '二、问题', '（一）人员'])
  })
  test('tens in Chinese', async () => {
    const texts = await with1(Array.from({ length: 21 }, () => item(1, '项')).join(''))
    expect([texts[9], texts[10], texts[19], texts[20]]).toEqual(['十、项', '十一、项', '二十、项', '二十一、项'])
  })
  test('a level of several numbers, letters, circles, none and bullets', async () => {
    const levels =
      level(0, 'decimal', '%1') +
      level(1, 'decimal', '%1.%2') +
      level(2, 'lowerLetter', '%3)') +
      level(3, 'decimalEnclosedCircle', '%4') +
      level(4, 'bullet', '•') +
      level(5, 'none', '')
    const body = [0, 1, 2, 3, 4, 5].map((n) => item(1, '项', n)).join('') + item(1, '项', 1)
    expect(await with1(body, list(1, 0), [levels])).toEqual(['1 项', '1.1 项', 'a)项', '①项', '项', '项', '1.2 项'])
  })
  test('a number never runs together with digits, unless Word prints it so', async () => {
    expect(await with1(item(1, '2022年', 2))).toEqual(['1. 2022年'])
    expect(await with1(item(1, '5'), list(1, 0), [level(0, 'decimal', '%1')])).toEqual(['1 5'])
    expect(await with1(item(1, '项'), list(1, 0), [level(0, 'decimal', '%1.', '<w:suff w:val="nothing"/>')])).toEqual([
      '1.项',
    ])
  })
  test('lists of one definition count on; a start of its own begins anew', async () => {
    const lists =
      list(1, 0) + list(2, 0) + list(3, 0, '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="3"/></w:lvlOverride>')
    expect(await with1(item(1, 'a') + item(2, 'b') + item(3, 'c') + item(3, 'd') + item(1, 'e'), lists)).toEqual([
      '一、a',
      '二、b',
      '三、c',
      '四、d',
      '三、e',
    ])
  })
  test('a level of its own, without touching the definitions of others', async () => {
    const lists = list(1, 0) + list(2, 1, `<w:lvlOverride w:ilvl="0">${level(0, 'decimal', '第%1项')}</w:lvlOverride>`)
    expect(await with1(item(1, 'a') + item(2, 'b') + item(3, 'c'), lists + list(3, 1), [han, han])).toEqual([
      '一、a',
      '第1项b',
      '二、c',
    ])
  })
  test('paragraphs without text and deleted ones take no number; numId 0 ends a list', async () => {
    const deleted = `<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr><w:del w:id="1"><w:r><w:delText>旧</w:delText></w:r></w:del></w:p>`
    expect(await with1(item(1, 'a') + item(1, '') + deleted + item(0, 'b') + item(1, 'c'))).toEqual([
      '一、a',
      'b',
      '二、c',
    ])
  })
  test('lists of styles, also of those they are based on', async () => {
    const styles = `<w:styles ${W}><w:style w:styleId="A"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style><w:style w:styleId="B"><w:basedOn w:val="A"/></w:style><w:style w:styleId="C"><w:basedOn w:val="C"/></w:style></w:styles>`
    const parts = { 'word/numbering.xml': numbering([han], list(1, 0)), 'word/styles.xml': styles }
    const styled = (id: string, text: string): string => p(text, `<w:pStyle w:val="${id}"/>`)
    expect(await textsOf(styled('A', 'a') + styled('B', 'b') + styled('C', 'c') + styled('D', 'd'), parts)).toEqual([
      '一、a',
      '二、b',
      'c',
      'd',
    ])
  })
  test('headings that are numbered by Word are sections', async () => {
    const names = [
      '总体情况',
      '主动公开政府信息情况',
      '收到和处理政府信息公开申请情况',
      '政府信息公开行政复议、行政诉讼情况',
      '存在的主要问题及改进情况',
      '其他需要报告的事项',
    ]
    const blocks = await blocksOf(names.map((name) => item(1, name) + p('本年度各项工作平稳推进。')).join(''), {
      'word/numbering.xml': numbering([han], list(1, 0)),
    })
    expect(findSections(blocks, 0.6).map(({ id, heading }) => [id, heading])).toEqual([
      ['overview', '一、总体情况'],
      ['proactiveDisclosure', '二、主动公开政府信息情况'],
      ['applications', '三、收到和处理政府信息公开申请情况'],
      ['disputes', '四、政府信息公开行政复议、行政诉讼情况'],
      ['problems', '五、存在的主要问题及改进情况'],
      ['other', '六、其他需要报告的事项'],
    ])
  })
  test('a broken list costs its numbers only', async () => {
    expect(await textsOf(item(1, '总体情况'), { 'word/numbering.xml': '<w:numbering><w:abstractNum' })).toEqual([
      '总体情况',
    ])
  })
})

describe('places', () => {
  test('lines are paragraphs, offsets count their text', async () => {
    const body =
      p('标题') +
      tbl(tr(tc('规章'), tc(p('1') + p('2'))) + tr(tc('文件'), tc(''))) +
      `<w:p>${r(' 尾')}<w:r><w:br/></w:r>${r('完')}</w:p>`
    const blocks = await blocksOf(body)
    const printed = blocks.flatMap((block): readonly { text: string; place: unknown }[] =>
      block.kind === 'grid' ? block.cells : [block],
    )
    expect(printed.map(({ text, place }) => [text, place])).toEqual([
      ['标题', { line: 1, offset: 0, length: 2 }],
      ['规章', { line: 2, offset: 3, length: 2 }],
      ['1 2', { line: 3, offset: 6, length: 3 }],
      ['文件', { line: 5, offset: 10, length: 2 }],
      ['', { line: 6, offset: 13, length: 0 }],
      ['尾', { line: 7, offset: 14, length: 2 }],
      ['完', { line: 7, offset: 17, length: 1 }],
    ])
  })
})

describe('files that are damaged', () => {
  const whole = wrap(p('一、总体情况') + tbl(tr(tc('a'), tc('1')) + tr(tc('b'), tc('2'))) + p('完'))
  test('XML that breaks off gives what stands before, and says so', async () => {
    const { blocks, notes } = await read(whole.slice(0, whole.indexOf('<w:t xml:space="preserve">2')))
    expect(blocks!.map((block) => (block.kind === 'grid' ? drawn(block).join('/') : block.text))).toEqual([
      '一、总体情况',
      'a1/b_',
    ])
    expect(notes.map(({ code }) => code)).toEqual(['read/degraded'])
  })
  test.each([
    ['an entity that XML does not have', whole.replace('完', '&nbsp;完')],
    ['elements closed in the wrong order', whole.replace('</w:p><w:sectPr/>', '</w:r></w:p>')],
    ['a character that XML does not allow', whole.replace('完', '\u0001完')],
  ])('%s', async (_what, xml) => {
    const { blocks, notes } = await read(xml)
    expect(blocks![1]).toMatchObject({ kind: 'grid', rows: 2 })
    expect(notes.map(({ code }) => code)).toEqual(['read/degraded'])
  })
  test('entities of its own are not expanded', async () => {
    const bomb = whole.replace(
      '?>',
      '?><!DOCTYPE x [<!ENTITY a "9"><!ENTITY b "&a;&a;"><!ENTITY c SYSTEM "file:///etc/passwd">]>',
    )
    expect((await textsOf(bomb.replace('完', '&b;&c;'))).join('')).not.toMatch(/9|root/)
  })
  test('elements deeper than any document has end the reading', async () => {
    const deep = `${'<w:sdt><w:sdtContent>'.repeat(50_000)}${p('深')}${'</w:sdtContent></w:sdt>'.repeat(50_000)}`
    const { blocks, notes } = await read(p('前') + deep + p('后'))
    expect(blocks).toMatchObject([{ text: '前' }])
    expect(notes).toMatchObject([{ code: 'read/degraded', args: { reason: expect.stringMatching(/256/) } }])
  })
  test('a blank cell of a damaged file is not called blank', async () => {
    const bytes = readFileSync('fixtures/docx/blank-zeros.docx')
    const { unzipSync, strFromU8 } = await import('fflate')
    const parts = unzipSync(new Uint8Array(bytes))
    const xml = strFromU8(parts['word/document.xml']!)
    const { report, findings } = await readReport(docx(xml.slice(0, xml.lastIndexOf('无其他需要'))))
    expect(findings.map(({ code }) => code)).toContain('read/degraded')
    expect([...cellsOf(report!)].filter(({ figure }) => figure.state === 'blank')).toEqual([])
  })
  test('no main part', async () => {
    await expect(readBytes(zipSync({ 'word/document2.xml': new Uint8Array(4) }))).rejects.toMatchObject({
      code: 'zip-invalid',
    })
  })
  test('a Word file whose main part is not in its archive', async () => {
    const bytes = zipSync({ '[Content_Types].xml': strToU8('<Types/>'), 'docProps/app.xml': strToU8('<x/>') })
    await expect(readBytes(bytes)).rejects.toMatchObject({ code: 'zip-invalid' })
  })
  test('the main part under another name', async () => {
    const bytes = zipSync({
      '_rels/.rels': strToU8(
        '<Relationships><Relationship Target="/word/document2.xml" Type="http://purl.oclc.org/ooxml/officeDocument/relationships/officeDocument"/></Relationships>',
      ),
      'word/document2.xml': strToU8(wrap(p('正文'))),
    })
    expect((await readBytes(bytes)).blocks).toMatchObject([{ text: '正文' }])
  })
  test('property: whatever the XML, nothing but our own errors', async () => {
    const pieces = fc.constantFrom(
      ...'<w:p> </w:p> <w:r> </w:r> <w:t> </w:t> 12 一、总体情况 <w:tbl> </w:tbl> <w:tr> </w:tr> <w:tc> </w:tc> <w:tcPr><w:vMerge/><w:gridSpan w:val="-3"/></w:tcPr> <w:tcPr><w:gridSpan w:val="1e9"/></w:tcPr> <w:trPr><w:gridBefore w:val="99999999"/></w:trPr> <w:del> </w:del> <w:txbxContent> </w:txbxContent> <w:br/> & <![CDATA[ ]]> <!-- -->'.split(
        ' ',
      ),
    )
    await fc.assert(
      fc.asyncProperty(fc.array(pieces, { maxLength: 60 }), async (parts) => {
        try {
          expect(Array.isArray((await read(parts.join(''))).blocks)).toBe(true)
        } catch (error) {
          expect(error).toBeInstanceOf(NianbaoError)
        }
      }),
      { numRuns: 300 },
    )
  })
})

describe('old Word files', () => {
  const { PATH } = process.env
  afterEach(() => {
    process.env.PATH = PATH
  })
  const rtf = strToU8('{\\rtf1 report}')

  test('the core says what it needs', async () => {
    for (const bytes of [oldWord, rtf])
      await expect(readReport(bytes)).rejects.toMatchObject({ name: 'NianbaoError', code: 'office-needed' })
  })
  test('so does the reader of files where LibreOffice is not installed', async () => {
    process.env.PATH = ''
    await expect(convertOffice(oldWord)).rejects.toMatchObject({ name: 'NianbaoError', code: 'office-needed' })
  })
  test('a workbook is not taken for a report, an encrypted file asks for its password', async () => {
    const stream = (name: string): Uint8Array =>
      new Uint8Array([...oldWord.subarray(0, 1032), ...Buffer.from(name, 'utf16le'), ...new Uint8Array(512)])
    await expect(readReport(stream('Workbook'))).rejects.toMatchObject({ code: 'unsupported-kind' })
    await expect(readReport(stream('EncryptedPackage'))).rejects.toMatchObject({ code: 'zip-encrypted' })
  })
})

describe('a Word file in one XML file', () => {
  const part = (name: string, data: string): string =>
    `<pkg:part pkg:name="${name}" pkg:contentType="application/xml"><pkg:xmlData>${data}</pkg:xmlData></pkg:part>`
  const flat = (parts: string): Uint8Array =>
    strToU8(
      `<?xml version="1.0" standalone="yes"?><?mso-application progid="Word.Document"?><pkg:package xmlns:pkg="http://schemas.microsoft.com/office/2006/xmlPackage">${parts}</pkg:package>`,
    )
  const relations = part(
    '/_rels/.rels',
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>',
  )
  const body = wrap(p(r('标题')) + tbl(tr(tc('规章'), tc('3')))).replace(/^<\?xml[^>]*\?>/, '')

  test('is read as one in an archive', async () => {
    const { kind, blocks } = await readBytes(flat(relations + part('/word/document.xml', body)))
    expect(kind).toBe('docx')
    expect(blocks?.map((block) => (block.kind === 'grid' ? drawn(block).join('/') : block.text))).toEqual([
      '标题',
      '规章3',
    ])
  })
  test('that ends in its main part is read as far as it goes, and says so', async () => {
    const whole = flat(relations + part('/word/document.xml', body))
    const { notes } = await readBytes(whole.subarray(0, whole.length - 120))
    expect(notes.map(({ code }) => code)).toContain('read/degraded')
  })
  test('without a main part is refused', async () => {
    await expect(readBytes(flat(relations))).rejects.toThrow(NianbaoError)
  })
})
