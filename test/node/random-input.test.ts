import { readFileSync } from 'node:fs'
import { inflateSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  cellsOf,
  findingCodes,
  forms,
  NianbaoError,
  type ReadOptions,
  type ReadResult,
  readReport,
} from '../../src/index.js'
import { fixture } from '../helpers/command.js'
import { samples } from '../helpers/thorough.js'
import { sampleText } from './sample-text.js'

const seed = 20_231_124
const limits = { milliseconds: 30_000, operators: 200_000, pages: 40 }

/** Read what nobody meant to be read: all that may come back is a typed error or a report that holds. */
async function read(input: Uint8Array, options: ReadOptions = {}): Promise<ReadResult | null> {
  const copy = input.slice()
  let result: ReadResult | null = null
  try {
    result = await readReport(input, { limits, ...options })
  } catch (error) {
    if (!(error instanceof NianbaoError)) throw error
    expect(error.code).not.toMatch(/^(?:engine-|options-|crashed)/)
  }
  expect(Buffer.compare(input, copy)).toBe(0)
  if (!result) return null
  for (const { code, places } of result.findings) {
    expect(findingCodes).toContain(code)
    for (const place of places) expect('page' in place ? place.page : place.line).toBeGreaterThan(0)
  }
  if (!result.report) {
    expect(result.findings.map(({ code }) => code)).toContain('locate/not-a-report')
    return result
  }
  const negative = result.findings.filter(({ code }) => code === 'cell/negative').flatMap(({ cells }) => cells)
  for (const { table, row, column, figure } of cellsOf(result.report)) {
    const { state, value, raw, place, confidence } = figure
    const cell = `${table}.${row}.${column}`
    expect([cell, value !== null]).toEqual([cell, state === 'reported'])
    if (value === null) continue
    // A figure is printed somewhere, with numerals in it.
    expect([cell, raw]).toEqual([cell, expect.stringMatching(/[\d０-９〇零一二两三四五六七八九十百千万亿]/)])
    expect([cell, Number.isFinite(value)]).toEqual([cell, true])
    // What is below nothing is kept as printed, and told.
    if (value < 0 && column !== 'change') expect([cell, negative]).toEqual([cell, expect.arrayContaining([cell])])
    expect([cell, confidence > 0 && confidence <= 1]).toEqual([cell, true])
    expect([cell, place]).toEqual([cell, expect.anything()])
  }
  return result
}

/** Numerals of a text, in order. */
const numerals = (text: string): string => text.normalize('NFKC').replace(/[^\d]/g, '')

describe('bytes', () => {
  test('random ones', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 3000, size: 'max' }), async (bytes) => {
        await read(bytes)
      }),
      { seed, numRuns: samples(150) },
    )
  })
  test('random ones behind the beginning of every kind', async () => {
    const heads = [
      '%PDF-1.7\n',
      '%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n',
      'PK\x03\x04',
      '\xef\xbb\xbf',
      '\xff\xfe',
      '\xfe\xff',
      '<html>',
      '\x89PNG',
      '',
    ]
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...heads),
        fc.uint8Array({ maxLength: 2000, size: 'max' }),
        fc.constantFrom('auto', 'pdf', 'text'),
        async (head, bytes, kind) => {
          await read(Buffer.concat([Buffer.from(head, 'latin1'), bytes]), { kind })
        },
      ),
      { seed, numRuns: samples(80) },
    )
  })
})

/** A change of a file: where, as a share of its length, how much, and what. */
type Change = readonly [
  kind: 'cut' | 'flip' | 'zero' | 'noise' | 'drop' | 'twice' | 'number' | 'word',
  at: number,
  size: number,
  value: number,
]

const change: fc.Arbitrary<Change> = fc.tuple(
  fc.constantFrom(
    'cut',
    'flip',
    'flip',
    'zero',
    'noise',
    'drop',
    'twice',
    'number',
    'number',
    'number',
    'word',
    'word',
  ),
  fc.double({ min: 0, max: 1, noNaN: true }),
  fc.integer({ min: 1, max: 60 }),
  fc.nat(255),
)
const numbers = ['0', '-1', '1', '2', '99999999999', '1e9', '-0.0001', 'nan', '.']
const words = [
  'obj',
  'endobj',
  'stream',
  'endstream',
  'BT',
  'ET',
  'Tj',
  'TJ',
  're',
  'q',
  'Q',
  'cm',
  '/Kids',
  '/Count',
  '/Length',
  '/Contents',
  '/Font',
  '/ToUnicode',
  '/W',
  '/Rotate',
  '/MediaBox',
  '<<',
  '>>',
  '[',
  ']',
  'R',
  'xref',
  'trailer',
]

function apply(bytes: Buffer, [kind, at, size, value]: Change): Buffer {
  const from = Math.floor(at * bytes.length)
  const to = Math.min(bytes.length, from + size)
  const before = bytes.subarray(0, from)
  const part = Buffer.from(bytes.subarray(from, to))
  const after = bytes.subarray(to)
  switch (kind) {
    case 'cut':
      return Buffer.from(before)
    case 'flip':
      return Buffer.concat([before, Buffer.from([(bytes[from] ?? 0) ^ (1 << (value % 8))]), bytes.subarray(from + 1)])
    case 'zero':
      return Buffer.concat([before, part.fill(0), after])
    case 'noise':
      return Buffer.concat([before, part.map((byte, i) => (byte * 31 + value * (i + 7)) & 255), after])
    case 'drop':
      return Buffer.concat([before, after])
    case 'twice':
      return Buffer.concat([before, part, part, after])
    default: {
      const text = bytes.toString('latin1')
      const pattern =
        kind === 'number'
          ? /-?\d+\.?\d*/g
          : new RegExp(words.map((word) => word.replace(/[[\]]/g, '\\$&')).join('|'), 'g')
      pattern.lastIndex = from
      const match = pattern.exec(text)
      if (!match) return bytes
      const list = kind === 'number' ? numbers : words
      return Buffer.from(
        text.slice(0, match.index) + (list[value % list.length] ?? '') + text.slice(match.index + match[0].length),
        'latin1',
      )
    }
  }
}

/** The same document with its streams unpacked, so that changes reach what is drawn. */
function unpacked(bytes: Buffer): Buffer {
  const parts: Buffer[] = []
  let done = 0
  const text = bytes.toString('latin1')
  for (const match of text.matchAll(/\/Filter\s*\/FlateDecode([\s\S]{0,200}?)stream\r?\n/g)) {
    const from = match.index + match[0].length
    const to = text.indexOf('endstream', from)
    if (match.index < done || to < 0 || /Predictor|Length1|endobj/.test(match[0])) continue
    try {
      const data = inflateSync(bytes.subarray(from, to))
      parts.push(
        bytes.subarray(done, match.index),
        Buffer.from(
          match[0].replace(/\/Filter\s*\/FlateDecode/, '').replace(/\/Length \d+( 0 R)?/, `/Length ${data.length}`),
          'latin1',
        ),
        data,
        Buffer.from('\n'),
      )
      done = to
    } catch {
      // Not by itself.
    }
  }
  return Buffer.concat([...parts, bytes.subarray(done)])
}

describe('documents', () => {
  const names = [
    'libreoffice-hair',
    'libreoffice-failing',
    'libreoffice-none',
    'libreoffice-rotated',
    'chromium-hybrid',
    'chromium-three',
  ]
  const sources = names.map((name) => readFileSync(fixture(`${name}.pdf`)))
  const open = [0, 1, 2, 3].map((i) => unpacked(sources[i] as Buffer))

  test('unpacked ones are read as the packed', async () => {
    for (const [i, bytes] of open.entries()) {
      expect(bytes.length).toBeGreaterThan((sources[i] as Buffer).length * 1.05)
      const [a, b] = [await readReport(bytes), await readReport(sources[i] as Buffer)]
      const figures = ({ report }: ReadResult) => report && [...cellsOf(report)].map(({ figure }) => figure.raw)
      expect(figures(a)).toEqual(figures(b))
    }
  })
  test('cut anywhere: never a report that says nothing of it', { timeout: 180_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...sources.keys()),
        fc.double({ min: 0, max: 0.999, noNaN: true }),
        async (i, share) => {
          const whole = sources[i] as Buffer
          const result = await read(whole.subarray(0, Math.floor(share * whole.length)))
          if (result?.report)
            expect(result.findings.map(({ code }) => code)).toContainEqual(expect.stringMatching(/^read\//))
        },
      ),
      { seed, numRuns: samples(25) },
    )
  })
  test('changed anywhere: a typed error, or figures that are printed where they are said to be', {
    timeout: 300_000,
  }, async () => {
    const reports = { read: 0 }
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...sources.slice(0, 2), ...sources.slice(4), ...open, ...open),
        fc.array(change, { minLength: 1, maxLength: 3 }),
        async (source, changes) => {
          const result = await read(changes.reduce(apply, source))
          if (!result?.report) return
          reports.read++
          const pages = new Map(result.trace.pages.map((page) => [page.number, page]))
          for (const { table, row, column, figure } of cellsOf(result.report)) {
            if (figure.value === null || !figure.place || !('page' in figure.place)) continue
            const page = pages.get(figure.place.page)
            expect(page).toBeDefined()
            if (!page || page.turned) continue
            const [x0, top, x1, bottom] = figure.place.box
            const inside = page.runs.filter(
              ({ box }) => box.x0 < x1 + 1 && box.x1 > x0 - 1 && box.top < bottom + 1 && box.bottom > top - 1,
            )
            const printed = inside.map(({ text }) => numerals(text)).join(' ')
            for (const digits of figure.raw.normalize('NFKC').match(/\d/g) ?? []) {
              expect({ cell: `${table}.${row}.${column}`, raw: figure.raw, printed }).toEqual({
                cell: expect.anything(),
                raw: figure.raw,
                printed: expect.stringContaining(digits),
              })
            }
          }
        },
      ),
      { seed, numRuns: samples(45) },
    )
    // The changes are such that much can still be read: else this would say nothing.
    expect(reports.read).toBeGreaterThan(5)
  })
})

describe('texts', () => {
  const labels = forms.flatMap((form) =>
    form.tables.flatMap((table) =>
      table.blocks.flatMap((block) =>
        [...block.rows, ...block.columns].flatMap(({ path, aliases }) => [...path, ...(aliases ?? [])]),
      ),
    ),
  )
  const words = [
    ...new Set(labels),
    ...[
      '一、总体情况',
      '二、主动公开政府信息情况',
      '三、收到和处理政府信息公开申请情况',
      '四、政府信息公开行政复议、行政诉讼情况',
      '五、存在的主要问题及改进情况',
    ],
    ...[
      '某县人民政府',
      '2022年',
      '政府信息公开工作年度报告',
      '本报告',
      '（单位：万元）',
      '信息内容',
      '第二十条第（一）项',
      '总计',
      '其他',
      '截至2022年12月31日',
    ],
  ]
  const figure = fc.oneof(
    fc.nat(99_999).map(String),
    fc.constantFrom(
      '',
      '/',
      '-',
      '—',
      '无',
      '０',
      '１２',
      '十二',
      '1,234',
      '1 2',
      '3件',
      '22（其中修订16件）',
      '-5',
      '14.28（亿元）',
      '1e3',
      '9'.repeat(20),
      '3.5',
      '+7',
      '1.2.3',
    ),
  )
  const gap = fc.constantFrom('\t', '\t', '\t', '\n', '\n', '\n\n', ' ', '  ', '      ', '', '\f', '\r\n', '　')
  const places = (text: string, { report }: ReadResult): void => {
    if (!report) return
    for (const { table, row, column, figure } of cellsOf(report)) {
      if (figure.value === null || !figure.place || !('line' in figure.place)) continue
      const { offset, length } = figure.place
      const cell = `${table}.${row}.${column}`
      const printed = numerals(text.slice(offset, offset + length))
      // Both ways: nothing is in the figure that is not there, and the place is no wider than it must be.
      expect({ cell, numerals: numerals(figure.raw) }).toEqual({ cell, numerals: printed })
    }
  }
  const encode = (text: string): Uint8Array => new TextEncoder().encode(text)

  test('of any characters', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 2000, size: 'max' }), async (text) => {
        await read(encode(text), { kind: 'text' })
      }),
      { seed, numRuns: samples(80) },
    )
  })
  test('of the words of reports: every figure stands at its place', { timeout: 180_000 }, async () => {
    const reports = { read: 0 }
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.oneof(fc.constantFrom(...words), figure, figure), gap), {
          minLength: 5,
          maxLength: 250,
          size: 'max',
        }),
        async (pieces) => {
          const text = pieces.flat().join('')
          const result = await read(encode(text))
          if (!result?.report) return
          reports.read++
          places(text, result)
        },
      ),
      { seed, numRuns: samples(150) },
    )
    expect(reports.read).toBeGreaterThan(10)
  })
  test('a report with lines and fields lost, doubled or changed: every figure stands at its place', {
    timeout: 180_000,
  }, async () => {
    const fields = sampleText.split(/(?<=[\t\n])/)
    const edit = fc.tuple(
      fc.nat(fields.length - 1),
      fc.oneof(fc.constantFrom('', '\t', '\n', 'twice', 'swap'), figure, fc.constantFrom(...words)),
    )
    const figures = { read: 0 }
    await fc.assert(
      fc.asyncProperty(fc.array(edit, { minLength: 1, maxLength: 12 }), async (edits) => {
        const changed = [...fields]
        for (const [at, what] of edits) {
          const old = changed[at] ?? ''
          if (what === 'twice') changed[at] = old + old
          else if (what === 'swap') [changed[at], changed[at + 1]] = [changed[at + 1] ?? '', old]
          else changed[at] = what === '' || what === '\t' || what === '\n' ? what : what + old.slice(-1)
        }
        const text = changed.join('')
        const result = await read(encode(text))
        if (!result?.report) return
        figures.read += [...cellsOf(result.report)].filter((cell) => cell.figure.value !== null).length
        places(text, result)
      }),
      { seed, numRuns: samples(50) },
    )
    expect(figures.read).toBeGreaterThan(1_000)
  })
  test('encodings: the same report from each', async () => {
    const whole = await readReport(encode(sampleText))
    const wide = Buffer.from(sampleText, 'utf16le')
    const inputs = [
      Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), encode(sampleText)]),
      wide,
      Buffer.concat([Buffer.from([0xff, 0xfe]), wide]),
      Buffer.concat([Buffer.from([0xfe, 0xff]), Buffer.from(wide).swap16()]),
    ]
    for (const input of inputs) {
      const { report, findings } = await readReport(input)
      expect({ ...report, source: null }).toEqual({ ...whole.report, source: null })
      expect(findings).toEqual(whole.findings)
    }
  })
})
