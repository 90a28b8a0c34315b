/** What the style sheets of a page hide is not read, and what they do not hide is. */

import { expect, test } from 'vitest'
import { resolveOptions } from '../../src/options.js'
import { readSource } from '../../src/sources/index.js'

async function textsOf(html: string): Promise<string[]> {
  const bytes = new TextEncoder().encode(`<!doctype html><meta charset="utf-8">${html}`)
  const { blocks } = await readSource(bytes, { options: resolveOptions({}), alive() {}, expectPages() {} })
  return (blocks ?? []).map((block) =>
    block.kind === 'grid' ? block.cells.map(({ text }) => text).join('|') : block.text,
  )
}
const table = (cell: string): string =>
  `<table><tr><td>规章</td><td>${cell}</td></tr><tr><td>文件</td><td>5</td></tr></table>`
const cellOf = async (css: string, cell = '12<i class="x">7</i>'): Promise<string | undefined> =>
  (await textsOf(`<style>${css}</style>${table(cell)}`))[0]?.split('|')[1]

test.each([
  '.x{display:none}',
  'i.x { visibility : hidden }',
  'td .x{font-size:0}',
  'table td>i{opacity:0;color:red}',
  '.x{color:transparent}',
  '.x{position:absolute;left:-9999px}',
  '.x{clip:rect(0 0 0 0)}',
  '<!-- .a,.x{display:none} -->',
  '/* } */ @media screen and (min-width:768px){ .x{display:none} }',
  '@supports (display:grid){.x{display:none}}',
  '.x{display:none}.x{color:red}',
  '[class~=x]{display:none}',
  'td [class^="x"]{display:none}',
  'td i:last-child{display:none}',
  'td :nth-child(2n+1){display:none}',
  'tr:nth-of-type(1) td:not(:first-child) > i{display:none}',
  ':is(td, th) .x{display:none}',
  'td + td i{display:none}',
  'td ~ td > i.x{display:none}',
  '.x{display:inline-block;transform:scale(0)}',
  '.x{display:inline-block;width:0;overflow:hidden}',
  ':root{--off: none}.x{display:var(--off)}',
  'td{color:red; & .x{display:none} padding:0}',
  'table{td{i{display:none}}}',
  'td{@media screen{.x{display:none}}}',
  'i{&.x{display:none}}',
  '.x{display:var(--unknown, none)}',
  '.x{color:#fff;font-size:1px}',
  '.x{position:absolute;height:1px;width:1px;overflow:hidden}',
  '.x{display:none!important}td i.x{display:inline}',
])('hidden: %s', async (css) => {
  expect(await cellOf(css)).toBe('12')
})

test.each([
  '.y{display:none}',
  '@media print{.x{display:none}}',
  '@media (max-width:767px){.x{display:none}}',
  '.x:hover{display:none}',
  '[class~=y]{display:none}',
  '[class="x y"]{display:none}',
  'td i:nth-child(2){display:none}',
  'td :not(i){display:none}',
  'i:not(:hover){display:none}',
  'td:first-child i{display:none}',
  'i + i{display:none}',
  '.x{transform:scale(0.9);height:1em;overflow:hidden}',
  '.x::before{display:none}',
  ':root{--off: block}.x{display:var(--off, none)}',
  '.x{display:var(--unknown)}',
  'th{& .x{display:none}}',
  'td{@media print{.x{display:none}}}',
  'i{&.y{display:none}color:red}',
  '.x{font-size:12px}',
  'th>.x,p .x{display:none}',
  '.x{display:none}td .x{display:inline}',
  '@font-face{font-family:x;src:none}',
])('seen: %s', async (css) => {
  expect(await cellOf(css)).toBe('127')
})

test('what an element says of itself prevails', async () => {
  expect(await cellOf('.x{display:none}', '12<i class="x" style="display:inline">7</i>')).toBe('127')
  expect(await cellOf('.x{display:none!important}', '12<i class="x" style="display:inline">7</i>')).toBe('12')
})

test('a sheet for print counts for print alone', async () => {
  const page = `<style media="print">.x{display:none}</style>${table('12<i class="x">7</i>')}`
  expect((await textsOf(page))[0]?.split('|')[1]).toBe('127')
})

test.each([
  ['.x::before{content:"1"}', '1217'],
  ['.x:after{content:attr(data-v)}', '1274'],
  ['.x:after{content:"\\34" "元"}', '1274元'],
  // Decoration, and the names of columns once more.
  ['.x:before{content:"»"}', '127'],
  ['td:before{content:attr(title)}', '127'],
  // Ways to hold floating elements together.
  ['.x:after{content:".";clear:both}', '127'],
  ['.x:after{content:"020";display:block;height:0;visibility:hidden}', '127'],
  ['.x:after{content:counter(row)}', '127'],
  ['@media print{.x:after{content:"4"}}', '127'],
  ['.x{display:none}.x:after{content:"4"}', '12'],
])('text of a sheet: %s', async (css, text) => {
  expect(await cellOf(css, '12<i class="x" data-v="4">7</i>')).toBe(text)
})

test('letters as white as paper within a line stand apart: the ground may be another', async () => {
  expect(await cellOf('.x{color:#fff;font-size:12px}')).toBe('12 7')
  expect(await cellOf('.x{color:white}', '<i class="x">127</i>')).toBe('127')
  expect(await cellOf('td{color:#fff}')).toBe('127')
})

test('places among many siblings are counted once', async () => {
  const page = `<style>p:nth-last-child(3n){display:none}p ~ p + p i{display:none}</style>${'<p>正<i>9</i>文'.repeat(30_000)}`
  expect((await textsOf(page)).length).toBeGreaterThan(10_000)
})

test('cells and rows', async () => {
  const rows =
    '<tr><td>规章</td><td class="x">9</td><td>1</td></tr><tr class="x"><td>小计</td><td>9</td><td>9</td></tr>'
  const page = `<style>.x{display:none}</style><table>${rows}<tr><td>文件</td><td>2</td></tr></table>`
  expect(await textsOf(page)).toEqual(['规章|1|文件|2'])
})

test('blocks that scripts bring into view are seen, within a line nobody sees them', async () => {
  expect(await textsOf('<style>.x{opacity:0}</style><div class="x">正文</div>')).toEqual(['正文'])
  expect(await textsOf('<style>.x{opacity:0}</style><p>正文<b class="x">9</b></p>')).toEqual(['正文'])
})

test('elements that a sheet shows as a table are one', async () => {
  const css = '.t{display:table}.r{display:table-row}.r>div{display:table-cell}'
  const row = (a: string, b: string): string => `<div class="r"><div>${a}</div><div>${b}</div></div>`
  expect(await textsOf(`<style>${css}</style><div class="t">${row('规章', '1')}${row('文件', '2')}</div>`)).toEqual([
    '规章|1|文件|2',
  ])
})

test('sheets that never end cost no time', async () => {
  expect((await textsOf(`<style>${'.a{'.repeat(50_000)}</style><p>正文</p>`)).at(-1)).toBe('正文')
  expect((await textsOf(`<style>${'@media x{'.repeat(50_000)}</style><p>正文</p>`)).at(-1)).toBe('正文')
  const deep = `${'a{b:c;'.repeat(5_000)}${'}'.repeat(5_000)}`
  expect((await textsOf(`<style>${deep.repeat(3)}</style><p>正文</p>`)).at(-1)).toBe('正文')
})
