// One way to read a report, in a process of its own, so that none has the compiled code or the built-ins of another.
//   node test/bench/ways.mjs WAY FILE     prints {"ms": processor time of one warm reading, "rows": its rows, or null}
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { cost, median } from './cost.mjs'

// Compiled code comes late: of the first readings a part is interpreted.
const WARM = 60
const READINGS = 21

/** pdf.js alone: the operators of every page, glyphs and paths in them, pulled and thrown away. */
async function pdfjsFloor(bytes) {
  const pdfjs = await (await import('../../dist/sources/pdf-engine.js')).loadPdfEngine()
  const document = await pdfjs.open(bytes, { strict: true, maxImagePixels: 64e6 })
  for (let number = 1; number <= document.pageCount; number++)
    await (await document.page(number)).operators(2e6, () => {})
  await document.destroy()
}

/** What programs on pdf.js do: the text and the operators, each asked for. */
async function pdfjsUsual(bytes) {
  const { getDocument, VerbosityLevel } = await import('pdfjs-dist/legacy/build/pdf.mjs')
  const root = fileURLToPath(new URL('./', import.meta.resolve('pdfjs-dist/package.json')))
  const task = getDocument({
    data: new Uint8Array(bytes),
    cMapUrl: `${root}cmaps/`,
    cMapPacked: true,
    standardFontDataUrl: `${root}standard_fonts/`,
    verbosity: VerbosityLevel.ERRORS,
  })
  const document = await task.promise
  for (let number = 1; number <= document.numPages; number++) {
    const page = await document.getPage(number)
    await Promise.all([page.getTextContent(), page.getOperatorList()])
  }
  await task.destroy()
}

/** PDFium alone: letter, place and box of every glyph, the points and the clip of every path, thrown away. */
async function pdfiumFloor(bytes) {
  const { openPdfium } = await import('../../dist/sources/pdfium.js')
  const file = await openPdfium(bytes)
  const { module, document } = file
  const scratch = module._malloc(64)
  for (let number = 0; number < file.pageCount; number++) {
    const page = module._FPDF_LoadPage(document, number)
    const text = module._FPDFText_LoadPage(page)
    const glyphs = module._FPDFText_CountChars(text)
    for (let i = 0; i < glyphs; i++) {
      if (module._FPDFText_IsGenerated(text, i)) continue
      module._FPDFText_GetUnicode(text, i)
      module._FPDFText_GetTextObject(text, i)
      module._FPDFText_GetCharOrigin(text, i, scratch, scratch + 8)
      module._FPDFText_GetMatrix(text, i, scratch)
      module._FPDFText_GetLooseCharBox(text, i, scratch)
    }
    const objects = module._FPDFPage_CountObjects(page)
    for (let i = 0; i < objects; i++) {
      const object = module._FPDFPage_GetObject(page, i)
      module._FPDFPageObj_GetMatrix(object, scratch)
      module._FPDFPageObj_GetFillColor(object, scratch, scratch + 4, scratch + 8, scratch + 12)
      module._FPDFPageObj_GetStrokeColor(object, scratch, scratch + 4, scratch + 8, scratch + 12)
      const clip = module._FPDFPageObj_GetClipPath(object)
      for (let c = 0; c < module._FPDFClipPath_CountPaths(clip); c++)
        for (let s = 0; s < module._FPDFClipPath_CountPathSegments(clip, c); s++)
          module._FPDFPathSegment_GetPoint(module._FPDFClipPath_GetPathSegment(clip, c, s), scratch, scratch + 4)
      if (module._FPDFPageObj_GetType(object) !== 2) continue
      const segments = module._FPDFPath_CountSegments(object)
      for (let s = 0; s < segments; s++) {
        const segment = module._FPDFPath_GetPathSegment(object, s)
        module._FPDFPathSegment_GetType(segment)
        module._FPDFPathSegment_GetPoint(segment, scratch, scratch + 4)
      }
    }
    module._FPDFText_ClosePage(text)
    module._FPDF_ClosePage(page)
  }
  module._free(scratch)
  file.close()
}

/** nianbao: the printed text of the cells of every row. */
async function nianbao(bytes, options) {
  const { cellsOf, readReport } = await import('../../dist/index.js')
  const { report } = await readReport(bytes, options)
  return () => {
    const rows = new Map()
    for (const { table, instance, row, figure } of report ? cellsOf(report) : []) {
      const key = `${table} ${instance} ${row}`
      rows.set(key, [...(rows.get(key) ?? []), figure.raw])
    }
    return [...rows.values()]
  }
}

/** A package of a peer, from the folder of modules that NIANBAO_PEER_MODULES names. */
const peer = (name) => {
  const from = createRequire(join(process.env.NIANBAO_PEER_MODULES ?? '.', 'index.js'))
  return import(from.resolve(name))
}

/** liteparse: words of the lines of its text. */
async function liteparse(file) {
  const { LiteParse } = await peer('@llamaindex/liteparse')
  const { pages } = await new LiteParse({ ocrEnabled: false, quiet: true }).parse(file)
  return () => pages.flatMap(({ text }) => text.split('\n').map((line) => line.trim().split(/\s+/)))
}

/** OpenDataLoader: rows of its tables. It starts a Java machine each time. */
async function opendataloader(file) {
  const { convert } = await peer('@opendataloader/pdf')
  const outputDir = mkdtempSync(join(tmpdir(), 'nianbao-peer-'))
  await convert([file], { outputDir, format: 'json', quiet: true })
  const found = JSON.parse(readFileSync(join(outputDir, readdirSync(outputDir)[0]), 'utf8'))
  rmSync(outputDir, { recursive: true })
  const textOf = (one) => one.content ?? (one.kids ?? []).map(textOf).join('')
  const tables = (one) => [
    ...(one?.type === 'table' ? one.rows.map(({ cells }) => cells.map(textOf)) : []),
    ...(one?.kids ?? []).flatMap(tables),
  ]
  return () => tables(found)
}

export const ways = {
  'pdf.js alone': ({ bytes }) => pdfjsFloor(bytes),
  'pdf.js, its two usual calls': ({ bytes }) => pdfjsUsual(bytes),
  'PDFium alone': ({ bytes }) => pdfiumFloor(bytes),
  'nianbao, engine pdfjs': ({ bytes }) => nianbao(bytes, { engine: 'pdfjs' }),
  'nianbao, engine pdfium': ({ bytes }) => nianbao(bytes, { engine: 'pdfium' }),
  'nianbao, engine auto': ({ bytes }) => nianbao(bytes, {}),
  'liteparse, lines': ({ file }) => liteparse(file),
  'opendataloader, tables, cold': ({ file }) => opendataloader(file),
}

/** Processor time of this process and of those that it has started and that are gone, in ms; of this one alone where the system does not tell. */
function processorTime() {
  try {
    const stat = readFileSync('/proc/self/stat', 'latin1')
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    return (Number(fields[13]) + Number(fields[14])) * 10
  } catch {
    return 0
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [, , way, file] = process.argv
  const work = ways[way]
  const input = { file, bytes: new Uint8Array(readFileSync(file)) }
  const cold = /cold/.test(way)
  const log = console.log
  console.log = () => {}
  let rows = null
  for (let i = 0; i < (cold ? 1 : WARM); i++) rows = await work(input)
  const times = []
  for (let i = 0; i < (cold ? 3 : READINGS); i++) {
    const before = processorTime()
    const own = await cost(() => work(input))
    times.push(own + processorTime() - before)
  }
  log(JSON.stringify({ ms: median(times), rows: typeof rows === 'function' ? rows() : null }))
}
