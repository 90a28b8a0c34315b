/** Numbers that Word prints in front of paragraphs. */

import { describe, expect, test } from 'vitest'
import { listNumber } from '../../src/sources/list-numbers.js'
import { p, textsOf, W } from '../helpers/docx.js'

describe('formats', () => {
  test.each<[string, Record<number, string>]>([
    ['decimal', { 1: '1', 12: '12' }],
    ['decimalZero', { 3: '03', 12: '12' }],
    ['decimalFullWidth', { 1: '１', 12: '１２' }],
    ['lowerRoman', { 1: 'i', 4: 'iv', 9: 'ix', 14: 'xiv', 1999: 'mcmxcix' }],
    ['upperRoman', { 3: 'III', 40: 'XL' }],
    ['lowerLetter', { 1: 'a', 26: 'z', 27: 'aa', 53: 'aaa', 0: '0' }],
    ['upperLetter', { 2: 'B', 28: 'BB' }],
    ['decimalEnclosedCircle', { 1: '①', 20: '⑳', 21: '21' }],
    ['decimalEnclosedCircleChinese', { 10: '⑩' }],
    ['decimalEnclosedParen', { 1: '⑴', 20: '⒇' }],
    ['decimalEnclosedFullstop', { 1: '⒈' }],
    ['ideographEnclosedCircle', { 1: '㊀', 10: '㊉', 11: '11' }],
    ['ideographTraditional', { 1: '甲', 10: '癸', 11: '11' }],
    ['ideographZodiac', { 1: '子', 12: '亥', 13: '13' }],
    ['ideographDigital', { 1: '一', 10: '一〇', 24: '二四' }],
    ['japaneseDigitalTenThousand', { 10: '一〇' }],
    ['taiwaneseDigital', { 10: '一○' }],
    ['chineseCounting', { 1: '一', 10: '十', 12: '十二', 20: '二十', 21: '二十一', 99: '九十九', 105: '一○五' }],
    [
      'chineseCountingThousand',
      { 10: '十', 100: '一百', 105: '一百零五', 112: '一百一十二', 1000: '一千', 1010: '一千零一十' },
    ],
    ['taiwaneseCountingThousand', { 15: '十五', 110: '一百一十' }],
    ['japaneseCounting', { 15: '十五', 105: '一百五' }],
    ['chineseLegalSimplified', { 1: '壹', 10: '壹拾', 105: '壹佰零伍' }],
    ['ideographLegalTraditional', { 2: '貳', 16: '壹拾陸' }],
    ['a format of tomorrow', { 7: '7' }],
  ])('%s', (format, numbers) => {
    for (const [value, text] of Object.entries(numbers)) expect(listNumber(Number(value), format)).toBe(text)
  })
  test('0, what is below it and what has no end stay figures', () => {
    for (const format of [
      'lowerRoman',
      'upperLetter',
      'decimalEnclosedCircle',
      'ideographTraditional',
      'japaneseCounting',
    ])
      expect([listNumber(0, format), listNumber(-3, format), listNumber(1e9, format), listNumber(1.5, format)]).toEqual(
        ['0', '-3', '1000000000', '1.5'],
      )
  })
})

describe('lists', () => {
  const level = (n: number, format: string, text: string, more = ''): string =>
    `<w:lvl w:ilvl="${n}"><w:start w:val="1"/><w:numFmt w:val="${format}"/>${more}<w:lvlText w:val="${text}"/></w:lvl>`
  const item = (at: number, id = 1): string =>
    p('项', `<w:numPr><w:ilvl w:val="${at}"/><w:numId w:val="${id}"/></w:numPr>`)
  const num = (id: number, of: number): string => `<w:num w:numId="${id}"><w:abstractNumId w:val="${of}"/></w:num>`
  const part = (...definitions: string[]): Record<string, string> => ({
    'word/numbering.xml': `<w:numbering ${W}>${definitions.map((levels, i) => `<w:abstractNum w:abstractNumId="${i}">${levels}</w:abstractNum>`).join('')}${definitions.map((_, i) => num(i + 1, i)).join('')}</w:numbering>`,
  })
  const order = [0, 1, 2, 2, 1, 2, 0, 1, 2]
  const numbersOf = async (restart: string): Promise<string> => {
    const levels = level(0, 'decimal', '%1-') + level(1, 'decimal', '%2-') + level(2, 'decimal', '%3-', restart)
    return (await textsOf(order.map((at) => item(at)).join(''), part(levels))).join('').replace(/-项/g, '')
  }
  test('a level counts anew behind any above, behind some, or never', async () => {
    expect(await numbersOf('')).toBe('111221211')
    expect(await numbersOf('<w:lvlRestart w:val="1"/>')).toBe('111223211')
    expect(await numbersOf('<w:lvlRestart w:val="2"/>')).toBe('111221211')
    expect(await numbersOf('<w:lvlRestart w:val="0"/>')).toBe('111223214')
  })
  test('figures only, whatever the levels above print; words without a number', async () => {
    const levels =
      level(0, 'chineseCounting', '%1、') +
      level(1, 'decimal', '%1.%2', '<w:isLgl/>') +
      level(2, 'none', '附：') +
      level(3, 'none', '%4')
    expect(await textsOf([0, 1, 2, 3].map((at) => item(at)).join(''), part(levels))).toEqual([
      '一、项',
      '1.1 项',
      '附：项',
      '项',
    ])
  })
  test('levels that name the style of their paragraphs; a list that is that of a style', async () => {
    const levels =
      level(0, 'chineseCounting', '%1、', '<w:pStyle w:val="A"/>') +
      level(1, 'chineseCounting', '（%2）', '<w:pStyle w:val="B"/>')
    const style = (id: string, inner: string, type = 'paragraph'): string =>
      `<w:style w:type="${type}" w:styleId="${id}"><w:pPr><w:numPr>${inner}</w:numPr></w:pPr></w:style>`
    const list = '<w:numId w:val="1"/>'
    const parts = {
      ...part(levels, '<w:numStyleLink w:val="L"/>'),
      'word/styles.xml': `<w:styles ${W}>${style('A', list)}${style('B', list)}${style('C', `<w:ilvl w:val="1"/>${list}`)}${style('L', list, 'numbering')}</w:styles>`,
    }
    const of = (id: string, more = ''): string => p('项', `<w:pStyle w:val="${id}"/>${more}`)
    expect(
      await textsOf(
        of('A') + of('B') + of('C') + of('A', '<w:numPr><w:ilvl w:val="1"/></w:numPr>') + item(0, 2),
        parts,
      ),
    ).toEqual(['一、项', '（一）项', '（二）项', '（三）项', '二、项'])
    expect(await textsOf(of('A', '<w:numPr><w:numId w:val="0"/></w:numPr>'), parts)).toEqual(['项'])
  })
  test('definitions that lead to each other', async () => {
    const styles = `<w:styles ${W}><w:style w:type="numbering" w:styleId="L"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style></w:styles>`
    expect(await textsOf(item(0), { ...part('<w:numStyleLink w:val="L"/>'), 'word/styles.xml': styles })).toEqual([
      '项',
    ])
  })
})
