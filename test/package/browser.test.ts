import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { type Browser, chromium, type Page } from 'playwright-core'
import { rolldown } from 'rolldown'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readReport, toCellsCsv } from '../../src/index.js'
import { chromiumFlags, chromiumProgram } from '../helpers/chromium.js'

/** The library as a page has it: bundled by a bundler that knows nothing of it, with the data of its engines beside it. */

const root = resolve(import.meta.dirname, '../..')
const PDF = 'fixtures/pdf/libreoffice-solid.pdf'
const HTML = 'fixtures/html/mso.html'

describe.skipIf(!chromiumProgram)('in a browser (skipped without Chromium)', () => {
  const folder = mkdtempSync(join(tmpdir(), 'nianbao-browser-'))
  const asked: string[] = []
  let server: Server
  let browser: Browser
  let page: Page

  beforeAll(async () => {
    const entry = join(folder, 'entry.js')
    writeFileSync(
      entry,
      `import { readReport, toCellsCsv } from ${JSON.stringify(join(root, 'dist/index.js'))}
      window.cells = async (url, options) => {
        const bytes = await (await fetch(url)).arrayBuffer()
        const { report, findings } = await readReport(bytes, options)
        return { engines: report.source.engines, cells: toCellsCsv([{ file: 'report', report, findings }]) }
      }`,
    )
    mkdirSync(join(folder, 'out'))
    const bundle = await rolldown({
      input: { app: entry },
      platform: 'browser',
      // What only Node has, and what no page loads: pictures are not recognised there.
      external: [/^(?:node:|fs$|crypto$|path$|@napi-rs\/canvas)/],
      logLevel: 'silent',
    })
    await bundle.write({ dir: join(folder, 'out'), format: 'esm' })
    writeFileSync(join(folder, 'index.html'), '<!doctype html><script type="module" src="/out/app.js"></script>')
    server = createServer((request, response) => {
      const url = request.url ?? '/'
      asked.push(url)
      const path =
        url === '/' ? join(folder, 'index.html') : url.startsWith('/out/') ? join(folder, url) : join(root, url)
      if (!existsSync(path)) {
        response.writeHead(404).end()
        return
      }
      const type = path.endsWith('.html') ? 'text/html' : /\.m?js$/.test(path) ? 'text/javascript' : 'application/wasm'
      response.writeHead(200, { 'content-type': type }).end(readFileSync(path))
    })
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
    browser = await chromium.launch({
      executablePath: chromiumProgram ?? '',
      args: chromiumFlags,
    })
    page = await browser.newPage()
    await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`)
    await page.waitForFunction('window.cells')
  }, 120_000)
  afterAll(async () => {
    await browser?.close()
    server?.close()
    rmSync(folder, { recursive: true, force: true })
  })

  const here = async (file: string): Promise<string> => {
    const { report, findings } = await readReport(readFileSync(join(root, file)))
    if (!report) throw new Error(`${file} is no report`)
    return toCellsCsv([{ file: 'report', report, findings }])
  }
  const there = (file: string, options: object): Promise<{ engines: Record<string, string>; cells: string }> =>
    page.evaluate(`window.cells(${JSON.stringify(`/${file}`)}, ${JSON.stringify(options)})`)
  const pdfAssets = '/node_modules/pdfjs-dist/'
  const pdfiumWasm = '/node_modules/@hyzyla/pdfium/dist/pdfium.wasm'

  test('PDFium reads the same cells as in Node', async () => {
    const { engines, cells } = await there(PDF, { pdfAssets, pdfiumWasm })
    expect(Object.keys(engines)).toContain('pdfium')
    expect(cells).toBe(await here(PDF))
  }, 60_000)
  test('so does pdf.js, and a page of a site needs neither', async () => {
    const { engines, cells } = await there(PDF, { engine: 'pdfjs', pdfAssets })
    expect(Object.keys(engines)).toContain('pdfjs-dist')
    expect(cells.split('\n').length).toBe((await here(PDF)).split('\n').length)
    expect((await there(HTML, {})).cells).toBe(await here(HTML))
  }, 60_000)
  test('without the program of PDFium `auto` reads with pdf.js', async () => {
    const fresh = await browser.newPage()
    await fresh.goto(page.url())
    await fresh.waitForFunction('window.cells')
    const read = (await fresh.evaluate(
      `window.cells(${JSON.stringify(`/${PDF}`)}, ${JSON.stringify({ pdfAssets, pdfiumWasm: '/nowhere.wasm' })})`,
    )) as { engines: Record<string, string> }
    expect(Object.keys(read.engines)).toContain('pdfjs-dist')
    expect(asked).toContain('/nowhere.wasm')
  }, 60_000)
})
