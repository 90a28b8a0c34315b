import { describe, expect, test } from 'vitest'
import { loadPlaces, parsePlaces, placeOf, placesIn } from '../../src/text/places.js'

const places = parsePlaces(
  [
    '云岭市 河湾市 泗石县 泗湾县 洪石县 青原彝族自治县 耒湾县',
    '泗石县:塅头镇,城头镇,石塘乡 耒湾县:塅头镇',
    '耒未来 塅起城 泗四 洪四 塘堂',
  ].join('\n'),
)
const name = (read: string) => placeOf(read, places)

describe('a place that was read from a picture', () => {
  test('stays where it exists', () => {
    for (const read of ['云岭市教育局', '河湾市泗石县人民政府', '泗石县城头镇人民政府', '教育局', ''])
      expect(name(read)).toEqual({ name: read, others: [] })
  })
  test('is the one that what was read is known to stand for', () => {
    expect(name('未湾县财政局').name).toBe('耒湾县财政局')
    expect(name('泗石县起头镇人民政府').name).toBe('泗石县塅头镇人民政府')
    expect(name('河湾市未湾县城头镇人民政府').name).toBe('河湾市耒湾县塅头镇人民政府')
  })
  test('is counted with those that follow it', () => {
    expect(['河湾市泗石县人民政府', '河湾市四石县人民政府', '教育局'].map((one) => placesIn(one, places))).toEqual([
      2, 1, 0,
    ])
  })
  test('is not told where two places are read alike', () => {
    expect(name('四石县水务局')).toEqual({ name: '四石县水务局', others: ['泗石县水务局', '洪石县水务局'] })
  })
  test('is known by all but one character of a long name, be it misread or lost', () => {
    expect(name('青原赫族自治县审计局').name).toBe('青原彝族自治县审计局')
    expect(name('原彝族自治县审计局').name).toBe('青原彝族自治县审计局')
  })
  test('is known by all but two characters of a very long name', () => {
    expect(name('清原赫族自治县审计局').name).toBe('青原彝族自治县审计局')
    expect(name('清厚赫族自治县审计局').name).toBe('清厚赫族自治县审计局')
  })
  test('is known behind a letter too many, of which no place begins', () => {
    expect(name('人泗石县财政局')).toEqual({ name: '泗石县财政局', others: [] })
    expect(name('云岭市人泗石县财政局').name).toBe('云岭市人泗石县财政局')
    expect(name('人口办公室').name).toBe('人口办公室')
  })
  test('is in doubt where a short name is like another', () => {
    expect(name('云崎市教育局')).toEqual({ name: '云崎市教育局', others: ['云岭市教育局'] })
    expect(name('泗石县石堂乡人民政府').name).toBe('泗石县石塘乡人民政府')
    expect(name('南山县教育局')).toEqual({ name: '南山县教育局', others: [] })
  })
})

describe('what lies in a place that is known', () => {
  const nested = parsePlaces(
    [
      '',
      '檀山县:云口镇,石塘乡 松山县:云口镇',
      '松公',
      '檀 蓟',
      '北原省:云岭市,檀山县 云岭市:松山县,蓟岭县 南原省:河湾市 河湾市:竹山县',
    ].join('\n'),
  )
  const given = (read: string) => placeOf(read, nested)
  test('is looked for there first: a character that is never read stands for any', () => {
    expect(given('北原省槽山县审计局').name).toBe('北原省檀山县审计局')
    expect(given('云岭市筋岭县审计局').name).toBe('云岭市蓟岭县审计局')
    expect(given('槽山县审计局').name).toBe('槽山县审计局')
  })
  test('a prefecture is known by its district, where it is the only one that looks so', () => {
    expect(given('云峙市蓟岭县审计局').name).toBe('云岭市蓟岭县审计局')
    expect(given('云峙市竹山县审计局').name).toBe('云峙市竹山县审计局')
    expect(given('公峙市蓟岭县审计局').name).toBe('公峙市蓟岭县审计局')
  })
  test('县 in two halves is 县', () => {
    expect(given('松山有具审计局').name).toBe('松山县审计局')
    expect(given('有具体办法的单位').name).toBe('有具体办法的单位')
  })
  test('具 behind the name of a county is 县, elsewhere it is not', () => {
    expect(given('松山具审计局').name).toBe('松山县审计局')
    expect(given('云岭市松山且审计局').name).toBe('云岭市松山县审计局')
    expect(given('云岭市农具研究所').name).toBe('云岭市农具研究所')
  })
  test('a county is known by its town', () => {
    expect(given('槽山县石塘乡人民政府').name).toBe('檀山县石塘乡人民政府')
    expect(given('槽山县竹口乡人民政府').name).toBe('槽山县竹口乡人民政府')
  })
  test('a character that is read as a rule is not taken for another: the place may be one that is no more', () => {
    expect(given('云岭市梅山县审计局')).toEqual({ name: '云岭市梅山县审计局', others: ['云岭市松山县审计局'] })
    expect(given('云岭市公山县审计局').name).toBe('云岭市松山县审计局')
  })
})

test('the list that comes with the package has the counties of China, and what rare characters are read as', async () => {
  const all = await loadPlaces()
  expect(all.divisions.size).toBeGreaterThan(3_000)
  for (const county of ['洪泽区', '耒阳市', '湟源县']) expect(all.divisions.has(county)).toBe(true)
  expect(placeOf('未阳市司法局', all)).toEqual({ name: '耒阳市司法局', others: [] })
  const some = [...all.divisions].filter((_, i) => i % 5 === 0)
  for (const division of some)
    expect(placeOf(`${division}人民政府`, all)).toEqual({ name: `${division}人民政府`, others: [] })
})
