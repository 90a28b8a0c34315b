/** Which lines of a text are one paragraph. */

import { expect, test } from 'vitest'
import { splitLines, textBlocks } from '../../src/sources/text.js'

const paragraphs = (text: string): string[] =>
  textBlocks(splitLines(text)).flatMap((block) => (block.kind === 'paragraph' ? [block.text] : []))

test('a heading with an empty line behind it is one, however far it is indented', () => {
  const lines = ['四、政府信息公开行政复议、行政诉讼情况', '', '行政复议', '', '行政诉讼']
  const want = lines.filter(Boolean)
  expect(paragraphs(lines.join('\n'))).toEqual(want)
  expect(paragraphs(lines.map((line) => `   ${line}`).join('\n'))).toEqual(want)
  expect(paragraphs(lines.map((line, i) => (i === 0 ? `### ${line}` : line)).join('\n'))).toEqual(want)
})

test('a sentence that its line cuts off goes on', () => {
  expect(paragraphs('本年度新收政府信息公开申请十二件，较上年有所\n增加。')).toEqual([
    '本年度新收政府信息公开申请十二件，较上年有所增加。',
  ])
})
