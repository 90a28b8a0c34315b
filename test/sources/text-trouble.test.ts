/** Text of a PDF whose fonts say wrong things of their glyphs: the page is read from its picture. */

import { expect, test } from 'vitest'
import { textTrouble } from '../../src/sources/scan.js'
import type { Page } from '../../src/types.js'

const pageOf = (text: string): Page =>
  ({ number: 1, width: 595, height: 842, images: [], rulings: [], runs: [{ text }] }) as unknown as Page

test('numbers of glyphs taken for characters: rare ones all over the page', () => {
  expect(textTrouble(pageOf('㴅㠺㰭⑗俸⍠⠍㰭庐てꉉ䡼☸㋏⍝ㄛ㋎␛㜋⥘Ⲛ⌭㏆悊ㄌ3135㍀㨋㍨⒭㔻☸㏌㊱␨㍀㍲'))).toBe('garbled')
})

test('codes cut to a byte: letters with marks between Chinese characters', () => {
  const line = 'ÿ一Ā予以公开ÿ二Ā部分公开2全年共收到申请，s单位坚持以公开为常态，ÿ三Ā不予公开'
  expect(textTrouble(pageOf(line))).toBe('garbled')
})

test('a name with a rare character, pinyin, a word in Latin letters: nothing wrong', () => {
  const text = '青禾县人民政府2023年政府信息公开工作年度报告，本年度新收政府信息公开申请12件，由㛃溪镇㛃溪村提出'
  expect(textTrouble(pageOf(text))).toBeNull()
  expect(textTrouble(pageOf(`${text}年度報(bào)告café`))).toBeNull()
})
