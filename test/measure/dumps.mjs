#!/usr/bin/env node
// How well text dumps are read: random reports in the forms that tools leave them in, each with damages, every cell compared.
//
//   node test/measure/dumps.mjs [--seed N] [--count N] [--forms a,b] [--damages a,b] [--zeros printed|blank|/] [--show N]
//   node test/measure/dumps.mjs --pdf DIR [--tools plain,raw,layout,mutool] …   files of `scripts/fixtures/stress.mjs DIR`
//
// right: what is printed. false: another value or state with a confidence of 0.95 and more. doubt: another one with less.
// open: unreadable. named: absent, and a finding names the cell or its table. silent: absent without a word. gone: absent where nothing is printed.
import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { cellsOf, readReport } from '../../dist/index.js'
import { makeReport, random, truthOf } from '../../scripts/fixtures/model.mjs'

const SURE = 0.95
const KINDS = ['right', 'false', 'doubt', 'open', 'named', 'silent', 'gone']

const option = (name, fallback) => {
  const at = process.argv.indexOf(`--${name}`)
  return at > 0 ? process.argv[at + 1] : fallback
}
const seed = Number(option('seed', '1'))
const count = Number(option('count', '4'))
const show = Number(option('show', '10'))

// Forms: a table of the model → lines.

const textOf = (cell) => cell.t.replaceAll('\n', '')
const isValue = (cell) => cell.kind === 'value'
const filled = (cells) => cells.map(textOf).filter(Boolean)
const labels = (row) => filled(row.filter((cell) => !isValue(cell)))
const values = (row) => filled(row.filter(isValue))
const flat = (table, part) => table.rows.flatMap(part)

/** Stretches of rows under one header. */
function bandsOf({ rows }) {
  const bands = []
  for (const row of rows) {
    const last = bands[bands.length - 1]
    const body = row.some(isValue)
    if (!last || (!body && last.body.length > 0)) bands.push({ head: body ? [] : [row], body: body ? [row] : [] })
    else (body ? last.body : last.head).push(row)
  }
  return bands
}
const columnsOf = (rows) =>
  (rows[0] ?? [])
    .filter(isValue)
    .flatMap((_, c) => rows.map((row) => textOf(row.filter(isValue)[c])))
    .filter(Boolean)
/** The labels above the values of a band: the last `n` leaves of its header. */
const leavesOf = ({ head, body }) => {
  const width = (body[0] ?? []).filter(isValue).length
  const lines = head.map((row) => row.map(textOf))
  if (width === 7) return ['自然人', ...(lines[lines.length - 1] ?? []), '总计']
  if (width === 15) return Array(3).fill(['结果维持', '结果纠正', '其他结果', '尚未审结', '总计']).flat()
  return (lines[lines.length - 1] ?? []).slice(-width)
}
const sentences = (table, write) =>
  bandsOf(table).flatMap((band) =>
    band.body.map((row) => write(labels(row), leavesOf(band), row.filter(isValue).map(textOf))),
  )

const forms = {
  bars: (table) => table.rows.map((row) => `${row.map(textOf).join(' | ')} |`),
  tabs: (table) => table.rows.map((row) => row.map(textOf).join('\t')),
  strokes: (table) => table.rows.map((row) => filled(row).join(' / ')),
  cells: (table) => flat(table, filled),
  barredCells: (table) => flat(table, (row) => row.map((cell) => `${textOf(cell)} |`)),
  spaced: (table) => table.rows.map((row) => filled(row).join(' ')),
  spacedLine: (table) => [flat(table, filled).join(' ')],
  glued: (table) => table.rows.map((row) => row.map(textOf).join('')),
  gluedLine: (table) => [flat(table, filled).join('')],
  apart: (table) =>
    table.rows.map((row) =>
      row.map((cell) => (isValue(cell) ? [...textOf(cell)].join(' ') : textOf(cell))).join('   '),
    ),
  byColumn: (table) =>
    bandsOf(table).flatMap(({ head, body }) => [...head.flatMap(labels), ...body.flatMap(labels), ...columnsOf(body)]),
  byRow: (table) =>
    bandsOf(table).flatMap(({ head, body }) => [
      ...head.flatMap(labels),
      ...body.flatMap(labels),
      ...body.flatMap(values),
    ]),
  labelsFirst: (table) => [...flat(table, labels), ...flat(table, values)],
  figuresFirst: (table) => table.rows.map((row) => [...values(row), ...labels(row)].join(' ')),
  figuresFirstCells: (table) => flat(table, (row) => [...values(row), ...labels(row)]),
  reversed: (table) => table.rows.map((row) => filled([...row].reverse()).join(' ')),
  labelLine: (table) => flat(table, (row) => [labels(row).join(' '), values(row).join(' ')].filter(Boolean)),
  figureLine: (table) => flat(table, (row) => [values(row).join(' '), labels(row).join(' ')].filter(Boolean)),
  sentences: (table) =>
    sentences(
      table,
      (own, leaves, figures) => `${own.join('')}：${leaves.map((leaf, i) => leaf + figures[i]).join('')}`,
    ),
  listed: (table) =>
    sentences(
      table,
      (own, leaves, figures) =>
        `${own.at(-1) ?? ''}：${leaves.map((leaf, i) => `${leaf}${figures[i]}件`).join('，')}。`,
    ),
  bullets: (table) =>
    sentences(table, (own, leaves, figures) => [
      `- ${own.at(-1) ?? '情况'}`,
      ...leaves.map((leaf, i) => `  - ${leaf}：${figures[i]}`),
    ]).flat(),
}

const toText = ({ blocks }, form) =>
  blocks.flatMap((block) => [...(block.kind === 'table' ? forms[form](block) : [block.t ?? '']), '']).join('\n')

// Damages: a text → a text.

const perLine = (change) => (text, rnd) =>
  text
    .split('\n')
    .flatMap((line) => change(line, rnd))
    .join('\n')
const LOOKS = { 息: '恳', 请: '清', 结: '绪', 政: '玫', 公: '么', 自: '白', 科: '料', 业: '亚', 其: '真', 总: '忌' }
const anyFigure = (text, rnd) => {
  const all = [...text.matchAll(/(?<=^|\s)\d+(?=\s|$)/gm)]
  return all[Math.floor(rnd() * all.length)] ?? { index: text.length, 0: '' }
}

const damages = {
  none: (text) => text,
  noBlankLines: (text) => text.replace(/\n{2,}/g, '\n'),
  oneSpace: (text) => text.replace(/[ \t]+/g, ' '),
  fullWidth: (text) => text.replace(/\d/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0)),
  misprints: (text, rnd) =>
    text.replace(/\p{Script=Han}/gu, (char) => (LOOKS[char] && rnd() < 0.15 ? LOOKS[char] : char)),
  letters: (text, rnd) => text.replace(/(?<=^|\s)[01](?=\s|$)/gm, (d) => (rnd() < 0.1 ? { 0: 'O', 1: 'l' }[d] : d)),
  lostLines: perLine((line, rnd) => (rnd() < 0.03 ? [] : [line])),
  lostLabels: perLine((line, rnd) => (!/\d/.test(line) && rnd() < 0.1 ? [] : [line])),
  lostFigure: (text, rnd) => {
    const { index, 0: figure } = anyFigure(text, rnd)
    return text.slice(0, index) + text.slice(index + figure.length)
  },
  strayFigure: (text, rnd) => {
    const { index } = anyFigure(text, rnd)
    return `${text.slice(0, index)}7\n${text.slice(index)}`
  },
  joinedLines: (text, rnd) => text.replace(/\n(?=\S)/g, (end) => (rnd() < 0.03 ? ' ' : end)),
  splitLines: (text, rnd) => text.replace(/ (?=\S)/g, (space) => (rnd() < 0.01 ? '\n' : space)),
  doubledLines: perLine((line, rnd) => (rnd() < 0.01 ? [line, line] : [line])),
  pageNumbers: (text) => {
    let page = 0
    return text
      .split('\n')
      .map((line, i) => (i % 40 === 39 ? `${line}\n${++page}\n\f` : line))
      .join('\n')
  },
  noHeadings: perLine((line) => (/^[一二三四五六]、.*(?:情况|事项)$/.test(line) ? [] : [line])),
  noOrdinals: perLine((line) => line.replace(/(?<=^|\s)(?:（[一二三四五六七]）|[1-8]\.)/g, '')),
  gaps: (text) => text.replace(/(\p{Script=Han})(?=\p{Script=Han})/gu, '$1 '),
}

// Reports and their scores.

function* reports() {
  const rnd = random(seed * 7919 + 13)
  const pick = (...list) => list[Math.floor(rnd() * list.length)]
  for (let i = 0; i < count; i++) {
    const old = pick(true, false, false)
    const amount = old ? { 'proactiveDisclosure.procurement.amount': '350万元' } : {}
    yield {
      issuer: pick('青山县人民政府', '白水镇人民政府', '临河市财政局'),
      year: old ? 2020 : 2023,
      edition: old ? '2019' : '2021',
      seed: seed * 100_000 + i * 17 + 5,
      scale: pick(3, 20, 300, 5000),
      sparse: pick(0.2, 0.5, 0.7, 0.9),
      zeros: option('zeros') ?? pick('printed', 'printed', 'printed', 'blank', '/', '-'),
      fillers: [2, pick(0, 1), pick(0, 1), 2],
      print: amount,
      truth: old ? { 'proactiveDisclosure.procurement.amount': ['350', 'reported'] } : {},
    }
  }
}

const totals = new Map()
const wrong = []
const add = (name, kind) => {
  const own = totals.get(name) ?? Object.fromEntries(KINDS.map((one) => [one, 0]))
  totals.set(name, { ...own, [kind]: own[kind] + 1 })
}

async function score(form, damage, text, truth) {
  const { report, findings } = await readReport(new TextEncoder().encode(text))
  const given = new Map()
  if (report)
    for (const { table, instance, row, column, figure } of cellsOf(report))
      given.set(`${table} ${instance} ${row} ${column}`, figure)
  const named = new Set(
    findings.flatMap(({ code, cells, table }) => [...cells, ...(code === 'locate/unplaced' ? [table] : [])]),
  )
  const tally = (kind, what) => {
    for (const name of [form, damage, 'all']) add(name, kind)
    if (kind === 'false') wrong.push(`${form} ${damage} ${what}`)
  }
  for (const [table, instance, row, column, printed, raw] of truth) {
    const key = `${table} ${instance} ${row} ${column}`
    const figure = given.get(key)
    given.delete(key)
    const value = printed === '' ? null : Number(printed)
    if (!figure || figure.state === 'absent') {
      const known = named.has(`${table}.${row}.${column}`) || named.has(table)
      tally(raw === '' ? 'gone' : known ? 'named' : 'silent')
    } else if (figure.state === 'unreadable') tally('open')
    else if (figure.value === value || (damage.startsWith('lost') && figure.state === 'blank')) tally('right')
    else
      tally(
        figure.confidence >= SURE ? 'false' : 'doubt',
        `${key}: "${raw}" given as ${figure.value} (${figure.confidence})`,
      )
  }
  for (const [key, { value, confidence }] of given)
    if (value !== null && !key.startsWith('statistics'))
      tally(confidence >= SURE ? 'false' : 'doubt', `${key}: ${value} is not printed`)
}

const tools = {
  plain: (file) => ['pdftotext', [file, '-']],
  raw: (file) => ['pdftotext', ['-raw', file, '-']],
  layout: (file) => ['pdftotext', ['-layout', file, '-']],
  mutool: (file) => ['mutool', ['draw', '-q', '-F', 'txt', file]],
}
const chosen = (name, all) => option(name)?.split(',') ?? Object.keys(all)
const rnd = random(seed + 1)
const folder = option('pdf')
if (folder) {
  for (const file of readdirSync(folder)
    .filter((name) => name.endsWith('.pdf'))
    .slice(0, count)) {
    const [, ...lines] = readFileSync(`${folder}/${file.replace('.pdf', '.cells.csv')}`, 'utf8')
      .trim()
      .split('\n')
    const truth = lines.map((line) => line.split(','))
    for (const tool of chosen('tools', tools)) {
      const text = execFileSync(...tools[tool](`${folder}/${file}`), { encoding: 'utf8', maxBuffer: 1 << 27 })
      for (const damage of chosen('damages', damages)) await score(tool, damage, damages[damage](text, rnd), truth)
    }
  }
} else
  for (const spec of reports()) {
    const report = makeReport(spec)
    const truth = truthOf(spec, report.tables)
    for (const form of chosen('forms', forms))
      for (const damage of chosen('damages', damages))
        await score(form, damage, damages[damage](toText(report, form), rnd), truth)
  }

for (const [name, own] of totals) {
  const all = KINDS.reduce((sum, kind) => sum + own[kind], 0)
  const shares = KINDS.map((kind) => `${kind} ${((100 * own[kind]) / all).toFixed(2)}%`.padStart(13)).join('')
  console.log(
    `${name.padEnd(18)}${String(all).padStart(9)}${shares}   false in 10,000: ${((1e4 * own.false) / all).toFixed(2)}`,
  )
}
for (const line of wrong.slice(0, show)) console.log(`  ${line}`)
