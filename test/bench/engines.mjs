// PDF engines and peers beside each other: time of the processor for one report, and how many of its printed rows come back.
//   node test/bench/engines.mjs [FILE.pdf …]
// Peers are measured where they are: NIANBAO_PEERS names a Python that has pdfplumber, NIANBAO_PEER_MODULES the node_modules with
// @llamaindex/liteparse and @opendataloader/pdf (which needs Java).
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { parseCsv } from '../../dist/text/csv.js'
import { ways } from './ways.mjs'

const path = (relative) => fileURLToPath(new URL(`../../${relative}`, import.meta.url))

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

/** What another program prints as JSON; null where it is not installed. */
function measured(program, args) {
  const { status, stdout } = spawnSync(program, args, { encoding: 'utf8', maxBuffer: 1 << 28 })
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

/** One table of lines: what was measured, milliseconds, times the floor of its engine, times `auto`, printed rows that came back. */
export async function compareEngines(files) {
  const lines = []
  for (const file of files) {
    const name = file.split('/').at(-1)
    const printed = printedRows(file)
    const found = new Map()
    for (const way of Object.keys(ways))
      found.set(way, measured(process.execPath, [path('test/bench/ways.mjs'), way, file]))
    found.set('pdfplumber, tables', measured(process.env.NIANBAO_PEERS ?? 'python3', ['-c', PLUMBER, file]))
    const ms = (way) => found.get(way)?.ms ?? null
    for (const [way, one] of found) {
      if (!one) continue
      const floor = /pdfjs$/.test(way) ? ms('pdf.js alone') : /pdfium$/.test(way) ? ms('PDFium alone') : null
      const rows = printed && one.rows ? share(printed, one.rows) : ''
      lines.push([name, way, one.ms, floor ? one.ms / floor : null, one.ms / ms('nianbao, engine auto'), rows])
    }
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
