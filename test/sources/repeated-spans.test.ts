import { expect, test } from 'vitest'
import { withoutRepeats } from '../../src/sources/repeated-spans.js'

const table = (...rows: string[]) => rows.map((row) => row.split(',').map((text) => ({ text })))
const texts = (rows: readonly (readonly { text: string }[])[]) => rows.map((row) => row.map(({ text }) => text).join())

test('copies of the text of a merged cell are taken out, and of the figure below it', () => {
  const rows = table('第五项,第五项,第五项', '信息内容,决定数量,决定数量', '行政许可,98,98', '行政处罚,5,5')
  expect(texts(withoutRepeats(rows))).toEqual(['第五项,,', '信息内容,决定数量,', '行政许可,98,', '行政处罚,5,'])
})

test('a label above several columns, whose own labels are lost, takes no figure out', () => {
  const rows = table('申请,申请,其他,其他,其他', '自然人,法人,法人,法人,总计', '4,0,0,0,4', '5,0,1,0,6', '2,1,1,1,5')
  expect(texts(withoutRepeats(rows)).slice(2)).toEqual(['4,0,0,0,4', '5,0,1,0,6', '2,1,1,1,5'])
  const line = table('复议,复议,诉讼,诉讼,诉讼', '维持,维持,维持,维持,维持', '3,3,0,0,7')
  expect(texts(withoutRepeats(line))[2]).toBe('3,3,0,0,7')
})
