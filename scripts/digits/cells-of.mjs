/** Cells of a PDF that has text, cut out of its raster: what is printed in them is known from the text. */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readReport } from '../../dist/index.js'
import { blackAndWhite, blur, fade, jpeg, noise, toGray } from './degrade.mjs'

/** @returns Cells `{ crop, text, level }` of all ruled grids, those for figures and those for text. Needs pdftoppm. */
export async function cellsOf(path, dpi, levels, chance) {
  const { trace } = await readReport(readFileSync(path))
  const folder = mkdtempSync(join(tmpdir(), 'cells-'))
  try {
    execFileSync('pdftoppm', ['-r', String(dpi), '-gray', path, join(folder, 'page')])
    const pages = readdirSync(folder)
      .sort()
      .map((name) => portableGraymap(readFileSync(join(folder, name))))
    return levels.flatMap((level) => {
      const scans = pages.map((page) => degraded(page, level, chance))
      return framesOf(trace).map(({ page, frame, text }) => {
        const figure = /^[-—–0-9.,/]*$/.test(text)
        const image = cut(scans[page - 1], frame, dpi / 72)
        return { crop: { image, expects: figure ? 'figure' : 'text', dpi }, text, level }
      })
    })
  } finally {
    rmSync(folder, { recursive: true })
  }
}

function framesOf(trace) {
  const frames = new Map()
  for (const table of trace.tables)
    for (const place of table.cells)
      for (const cell of place.cells)
        if (cell.frame) {
          const key = `${cell.place.page} ${cell.frame}`
          frames.set(key, { page: cell.place.page, frame: cell.frame, text: cell.text.replace(/\s/g, '') })
        }
  for (const block of trace.blocks)
    for (const cell of block.cells ?? block.grid?.cells ?? [])
      if (cell.frame && cell.text.trim() !== '') {
        const key = `${cell.place.page} ${cell.frame}`
        frames.set(key, { page: cell.place.page, frame: cell.frame, text: cell.text.replace(/\s/g, '') })
      }
  return [...frames.values()]
}

/** A frame without its rulings. */
function cut({ width, height, data }, [x0, y0, x1, y1], scale) {
  const inset = 1.6 * scale
  const left = Math.max(0, Math.round(x0 * scale + inset))
  const top = Math.max(0, Math.round(y0 * scale + inset))
  const w = Math.max(4, Math.min(width, Math.round(x1 * scale - inset)) - left)
  const h = Math.max(4, Math.min(height, Math.round(y1 * scale - inset)) - top)
  const out = new Uint8Array(w * h)
  for (let y = 0; y < h; y++) out.set(data.subarray((top + y) * width + left, (top + y) * width + left + w), y * w)
  return { width: w, height: h, data: out }
}

function degraded({ width, height, data }, level, chance) {
  let picture = { width, height, data: Float32Array.from(data) }
  if (level === 'clean') return toGray(picture)
  const hard = level === 'hard' ? 1.6 : 1
  picture = blur(picture, chance.between(0.5, 0.8) * hard)
  picture = fade(picture, 40 * hard, 240 - 20 * hard, 0, 30)
  picture = noise(picture, chance, 7 * hard, 0.0003 * hard)
  if (level === 'black-and-white') picture = blackAndWhite(picture, 160)
  else picture = jpeg(picture, 55 / hard, 0, 0)
  return toGray(picture)
}

function portableGraymap(bytes) {
  const [, width, height] = /^P5\s+(\d+)\s+(\d+)\s+255\s/.exec(bytes.subarray(0, 40).toString('latin1')) ?? []
  const size = Number(width) * Number(height)
  return { width: Number(width), height: Number(height), data: new Uint8Array(bytes.subarray(bytes.length - size)) }
}
