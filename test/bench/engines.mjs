// PDF engines and peers beside each other, in one run: time of the processor for one report, and how many of its printed rows come back.
//   node test/bench/engines.mjs [FILE.pdf …]     NIANBAO_PEERS=python for the Python of the peers
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { cellsOf, readReport } from '../../dist/index.js'
import { loadPdfEngine } from '../../dist/sources/pdf-engine.js'
import { openPdfium } from '../../dist/sources/pdfium.js'
import { parseCsv } from '../../dist/text/csv.js'
import { cost, median } from './cost.mjs'

const path = (relative) => fileURLToPath(new URL(`../../${relative}`, import.meta.url))
const pdfjs = await loadPdfEngine()

/** pdf.js alone: the operators of every page, glyphs and paths in them, pulled and thrown away. */
async function pdfjsFloor(bytes) {
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

const PLUMBER = `import json, resource, sys, pdfplumber
def rows():
    with pdfplumber.open(sys.argv[1]) as pdf:
        return [[(c or '').replace('\\n', '') for c in row] for page in pdf.pages for table in page.extract_tables() for row in table]
def cpu():
    u = resource.getrusage(resource.RUSAGE_SELF); return (u.ru_utime + u.ru_stime) * 1000
found = rows(); times = []
for _ in range(5):
    t = cpu(); rows(); times.append(cpu() - t)
print(json.dumps({'ms': sorted(times)[2], 'rows': found}))`

/** A peer in Python; null where it is not installed. */
function plumber(file) {
  const python = process.env.NIANBAO_PEERS ?? 'python3'
  const { status, stdout } = spawnSync(python, ['-c', PLUMBER, file], { encoding: 'utf8', maxBuffer: 1 << 28 })
  return status === 0 ? JSON.parse(stdout) : null
}

/** The printed rows of a report: the figures of each, as they are printed. */
function printedRows(file) {
  const truth = file.replace(/\.pdf$/, '.cells.csv')
  if (!existsSync(truth)) return null
  const rows = new Map()
  for (const { table, instance, row, raw } of parseCsv(readFileSync(truth, 'utf8'))) {
    const key = `${table} ${instance} ${row}`
    rows.set(key, [...(rows.get(key) ?? []), raw])
  }
  return [...rows.values()].filter((row) => row.some((raw) => /\d/.test(raw)))
}

/** How many of the printed rows are among those that came back, whatever stands before their figures. */
function share(printed, found) {
  const ends = new Set(found.map((row) => row.filter((cell) => cell.trim() !== '').join(' ')))
  const all = [...ends]
  const right = printed.filter((row) => {
    const text = row.filter((raw) => raw !== '').join(' ')
    return all.some((one) => one === text || one.endsWith(` ${text}`))
  })
  return `${right.length} of ${printed.length}`
}

const rowsOf = (report) => {
  const rows = new Map()
  for (const { table, instance, row, figure } of cellsOf(report)) {
    const key = `${table} ${instance} ${row}`
    rows.set(key, [...(rows.get(key) ?? []), figure.raw])
  }
  return [...rows.values()]
}

/** One table of lines: what was measured, milliseconds, times the floor of its engine, printed rows that came back. */
export async function compareEngines(files) {
  const lines = []
  for (const file of files) {
    const bytes = new Uint8Array(readFileSync(file))
    const name = file.split('/').at(-1)
    const ways = {
      'pdf.js alone': () => pdfjsFloor(bytes),
      'pdf.js, its two usual calls': () => pdfjsUsual(bytes),
      'PDFium alone': () => pdfiumFloor(bytes),
      'nianbao, engine pdfjs': () => readReport(bytes, { engine: 'pdfjs' }),
      'nianbao, engine pdfium': () => readReport(bytes, { engine: 'pdfium' }),
      'nianbao, engine auto': () => readReport(bytes),
    }
    const times = Object.fromEntries(Object.keys(ways).map((way) => [way, []]))
    for (const work of Object.values(ways)) for (let i = 0; i < 6; i++) await work()
    for (let i = 0; i < 21; i++) for (const [way, work] of Object.entries(ways)) times[way].push(await cost(work))
    const ms = Object.fromEntries(Object.entries(times).map(([way, all]) => [way, median(all)]))
    const printed = printedRows(file)
    const { report } = await readReport(bytes)
    const own = printed && report ? share(printed, rowsOf(report)) : ''
    const peer = plumber(file)
    const fast = ms['nianbao, engine auto']
    for (const way of Object.keys(ways)) {
      const floor = /pdfjs$/.test(way) ? ms['pdf.js alone'] : /pdfium$/.test(way) ? ms['PDFium alone'] : null
      lines.push([name, way, ms[way], floor ? ms[way] / floor : null, ms[way] / fast, /nianbao/.test(way) ? own : ''])
    }
    if (peer)
      lines.push([name, 'pdfplumber, tables', peer.ms, null, peer.ms / fast, printed ? share(printed, peer.rows) : ''])
  }
  return lines
}

const DEFAULT = ['libreoffice-solid', 'chromium-2019', 'chromium-landscape'].map((name) =>
  path(`fixtures/pdf/${name}.pdf`),
)

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const files = process.argv.slice(2)
  console.log('| file | what | ms | of its engine alone | of `auto` | printed rows that come back |')
  console.log('| --- | --- | ---: | ---: | ---: | ---: |')
  for (const [file, what, ms, floor, fast, rows] of await compareEngines(files.length > 0 ? files : DEFAULT))
    console.log(
      `| ${file} | ${what} | ${ms.toFixed(0)} | ${floor ? floor.toFixed(2) : ''} | ${fast.toFixed(2)} | ${rows} |`,
    )
}
