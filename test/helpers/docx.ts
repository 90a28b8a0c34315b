/** Word files from strings of XML, and what is read from them. */

import { strToU8, zipSync } from 'fflate'
import { expect } from 'vitest'
import { resolveOptions } from '../../src/options.js'
import { readSource, type SourceResult } from '../../src/sources/index.js'
import type { Block, Grid } from '../../src/types.js'

export const W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
export const wrap = (body: string): string =>
  `<?xml version="1.0" encoding="UTF-8"?><w:document ${W} xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:wps="wps" xmlns:wp="wp" xmlns:v="v"><w:body>${body}<w:sectPr/></w:body></w:document>`
export const docx = (body: string, parts: Readonly<Record<string, string>> = {}): Uint8Array =>
  zipSync({
    '[Content_Types].xml': strToU8('<Types/>'),
    '_rels/.rels': strToU8(
      '<Relationships><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>',
    ),
    'word/document.xml': strToU8(body.startsWith('<?xml') ? body : wrap(body)),
    ...Object.fromEntries(Object.entries(parts).map(([name, text]) => [name, strToU8(text)])),
  })
export const readBytes = (bytes: Uint8Array): Promise<SourceResult> =>
  readSource(bytes, { options: resolveOptions({}), alive() {}, expectPages() {} })
export const read = (body: string, parts?: Readonly<Record<string, string>>): Promise<SourceResult> =>
  readBytes(docx(body, parts))
export const blocksOf = async (body: string, parts?: Readonly<Record<string, string>>): Promise<readonly Block[]> =>
  (await read(body, parts)).blocks ?? []
export const textsOf = async (body: string, parts?: Readonly<Record<string, string>>): Promise<string[]> =>
  (await blocksOf(body, parts)).map((block) => (block.kind === 'grid' ? drawn(block).join('/') : block.text))
export const r = (text: string, properties = ''): string =>
  `<w:r>${properties && `<w:rPr>${properties}</w:rPr>`}<w:t xml:space="preserve">${text}</w:t></w:r>`
export const p = (text: string, properties = ''): string =>
  `<w:p>${properties && `<w:pPr>${properties}</w:pPr>`}${text && r(text)}</w:p>`
export const tc = (text: string, properties = ''): string =>
  `<w:tc>${properties && `<w:tcPr>${properties}</w:tcPr>`}${text.startsWith('<') ? text : p(text)}</w:tc>`
export const tr = (...cells: string[]): string => `<w:tr>${cells.join('')}</w:tr>`
export const tbl = (rows: string): string => `<w:tbl><w:tblPr/>${rows}</w:tbl>`
export const span = (n: number): string => `<w:gridSpan w:val="${n}"/>`
export const down = (value?: string): string => (value ? `<w:vMerge w:val="${value}"/>` : '<w:vMerge/>')
export const across = (value?: string): string => (value ? `<w:hMerge w:val="${value}"/>` : '<w:hMerge/>')

/** Slots of a grid as text: `a` where the cell a begins, `·` where it goes on, `_` a blank cell, a space nothing. */
export const drawn = ({ rows, cols, cells }: Grid): string[] => {
  const slots = Array.from({ length: rows }, () => Array<string>(cols).fill(' '))
  for (const { row, col, rowSpan, colSpan, text } of cells) {
    for (let at = row; at < row + rowSpan; at++)
      for (let c = col; c < col + colSpan; c++) {
        expect(slots[at]![c], 'two cells in one slot').toBe(' ')
        slots[at]![c] = at === row && c === col ? text || '_' : '·'
      }
  }
  return slots.map((row) => row.join(''))
}

export const gridOf = async (rows: string): Promise<Grid> => {
  const [grid] = await blocksOf(tbl(rows))
  expect(grid?.kind).toBe('grid')
  return grid as Grid
}

/** The head of a compound file with the name of the stream that old Word writes. */
export const oldWord = new Uint8Array([
  ...[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1],
  ...new Uint8Array(1024),
  ...Buffer.from('WordDocument', 'utf16le'),
  ...new Uint8Array(1024),
])
