/** Numbers of pages and running heads in text: they are no figures of the tables that the pages cut. */

import { describe, expect, test } from 'vitest'
import { withoutPageNumbers, withoutRunningHeads } from '../../src/sources/page-numbers.js'
import { splitLines } from '../../src/sources/text.js'

const numbers = (text: string): string[] => withoutPageNumbers(splitLines(text)).map((line) => line.text)
const heads = (text: string): string[] => withoutRunningHeads(splitLines(text)).map((line) => line.text)

describe('numbers of pages', () => {
  test('the last line of each page', () => {
    expect(numbers('a\n5\n1\n\fb\n6\n\n2\n\fc\n7\n3\n')).toEqual([
      'a',
      '5',
      '',
      '',
      'b',
      '6',
      '',
      '',
      '',
      'c',
      '7',
      '',
      '',
    ])
  })
  test('lines keep their places', () => {
    const lines = withoutPageNumbers(splitLines('a\n1\n\fb\n2\n'))
    expect(lines.find(({ text }) => text === 'b')).toMatchObject({ number: 3, offset: 5 })
  })
  test('figures that do not count on stay', () => {
    expect(numbers('a\n5\n\fb\n7\n\fc\n9\n')).toContain('7')
    expect(numbers('a\n41\n\fb\n42\n')).toContain('41')
  })
  test('a text without page ends keeps its figures', () => expect(numbers('a\n1\nb\n2\nc\n3')).toContain('2'))
})

describe('running heads', () => {
  const head = '青山县政府信息公开工作年度报告'
  test('the title with numbers that count on', () => {
    const text = [head, 'a', '1', head, '5', '2', head, '7'].join('\n')
    expect(heads(text)).toEqual([head, 'a', '', '', '5', '', '', '7'])
  })
  test('the titles of two reports stay, and a figure before one', () => {
    const text = [head, '4', head, '9', head].join('\n')
    expect(heads(text)).toEqual(text.split('\n'))
  })
})
