/** Pages, Word files and markdown that were cut, changed or shuffled: a typed error, or figures that are printed where they are said to be. */

import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import { cellsOf, NianbaoError, type ReadResult, readReport } from '../../src/index.js'
import { samples } from '../helpers/thorough.js'

const seed = 20_250_115
const file = (path: string): Uint8Array => new Uint8Array(readFileSync(`fixtures/${path}`))
const numerals = (text: string): string => text.normalize('NFKC').replace(/\D/g, '')

async function read(bytes: Uint8Array): Promise<ReadResult | null> {
  try {
    return await readReport(bytes, { limits: { milliseconds: 60_000 } })
  } catch (error) {
    if (!(error instanceof NianbaoError)) throw error
    expect(error.code).not.toMatch(/^(?:engine-|options-|crashed)/)
    return null
  }
}

const tags = [
  ...[
    '<td>',
    '</td>',
    '<tr>',
    '</tr>',
    '<table>',
    '</table>',
    '<td colspan="3">',
    '<td rowspan="99">',
    '<br>',
    '<p>',
    '</div>',
  ],
  ...[
    '<div hidden>',
    '<script>',
    '</script>',
    '<!--',
    '-->',
    '<s>',
    '<template>',
    '&nbsp;',
    '&lt;',
    '"',
    "'",
    '|',
    '\n',
    '$',
    '12',
  ],
]
const words = [
  ...[
    '<w:tc>',
    '</w:tc>',
    '<w:tr>',
    '</w:tr>',
    '<w:tbl>',
    '</w:tbl>',
    '<w:p>',
    '</w:p>',
    '<w:r>',
    '</w:r>',
    '<w:t>',
    '</w:t>',
  ],
  ...[
    '<w:tcPr><w:vMerge/></w:tcPr>',
    '<w:tcPr><w:gridSpan w:val="4"/></w:tcPr>',
    '<w:rPr><w:vanish/></w:rPr>',
    '<w:del>',
    '</w:del>',
  ],
  ...[
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r>',
    '<w:r><w:fldChar w:fldCharType="end"/></w:r>',
    '<mc:Choice Requires="x">',
    '&',
    '9',
  ],
]
/** A change of a text: where, how much of it goes, and what comes in its place. */
const edits = (pieces: readonly string[]) =>
  fc.array(fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.nat(40), fc.constantFrom('', '', ...pieces)), {
    minLength: 1,
    maxLength: 6,
  })
const edited = (text: string, changes: readonly (readonly [number, number, string])[]): string =>
  changes.reduce((sofar, [at, size, piece]) => {
    const from = Math.floor(at * sofar.length)
    return sofar.slice(0, from) + piece + sofar.slice(from + size)
  }, text)

describe('pages and markdown', () => {
  const sources = [
    'html/mso.html',
    'html/rich-text.html',
    'html/data-block.html',
    'html/page-state.html',
    'text/markdown-formulas.md',
    'text/markdown-bars.md',
  ].map((path) => strFromU8(file(path)))
  test('changed anywhere', { timeout: 300_000 }, async () => {
    let figures = 0
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...sources), edits(tags), async (source, changes) => {
        const text = edited(source, changes)
        const result = await read(strToU8(text))
        if (!result?.report) return
        for (const { table, row, column, figure } of cellsOf(result.report)) {
          if (figure.value === null) continue
          figures++
          const place = figure.place as { line: number; offset: number; length: number }
          const there = text.slice(place.offset, place.offset + place.length)
          for (const digit of numerals(figure.raw))
            expect([`${table}.${row}.${column}`, there]).toEqual([expect.anything(), expect.stringContaining(digit)])
        }
      }),
      { seed, numRuns: samples(50) },
    )
    expect(figures).toBeGreaterThan(1_000)
  })
  test('cut anywhere, with single bytes changed', { timeout: 300_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(file('html/old-site.html'), file('html/written-utf16.html'), file('html/saved.mhtml')),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 20 }),
        async (source, share, bytes) => {
          const copy = source.slice(0, Math.max(1, Math.floor(share * source.length)))
          for (const [at, value] of bytes) copy[at % copy.length] = value
          await read(copy)
        },
      ),
      { seed, numRuns: samples(30) },
    )
  })
})

describe('Word files', () => {
  const parts = ['docx/solid.docx', 'docx/increases.docx'].map((path) => unzipSync(file(path)))
  test('main part, styles and lists changed anywhere', { timeout: 300_000 }, async () => {
    let figures = 0
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...parts),
        fc.constantFrom(
          'word/document.xml',
          'word/document.xml',
          'word/styles.xml',
          'word/numbering.xml',
          'word/_rels/document.xml.rels',
          '_rels/.rels',
        ),
        edits(words),
        async (whole, name, changes) => {
          const part = whole[name]
          if (!part) return
          const text = edited(strFromU8(part), changes)
          const result = await read(zipSync({ ...whole, [name]: strToU8(text) }, { level: 1 }))
          if (!result?.report) return
          const printed = name === 'word/document.xml' ? text : strFromU8(whole['word/document.xml']!)
          for (const { figure } of cellsOf(result.report)) {
            if (figure.value === null) continue
            figures++
            for (const digit of numerals(figure.raw)) expect(printed).toContain(digit)
          }
        },
      ),
      { seed, numRuns: samples(50) },
    )
    expect(figures).toBeGreaterThan(1_000)
  })
})

test('more cells than any table has', { timeout: 120_000 }, async () => {
  const main = (body: string): Uint8Array =>
    zipSync({
      '[Content_Types].xml': strToU8('<Types/>'),
      'word/document.xml': strToU8(
        `<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>${body}</w:body></w:document>`,
      ),
    })
  for (const bytes of [
    strToU8(`<table>${`<tr>${'<td>1'.repeat(10)}`.repeat(3_000)}</table>`),
    strToU8('<table><tr><td>a<td>1<td>'.repeat(5_000)),
    strToU8(`# 年报\n\n正文正文\n\n${'<table><tr><td>a</td><td>1</td></tr></table>\n\n'.repeat(3_000)}`),
    main(`<w:tbl><w:tr>${'<w:tc/>'.repeat(300_000)}</w:tr></w:tbl>`),
    main(`<w:p>${'<w:r><w:fldChar w:fldCharType="begin"/></w:r>'.repeat(20_000)}</w:p>`),
    main(`<w:tbl><w:tr><w:tc><w:p/></w:tc><w:tc>`.repeat(60)),
  ]) {
    const result = await read(bytes)
    for (const block of result?.trace.blocks ?? [])
      if (block.kind === 'grid') expect(block.cells.length).toBeLessThanOrEqual(400_000)
  }
})
