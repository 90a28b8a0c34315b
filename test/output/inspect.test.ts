import { describe, expect, test } from 'vitest'
import { checkReport } from '../../src/check/index.js'
import { note } from '../../src/findings.js'
import { formatFinding } from '../../src/messages/index.js'
import { escapeHtml } from '../../src/output/escape.js'
import { type Inspected, toInspectHtml } from '../../src/output/inspect.js'
import type { Report } from '../../src/report/schema.js'
import type { Block, Cell, Grid, Page } from '../../src/types.js'
import { page, run } from '../helpers/draw.js'
import { consistentSheet, type Entry, figure, makeReport } from '../helpers/report.js'

interface Tag {
  readonly name: string
  readonly attributes: ReadonlyMap<string, string>
  readonly text: string
}

const VOID = new Set(['meta', 'br'])
const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" }
const decode = (text: string): string =>
  text.replace(/&(amp|lt|gt|quot|#39);/g, (_all, name: string) => entities[name] ?? '')

/** Reads markup by the strict rules only: quoted attributes, known entities, closed elements. Throws on anything else. */
function parse(html: string): { tags: Tag[]; text: string } {
  const tags: Tag[] = []
  const open: string[] = []
  let text = ''
  let at = 0
  const token =
    /<!doctype html>|<style>([^<]*)<\/style>|<(\/?)([a-z0-9]+)((?:\s+[A-Za-z][A-Za-z0-9-]*="[^"<>]*")*)\s*(\/?)>/gi
  const plain = (part: string): void => {
    if (/[<>]/.test(part)) throw new Error(`stray angle bracket in ${JSON.stringify(part.slice(0, 80))}`)
    if (/&(?!(?:amp|lt|gt|quot|#39);)/.test(part))
      throw new Error(`bare ampersand in ${JSON.stringify(part.slice(0, 80))}`)
    text += decode(part)
  }
  for (const match of html.matchAll(token)) {
    plain(html.slice(at, match.index))
    at = match.index + match[0].length
    const [, style, closing, name = '', attributes = '', self] = match
    if (style !== undefined) {
      tags.push({ name: 'style', attributes: new Map(), text: style })
      continue
    }
    if (name === '') continue
    if (closing) {
      const last = open.pop()
      if (last !== name) throw new Error(`</${name}> closes <${last}>`)
      continue
    }
    const map = new Map<string, string>()
    for (const [, key = '', value = ''] of attributes.matchAll(/([A-Za-z][A-Za-z0-9-]*)="([^"]*)"/g)) {
      if (map.has(key)) throw new Error(`${key} twice in <${name}>`)
      if (/&(?!(?:amp|lt|gt|quot|#39);)/.test(value)) throw new Error(`bare ampersand in ${key}`)
      map.set(key, decode(value))
    }
    tags.push({ name, attributes: map, text: '' })
    if (!self && !VOID.has(name)) open.push(name)
  }
  plain(html.slice(at))
  if (open.length > 0) throw new Error(`<${open.join('> <')}> never closed`)
  return { tags, text }
}

const box = (r: number, c: number): [number, number, number, number] => [
  50 + c * 60,
  100 + r * 20,
  110 + c * 60,
  120 + r * 20,
]
const cell = (r: number, c: number, text: string, framed: boolean): Cell => ({
  row: r,
  col: c,
  rowSpan: 1,
  colSpan: 1,
  text,
  lines: text === '' ? [] : [text],
  place: { page: 1, box: box(r, c) },
  ...(framed ? { frame: box(r, c) } : {}),
})

const columns = ['upheld', 'corrected', 'otherOutcome', 'pending', 'total'] as const

/** A trace of table 四 with one row of figures below a row of labels, on a page or in text. */
function inspected(
  texts: readonly string[],
  entries: readonly Entry[],
  options: { hostile?: string; pages?: boolean; report?: Partial<Report> } = {},
): Inspected {
  const { hostile = '结果维持', pages = true } = options
  const labels = columns.map((_, c) => cell(0, c, hostile, pages))
  const values = texts.map((text, c) => cell(1, c, text, pages))
  const grid: Grid = {
    kind: 'grid',
    method: 'lattice',
    rows: 2,
    cols: 5,
    cells: [...labels, ...values],
    ragged: false,
    rowPages: [1, 1],
    place: null,
    breaks: [],
  }
  const blocks: Block[] = [{ kind: 'paragraph', text: `四、${hostile}`, place: null, scale: 1, centred: false }, grid]
  const report = {
    ...makeReport({
      title: hostile,
      tables: [
        {
          table: 'disputes',
          edition: '2021',
          cells: new Map([
            ...consistentSheet('disputes', '2021', () => 0),
            ...columns.map((column, c) => [`disputes.reconsideration.${column}`, entries[c] ?? 0] as const),
          ]),
        },
      ],
    }),
    ...options.report,
  }
  const drawn: Page = page(
    [run(hostile, 60, 104), { ...run('12', 60, 124), hidden: true }, { ...run(hostile, 300, 300), vertical: true }],
    [
      { axis: 'horizontal', at: 100, from: 50, to: 350, width: 1 },
      { axis: 'vertical', at: 50, from: 100, to: 140, width: 1 },
    ],
  )
  return {
    report,
    findings: [
      ...checkReport(report).findings,
      note('locate/row-unmatched', { label: hostile, texts: [hostile] }, { table: 'disputes' }),
    ],
    trace: {
      pages: pages ? [drawn] : [],
      blocks,
      tables: [
        {
          table: 'disputes',
          instance: 0,
          cells: columns.map((column, c) => ({ row: 'reconsideration', column, cells: values[c] ? [values[c]] : [] })),
          rows: [{ row: 'reconsideration', label: hostile, likeness: 1, place: null }],
        },
      ],
    },
  }
}

const hostile = `<script>alert(1)</script>"onmouseover="alert(2)' <img src=x onerror=alert(3)>--><!--</style></title>&lt;&#x3c;&amp;\u0000\u202e\ud800`

describe('escapeHtml', () => {
  test('no text can end an attribute or begin a tag', () => {
    expect(escapeHtml(`<a href="x" title='y'>&amp;</a>`)).toBe(
      '&lt;a href=&quot;x&quot; title=&#39;y&#39;&gt;&amp;amp;&lt;/a&gt;',
    )
    expect(escapeHtml(hostile)).not.toMatch(/[<>"']/)
    expect(decode(escapeHtml('“三安全一稳定” <1 & 2>'))).toBe('“三安全一稳定” <1 & 2>')
  })
})

describe.each([true, false])('a page of its own, pages %s', (pages) => {
  test.each(['en', 'zh'] as const)(
    'is well formed and needs nothing from outside, whatever the file says: %s',
    (language) => {
      const html = toInspectHtml(inspected(['10', '1', hostile, '/', '0'], [10, 1, '?', '/', 0], { hostile, pages }), {
        title: hostile,
        language,
      })
      const { tags, text } = parse(html)
      const names = new Set(tags.map(({ name }) => name))
      for (const name of [
        'script',
        'link',
        'img',
        'image',
        'iframe',
        'object',
        'embed',
        'a',
        'base',
        'form',
        'use',
        'foreignobject',
        'animate',
        'set',
      ])
        expect(names.has(name), name).toBe(false)
      for (const { name, attributes, text: style } of tags) {
        for (const [key, value] of attributes) {
          expect(key, `${name} ${key}`).not.toMatch(/^(?:on|src|href|xlink|style|srcset|action|formaction|data)/i)
          if (key === 'http-equiv') expect(value).toBe('Content-Security-Policy')
        }
        expect(style).not.toMatch(/url\(|@import|https?:|expression/i)
      }
      expect(html).not.toMatch(/https?:|\/\/[a-z]/i)
      expect(text).toContain('<script>alert(1)</script>')
      expect(html).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u202a-\u202e]/)
      expect(Buffer.from(html, 'utf8').toString('utf8')).toBe(html)
      expect(tags.find(({ name }) => name === 'html')?.attributes.get('lang')).toBe(language)
      const policy = tags.find(({ attributes }) => attributes.has('http-equiv'))?.attributes.get('content')
      expect(policy).toMatch(/default-src 'none'/)
      expect(policy).not.toMatch(/script-src|https?:|\*/)
    },
  )

  test('says of every cell what it was read as, and marks those in a finding', () => {
    const read = inspected(['10', '1', '', '1 2', '0'], [10, figure(1, 0.7), '', '?', 0], { pages })
    const { tags, text } = parse(toInspectHtml(read, { title: '年报' }))
    const kinds = tags
      .filter(
        ({ name, attributes }) => (pages ? name === 'g' : name === 'td') && attributes.get('class')?.startsWith('cell'),
      )
      .map(({ attributes }) => attributes.get('class'))
    // The relation cannot be assessed: nothing in it is flagged.
    expect(kinds).toEqual(['cell sure', 'cell doubt', 'cell blank', 'cell bad', 'cell sure'])
    const told = pages ? text : tags.map(({ attributes }) => attributes.get('title') ?? '').join('\n')
    expect(told).toContain('disputes.reconsideration.corrected')
    expect(told).toContain('confidence 0.7')
    expect(text).toContain('reconsideration.pending')
    const wrong = inspected(['10', '1', '0', '0', '0'], [10, 1, 0, 0, 0], { pages })
    const flagged = parse(toInspectHtml(wrong, { title: '年报' })).tags.filter(
      ({ attributes }) => attributes.get('class')?.includes('flag') && attributes.get('class')?.startsWith('cell'),
    )
    expect(flagged).toHaveLength(5)
  })

  test('labels that belong to the table are told from blank cells', () => {
    const { tags } = parse(
      toInspectHtml(inspected(['1', '', '', '', '1'], [1, '', '', '', 1], { pages, hostile: '' }), { title: 'x' }),
    )
    const classes = tags.map(({ attributes }) => attributes.get('class'))
    expect(classes.filter((one) => one === 'none')).toHaveLength(5)
    expect(classes).not.toContain('label')
  })
})

test('the head names the report; findings stand below in the language that is asked for', () => {
  const read = inspected(['10', '1', '0', '0', '0'], [10, 1, 0, 0, 0])
  for (const language of ['en', 'zh'] as const) {
    const { tags, text } = parse(toInspectHtml(read, { title: 'a.pdf', language }))
    expect(text).toContain('青禾县人民政府 · 2023')
    for (const finding of read.findings) expect(text).toContain(formatFinding(finding, language))
    expect(tags.filter(({ name }) => name === 'li').map(({ attributes }) => attributes.get('class'))).toEqual(
      read.findings.map(({ level }) => level),
    )
  }
})

test('pages are drawn with their runs and rulings, in one figure each', () => {
  const read = inspected(['1', '0', '0', '0', '1'], [1, 0, 0, 0, 1])
  const two: Inspected = {
    ...read,
    trace: {
      ...read.trace,
      pages: [...read.trace.pages, page([run('第二页', 10, 10)], [], { number: 2, turned: 90 })],
    },
  }
  const { tags, text } = parse(toInspectHtml(two, { title: 'x' }))
  const svgs = tags.filter(({ name }) => name === 'svg')
  expect(svgs.map(({ attributes }) => attributes.get('viewBox'))).toEqual(['0 0 600 800', '0 0 800 600'])
  expect(tags.filter(({ attributes }) => attributes.get('class') === 'ruling')).toHaveLength(2)
  expect(tags.filter(({ attributes }) => attributes.get('class') === 'run hidden')).toHaveLength(1)
  expect(text).toMatch(/turned 90°/)
})

test('a file that is no report has a page too', () => {
  const html = toInspectHtml(
    {
      report: null,
      findings: [note('locate/not-a-report')],
      trace: {
        pages: [],
        blocks: [{ kind: 'paragraph', text: '会议通知', place: null, scale: 1, centred: false }],
        tables: [],
      },
    },
    { title: '通知.txt' },
  )
  const { text } = parse(html)
  expect(text).toContain('会议通知')
  expect(text).toContain('通知.txt')
  expect(text).not.toMatch(/undefined|null|NaN/)
})

test('the same reading gives the same page', () => {
  const read = inspected(['10', '1', '0', '0', '0'], [10, 1, 0, 0, 0])
  expect(toInspectHtml(read, { title: 'x' })).toBe(toInspectHtml(structuredClone(read), { title: 'x' }))
})
