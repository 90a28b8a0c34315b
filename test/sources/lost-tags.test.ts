/** Pages with tags lost or written twice: what the cells behind them are is not known any more, and nothing is given with confidence that is not so. */
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { cellsOf, readReport } from '../../src/index.js'
import { DOUBTFUL } from '../../src/report/confidence.js'
import { parseCsv } from '../../src/text/csv.js'
import { seeded } from '../helpers/archive.js'
import { samples } from '../helpers/thorough.js'

const folder = new URL('../../fixtures/html/', import.meta.url)
const TAG = /<\/?(?:td|tr|th|table|tbody|p|div|span)\b[^>]*>/gi

interface Change {
  readonly name: string
  readonly act: (text: string, at: number, tag: string) => string
}
const lose: Change = { name: 'lost', act: (text, at, tag) => text.slice(0, at) + text.slice(at + tag.length) }
const double: Change = { name: 'written twice', act: (text, at, tag) => text.slice(0, at) + tag + text.slice(at) }
const cut: Change = { name: 'without its <', act: (text, at) => text.slice(0, at) + text.slice(at + 1) }

const changed = (text: string, random: () => number, times: number): string => {
  let now = text
  for (let i = 0; i < times; i++) {
    const tags = [...now.matchAll(TAG)]
    const tag = tags[Math.floor(random() * tags.length)]
    const { act } = [lose, lose, lose, double, cut][Math.floor(random() * 5)] as Change
    if (tag) now = act(now, tag.index, tag[0])
  }
  return now
}

/** Figures that are given with confidence and are not those of the page before it was damaged; how many are right. */
async function compare(name: string, page: Uint8Array): Promise<{ wrong: string[]; right: number }> {
  const cells = parseCsv(readFileSync(new URL(name.replace('.html', '.cells.csv'), folder), 'utf8'))
  const truth = new Map(
    cells.map(({ table, instance, row, column, value }) => [`${table} ${instance} ${row} ${column}`, value ?? '']),
  )
  const { report } = await readReport(page, { name })
  const wrong: string[] = []
  let right = 0
  for (const { table, instance, row, column, figure } of report ? cellsOf(report) : []) {
    const key = `${table} ${instance} ${row} ${column}`
    const printed = truth.get(key)
    if (figure.value === null || printed === undefined) continue
    if (printed === String(figure.value)) right++
    else if (figure.confidence >= DOUBTFUL) wrong.push(`${key}: ${figure.value}, not ${printed}`)
  }
  return { wrong, right }
}

const latin = (name: string): string => readFileSync(new URL(name, folder)).toString('latin1')

describe.each(['mso.html', 'old-site.html', 'rich-text.html', 'data-block.html'])('%s', (name) => {
  test.each([1, 2])('%i tags, at random', async (times) => {
    const text = latin(name)
    let right = 0
    for (let seed = 0; seed < samples(12); seed++) {
      const page = Buffer.from(changed(text, seeded(seed * 10 + times), times), 'latin1')
      const compared = await compare(name, new Uint8Array(page))
      expect([seed, compared.wrong]).toEqual([seed, []])
      right += compared.right
    }
    expect(right).toBeGreaterThan(100)
  })
})

describe('each of these moved figures into the next column', () => {
  /** The page without the tag of this name that stands before these words. */
  const drop = (text: string, tag: string, words: string): string => {
    const at = text.toLowerCase().lastIndexOf(`<${tag}`, text.indexOf(Buffer.from(words).toString('latin1')))
    return text.slice(0, at) + text.slice(text.indexOf('>', at) + 1)
  }
  test.each([
    ['the cell of a figure', 'old-site.html', 'td', '>113<'],
    ['the begin of a row', 'old-site.html', 'tr', '>113<'],
    // Of the block with a change over the year before, whose header loses its first cell.
    [
      'the first cell of a header',
      'mso.html',
      'td',
      '信息内容</span></p></td>\n<td width="66" valign="center"><p class="MsoNormal" align="center"><span style="font-family:宋体">上一年',
    ],
  ])('%s', async (_, name, tag, words) => {
    const text = latin(name)
    const page = drop(text, tag, words)
    expect(page.length).toBeLessThan(text.length)
    expect(page.length).toBeGreaterThan(text.length - 200)
    expect((await compare(name, new Uint8Array(Buffer.from(page, 'latin1')))).wrong).toEqual([])
  })
})
