import { expect, test } from 'vitest'
import { csvLine, parseCsv } from '../../src/text/csv.js'
import { arabicYears, periodsIn } from '../../src/text/dates.js'
import { decodeText } from '../../src/text/decode.js'
import { canonical, collapse, garbledShare, joinText, squeeze } from '../../src/text/normalize.js'
import { splitOrdinal } from '../../src/text/ordinal.js'
import { unifyIdeographs } from '../../src/text/radicals.js'
import { similarity } from '../../src/text/similarity.js'

test('canonical folds what prints differently and means the same', () => {
  expect(canonical('（三） 危及“三安全一稳定”')).toBe('(三)危及三安全一稳定')
  expect(canonical('本年增／减')).toBe('本年增/减')
  expect(canonical('行政复议、行政诉讼')).toBe('行政复议,行政诉讼')
  expect(squeeze(' 总\u3000 计\u200b')).toBe('总计')
  expect(collapse('  419\n 万元 ')).toBe('419 万元')
  expect(joinText('共', '3')).toBe('共3')
  expect(joinText('page', '3')).toBe('page 3')
})

test('ordinals of all kinds', () => {
  expect(splitOrdinal('一、本年新收')).toEqual({ ordinal: { kind: 'han', n: 1 }, body: '本年新收' })
  expect(splitOrdinal('（七）总计')).toEqual({ ordinal: { kind: 'hanParen', n: 7 }, body: '总计' })
  expect(splitOrdinal('㈠建立')).toEqual({ ordinal: { kind: 'hanParen', n: 1 }, body: '建立' })
  expect(splitOrdinal('8．属于行政查询事项')).toEqual({ ordinal: { kind: 'digit', n: 8 }, body: '属于行政查询事项' })
  expect(splitOrdinal('1、')).toEqual({ ordinal: { kind: 'digit', n: 1 }, body: '' })
  expect(splitOrdinal('⒈属于')).toEqual({ ordinal: { kind: 'digit', n: 1 }, body: '属于' })
  expect(splitOrdinal('（2）属于')).toEqual({ ordinal: { kind: 'digitParen', n: 2 }, body: '属于' })
  expect(splitOrdinal('第十二部分 附表')).toEqual({ ordinal: { kind: 'han', n: 12 }, body: '附表' })
  expect(splitOrdinal('第十二部分附表').ordinal).toBeNull()
  expect(splitOrdinal('第二部分、附表').ordinal).toEqual({ kind: 'han', n: 2 })
  expect(splitOrdinal('第二十条第（一）项').ordinal).toBeNull()
  expect(splitOrdinal('7730.28').ordinal).toBeNull()
  expect(splitOrdinal('一是加强').ordinal).toBeNull()
})

test('radicals become the characters that are printed', () => {
  expect(unifyIdeographs('⼀、⼈⺠政府 ⻔⼾ ⻘⼭ ⻓')).toBe('一、人民政府 门户 青山 长')
  expect(unifyIdeographs('金（Ａ）１')).toBe('金（Ａ）１')
})

test('periods and Chinese years', () => {
  expect(periodsIn('自2023年1月1日起至2023年12月31日止')).toEqual([{ from: '2023-01-01', to: '2023-12-31' }])
  expect(periodsIn('自2017年1月1日起至12月31日止')).toEqual([{ from: '2017-01-01', to: '2017-12-31' }])
  expect(periodsIn('为:2021年1月1日—2021年12月31日')).toEqual([{ from: '2021-01-01', to: '2021-12-31' }])
  expect(periodsIn('2008年5月1日至2008年12月31日')).toEqual([{ from: '2008-05-01', to: '2008-12-31' }])
  expect(periodsIn('2023年13月1日至2023年12月31日')).toEqual([])
  expect(arabicYears('二○一二年二月')).toBe('2012年二月')
  expect(arabicYears('二〇二四年')).toBe('2024年')
})

test('likeness runs from 0 to 1', () => {
  expect(similarity('结果维持', '结果维持')).toBe(1)
  expect(similarity('', '总计')).toBe(0)
  expect(similarity('其他法律行政止公开', '其他法律行政法规禁止公开')).toBeGreaterThan(0.7)
})

test('texts in every encoding that occurs', () => {
  const text = '一、总体情况\n本年新收 12 件'
  const utf8 = new TextEncoder().encode(text)
  expect(decodeText(utf8)).toEqual({ text, encoding: 'utf-8', damaged: false })
  expect(decodeText(new Uint8Array([0xef, 0xbb, 0xbf, ...utf8])).text).toBe(text)
  const wide = new Uint8Array(text.length * 2)
  for (let i = 0; i < text.length; i++) new DataView(wide.buffer).setUint16(i * 2, text.charCodeAt(i), true)
  expect(decodeText(new Uint8Array([0xff, 0xfe, ...wide]))).toMatchObject({ text, encoding: 'utf-16le' })
  expect(decodeText(wide)).toMatchObject({ text, encoding: 'utf-16le' })
  // 总体情况 in GB 18030.
  expect(decodeText(new Uint8Array([0xd7, 0xdc, 0xcc, 0xe5, 0xc7, 0xe9, 0xbf, 0xf6]))).toEqual({
    text: '总体情况',
    encoding: 'gb18030',
    damaged: false,
  })
  expect(decodeText(new Uint8Array([0xe6, 0x80, 0xbb, 0xff, 0xff])).damaged).toBe(true)
})

test('characters that no font should give', () => {
  expect(garbledShare('规章 0 0 0')).toBe(0)
  expect(garbledShare('\ue001\ue002\ufffd规')).toBe(0.75)
})

test('CSV comes back as it went', () => {
  const rows = [
    ['a', 'b,c', 'd"e', 'f\ng', ''],
    ['1', '', '2', '3', '4'],
  ]
  const text = csvLine(['v', 'w', 'x', 'y', 'z']) + rows.map(csvLine).join('')
  expect(parseCsv(`\ufeff${text}`).map((record) => Object.values(record))).toEqual(rows)
  expect(() => parseCsv('a,b\n"1,2')).toThrow(/line 2/)
  expect(parseCsv('__proto__,a\n1,2')[0]).toHaveProperty('a', '2')
})
