import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { deflateSync } from 'node:zlib'
import { afterAll, describe, expect, test } from 'vitest'
import {
  cellsOf,
  closeReaders,
  type ErrorCode,
  type Finding,
  NianbaoError,
  type NodeReadOptions,
  readReport,
} from '../../dist/node/index.js'
import { fixture, temporary } from '../helpers/command.js'
import { makePdf, show } from '../helpers/pdf.js'

const folder = temporary()
afterAll(closeReaders)

const latin = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1')
const stream = (entries: string, data: string): string =>
  `<< ${entries} /Length ${data.length} >>\nstream\n${data}\nendstream`
const packed = (data: string, entries = ''): string =>
  stream(`${entries} /Filter /FlateDecode`, latin(deflateSync(Buffer.from(data, 'latin1'))))
/** A page whose content is the object 100; the last entry of a dictionary counts. */
const contentOf = (...objects: string[]): Uint8Array =>
  makePdf([{ content: '', extra: '/Contents 100 0 R' }], { objects })
const resources = (entries: string): string => `/Resources << /Font << /H 3 0 R >> ${entries} >>`
const form = (data: string, entries: string): string =>
  stream(`/Type /XObject /Subtype /Form /BBox [0 0 400 300] ${resources(entries)}`, data)
/** So many spaces from next to nothing: 128 by two bytes of run lengths, and those packed. */
const spaces = (bytes: number): string => {
  const runs = Buffer.alloc(bytes / 64, Buffer.from([129, 32]))
  return stream('/Filter [/FlateDecode /RunLengthDecode]', latin(deflateSync(runs)))
}
const replaced = (bytes: Uint8Array, from: string, to: string): Uint8Array => {
  const text = latin(bytes)
  expect(text).toContain(from)
  return Buffer.from(text.replace(from, to), 'latin1')
}
const five = makePdf([{ content: show('5', 50, 200) }])
const nested = (depth: number, fan: number): Uint8Array =>
  makePdf([{ content: '/X Do', extra: resources('/XObject << /X 100 0 R >>') }], {
    objects: Array.from({ length: depth }, (_, i) =>
      i < depth - 1 ? form('/X Do '.repeat(fan), `/XObject << /X ${101 + i} 0 R >>`) : form(show('9', 50, 200), ''),
    ),
  })

interface Outcome {
  readonly code: ErrorCode | 'read'
  readonly findings: readonly Finding['code'][]
}

/** Whatever comes back must be typed, and none of these inputs prints a figure. */
async function outcomeOf(input: string | Uint8Array, options: NodeReadOptions = {}): Promise<Outcome> {
  try {
    const { report, findings } = await readReport(input, { ...options, trace: false })
    expect(report ? [...cellsOf(report)].filter(({ figure }) => figure.value !== null) : []).toEqual([])
    return { code: 'read', findings: findings.map(({ code }) => code) }
  } catch (error) {
    expect(error).toBeInstanceOf(NianbaoError)
    return { code: (error as NianbaoError).code, findings: [] }
  }
}

describe('inputs that would take all there is end at a limit', () => {
  const limits = { milliseconds: 1500, millisecondsPerPage: 1, megabytes: 500 }
  test('states saved and never restored, which cost the square of their number', async () => {
    expect(await outcomeOf(makePdf([{ content: 'q '.repeat(1_500_000) }]), { limits })).toMatchObject({
      code: 'time-limit',
    })
  })
  test('forms that paint ten forms each, ten deep', async () => {
    expect(await outcomeOf(nested(11, 10), { limits: { ...limits, operators: 10 ** 9 } })).toMatchObject({
      code: expect.stringMatching(/^(?:time|memory)-limit$/),
    })
    const { code, findings } = await outcomeOf(nested(11, 10), { limits: { operators: 20_000 } })
    expect([code, findings]).toEqual(['read', expect.arrayContaining(['read/operator-limit'])])
  })
  test('a page of a gigabyte in a file of a few kilobytes', async () => {
    const bomb = contentOf(spaces(2 ** 30))
    expect(bomb.length).toBeLessThan(50_000)
    expect(await outcomeOf(bomb, { limits: { milliseconds: 60_000, megabytes: 500 } })).toMatchObject({
      code: 'memory-limit',
    })
  })
  test('one page with two million words', async () => {
    const { code, findings } = await outcomeOf(
      contentOf(packed(`BT /H 1 Tf ${'1 0 Td (x) Tj '.repeat(2_000_000)} ET`)),
      { limits: { operators: 50_000 } },
    )
    expect([code, findings]).toEqual(['read', expect.arrayContaining(['read/operator-limit'])])
  })
  test('10,000 pages', { timeout: 180_000 }, async () => {
    const path = join(folder, 'pages.pdf')
    writeFileSync(path, makePdf(Array.from({ length: 10_000 }, (_, i) => ({ content: show(String(i), 50, 100) }))))
    const { code, findings } = await outcomeOf(path)
    expect([code, findings]).toEqual(['read', expect.arrayContaining(['read/page-limit'])])
  })
  test('a text of 100 MB, whatever its lines are', { timeout: 180_000 }, async () => {
    for (const line of ['某县2022年政府信息公开工作年度报告\n', '1\t2\t3\t4\n']) {
      const path = join(folder, 'long.txt')
      writeFileSync(path, line.repeat(Math.ceil(100_000_000 / Buffer.byteLength(line))))
      expect([line, await outcomeOf(path, { limits: { milliseconds: 1_000 } })]).toEqual([
        line,
        expect.objectContaining({ code: expect.stringMatching(/^(?:input-too-large|time-limit|memory-limit)$/) }),
      ])
    }
  })
  test.each([
    ['tabs', '\t'],
    ['spaces and figures', ' 1  2  3\n'],
    ['one word without an end', '报'],
    ['numerals of headings', '一、\n'],
    ['brackets', '（'],
    ['figures of a table', '一、本年新收政府信息公开申请数量\t1\t2\t3\t4\t5\t6\t7\n'],
    ['titles', '某县2022年政府信息公开工作年度报告\n'],
    ['page breaks', '\f'],
    ['zero-width marks', '\u200b\u202e'],
  ])('a text of 3 MB made of %s ends', { timeout: 180_000 }, async (_, piece) => {
    const input = new TextEncoder().encode(piece.repeat(Math.ceil(3_000_000 / Buffer.byteLength(piece))))
    const outcome = await readReport(input, { trace: false, limits: { milliseconds: 1_000 } }).then(
      () => 'read',
      (error: unknown) => (error instanceof NianbaoError ? error.code : error),
    )
    expect(outcome).toMatch(/^(?:read|time-limit|memory-limit)$/)
  })
})

describe('damaged and absurd files end typed, by themselves', () => {
  const limits = { milliseconds: 20_000, megabytes: 700 }
  const many = (what: string, times: number): string => what.repeat(times)
  const cases: [string, () => Uint8Array][] = [
    ['a page tree that holds itself', () => replaced(five, '/Kids [10 0 R]', '/Kids [2 0 R 10 0 R]')],
    ['a page tree without pages', () => replaced(five, '/Kids [10 0 R] /Count 1', '/Kids [] /Count 0')],
    ['fewer than no pages', () => replaced(five, '/Count 1', '/Count -5')],
    ['two billion pages that are not there', () => replaced(five, '/Count 1', '/Count 2147483647')],
    ['no number of pages', () => replaced(five, '/Count 1', '/Count null')],
    [
      'a form that paints itself',
      () =>
        makePdf([{ content: '/X Do', extra: resources('/XObject << /X 100 0 R >>') }], {
          objects: [form('/X Do', '/XObject << /X 100 0 R >>')],
        }),
    ],
    [
      'a pattern made of itself',
      () =>
        makePdf([{ content: '/Pattern cs /P scn 0 0 9 9 re f', extra: resources('/Pattern << /P 100 0 R >>') }], {
          objects: [
            stream(
              `/Type /Pattern /PatternType 1 /PaintType 1 /TilingType 1 /BBox [0 0 9 9] /XStep 9 /YStep 9 ${resources('/Pattern << /P 100 0 R >>')}`,
              '/Pattern cs /P scn 0 0 9 9 re f',
            ),
          ],
        }),
    ],
    ['a reference in a circle', () => contentOf('101 0 R', '100 0 R')],
    ['a length that is its own stream', () => contentOf('<< /Length 100 0 R >>\nstream\nBT ET\nendstream')],
    [
      'a font of itself',
      () =>
        makePdf([{ content: 'BT /F 9 Tf (5) Tj ET', extra: '/Resources << /Font << /F 100 0 R >> >>' }], {
          objects: ['<< /Type /Font /Subtype /Type0 /Encoding /Identity-H /DescendantFonts [100 0 R] >>'],
        }),
    ],
    ['a thousand filters', () => contentOf(stream(`/Filter [${many('/ASCIIHexDecode ', 1000)}]`, '35>'))],
    ['arrays a hundred thousand deep', () => makePdf([{ content: `${many('[', 100_000)}${many(']', 100_000)} TJ` }])],
    [
      'an object a hundred thousand deep',
      () =>
        makePdf([{ content: show('5', 50, 200), extra: '/Annots 100 0 R' }], {
          objects: [many('[', 100_000) + many(']', 100_000)],
        }),
    ],
    [
      'a previous table that is this one',
      () => replaced(five, '/Root 1 0 R', `/Root 1 0 R /Prev ${latin(five).lastIndexOf('xref\n0')}`),
    ],
    ['a table of a billion entries', () => replaced(five, 'xref\n0 12', 'xref\n0 999999999')],
    ['a start beyond the end', () => replaced(five, 'startxref\n', 'startxref\n9999')],
    [
      'fifty thousand trailers',
      () => Buffer.concat([five.subarray(0, -30), Buffer.from(many('trailer << /Root 99 0 R >>\n', 50_000))]),
    ],
    ['a million objects of the same number', () => Buffer.from(`%PDF-1.4\n${many('1 0 obj ', 1_000_000)}`)],
    ['nothing but brackets', () => Buffer.from(`%PDF-1.4\n1 0 obj\n${many('<', 2_000_000)}`)],
    [
      'a picture of a billion by a billion points',
      () =>
        makePdf([{ content: 'q 100 0 0 100 0 0 cm /I Do Q', extra: resources('/XObject << /I 100 0 R >>') }], {
          objects: [
            stream(
              '/Type /XObject /Subtype /Image /Width 1000000000 /Height 1000000000 /ColorSpace /DeviceGray /BitsPerComponent 8',
              'x',
            ),
          ],
        }),
    ],
    [
      'a picture whose mask it is',
      () =>
        makePdf([{ content: 'q 100 0 0 100 0 0 cm /I Do Q', extra: resources('/XObject << /I 100 0 R >>') }], {
          objects: [
            stream(
              '/Type /XObject /Subtype /Image /Width 2 /Height 2 /ColorSpace /DeviceGray /BitsPerComponent 8 /SMask 100 0 R',
              'abcd',
            ),
          ],
        }),
    ],
    [
      'an inline picture without an end',
      () => makePdf([{ content: `BI /W 9999 /H 9999 /BPC 8 /CS /RGB ID ${many('\x80\x01', 100_000)}` }]),
    ],
    ['a path of a million points', () => contentOf(packed(`0 0 m ${many('1 1 l ', 1_000_000)} S`))],
    [
      'coordinates without measure',
      () =>
        makePdf([
          {
            content:
              'BT /H 1e308 Tf 1e308 0 0 1e308 1e308 1e308 Tm (5) Tj ET 1e300 0 0 1e300 0 0 cm 0 0 m 1e300 1e300 l S',
          },
        ]),
    ],
    [
      'coordinates that are no numbers',
      () =>
        makePdf([
          { content: 'BT /H nan Tf 1 0 0 1 NaN Infinity Tm (5) Tj ET -- 3 +-4 m 99999999999999999999999 . l S' },
        ]),
    ],
    [
      'a font of no size',
      () => makePdf([{ content: 'BT /H 0 Tf 0 0 0 0 0 0 Tm (5) Tj ET 0 0 0 0 0 0 cm 0 0 m 9 9 l S' }]),
    ],
    ...['0 0 0 0', '400 300 0 0', '-1e10 -1e10 1e10 1e10', '0 0 nan nan', '0 0 1', 'null null null null'].map(
      (box): [string, () => Uint8Array] => [
        `a page of ${box}`,
        () => makePdf([{ content: `${show('5', 50, 200)} 0 0 m 100 100 l S`, mediaBox: box }]),
      ],
    ),
    ...['/Rotate 45', '/Rotate 1000000090', '/UserUnit 1e12', '/CropBox [9e9 9e9 9e10 9e10]'].map(
      (extra): [string, () => Uint8Array] => [
        `a page with ${extra}`,
        () => makePdf([{ content: show('5', 50, 200), extra }]),
      ],
    ),
    [
      'a script, a shell and an address that want to be opened',
      () =>
        makePdf([{ content: show('5', 50, 200), extra: '/AA << /O << /S /JavaScript /JS (globalThis.x = 1) >> >>' }], {
          catalog: '/OpenAction << /S /Launch /F (/bin/sh) /Next << /S /URI /URI (http://127.0.0.1:9/) >> >>',
        }),
    ],
    ['the first kilobyte of a report', () => Buffer.concat([Buffer.from('%PDF-1.7\n'), Buffer.alloc(1000, 32)])],
  ]
  test.each(cases)('%s', async (_, make) => {
    const { code } = await outcomeOf(make(), { limits })
    // Neither a crash nor an engine that gave up: what is wrong is known, or it was read as far as it goes.
    expect(code).toMatch(/^(?:read|pdf-invalid|pdf-truncated)$/)
  })
  test('after all of this a report is read as ever', async () => {
    const { report, findings } = await readReport(fixture('chromium-2019.pdf'))
    expect([report?.issuer, findings]).toEqual(['安宁市人民政府', []])
  })
})
