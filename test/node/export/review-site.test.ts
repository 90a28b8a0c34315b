import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { writeExports } from '../../../dist/node/export/index.js'
import { closeReaders } from '../../../dist/node/index.js'
import type { ArchiveRecord } from '../../../src/node/archive-record.js'
import { parseDecisions } from '../../../src/output/archive/decisions.js'
import { scriptData } from '../../../src/output/review/script-data.js'
import { parseCsv } from '../../../src/text/csv.js'
import { fixtureRecord, fixtureRecords, hostileRecord, openFixture, stream } from '../../helpers/archive-records.js'
import { chromiumFlags, chromiumProgram } from '../../helpers/chromium.js'
import { makePdf, show } from '../../helpers/pdf.js'

const root = mkdtempSync(join(tmpdir(), 'nianbao-review-'))
const small = join(root, 'small')
const large = join(root, 'large')
const LARGE = 1_000
/** A PNG of one pixel. */
const PIXEL = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg=='

describe('data as scripts', () => {
  test('can end no script and hold no half of a pair', () => {
    const text = scriptData('report', 'a', { x: '</script><!--', y: '\u2028\u2029', z: 'a\ud800b' })
    expect(text).not.toMatch(/<|\u2028|\u2029|[\ud800-\udfff]/)
    let got: unknown[] = []
    new Function('nianbao', text)((...args: unknown[]) => {
      got = args
    })
    expect(got).toEqual(['report', 'a', { x: '</script><!--', y: '\u2028\u2029', z: 'a\ud800b' }])
  })
})

describe.skipIf(!chromiumProgram)('the review site in Chromium (skipped without Chromium)', () => {
  let browser: Browser
  let records: ArchiveRecord[]
  const contexts: BrowserContext[] = []
  const trouble: string[] = []

  beforeAll(async () => {
    records = await fixtureRecords()
    const failing = await fixtureRecord('text/tabs-failing.txt')
    records.push(hostileRecord(await fixtureRecord('text/tabs-increases.txt')))
    await writeExports(() => stream(records), small, { formats: ['csv', 'review'], open: openFixture })
    const many = async function* (): AsyncGenerator<ArchiveRecord> {
      for (let i = 0; i < LARGE; i++) {
        const [reading] = structuredClone(failing.readings)
        if (!reading) return
        const report = {
          ...reading.report,
          issuer: `第${String(i % 200).padStart(3, '0')}县人民政府`,
          year: 2019 + (i % 5),
        }
        const path = `${String(i).padStart(4, '0')}.txt`
        yield { ...failing, path, readings: [{ ...reading, report, findings: i % 4 === 0 ? reading.findings : [] }] }
      }
    }
    await writeExports(many, large, { formats: ['review'] })
    browser = await chromium.launch({
      executablePath: chromiumProgram ?? '',
      args: chromiumFlags,
    })
  }, 240_000)
  afterAll(async () => {
    await browser?.close()
    closeReaders()
    rmSync(root, { recursive: true, force: true })
  })

  const open = async (folder: string, hash: string, options: object = {}): Promise<Page> => {
    const context = await browser.newContext({ locale: 'zh-CN', viewport: { width: 1280, height: 800 }, ...options })
    contexts.push(context)
    const page = await context.newPage()
    page.on('console', (message) => trouble.push(`${message.type()}: ${message.text()}`))
    page.on('pageerror', (error) => trouble.push(error.message))
    page.on('request', (request) => {
      if (!/^(?:file|blob):/.test(request.url())) trouble.push(`asked for ${request.url()}`)
    })
    await page.goto(`${pathToFileURL(join(folder, 'review/index.html')).href}${hash}`)
    await page.waitForSelector('main > div, main > article')
    return page
  }
  const reportOf = async (folder: string, path: string): Promise<string> => {
    const page = await open(folder, `#/list?text=${encodeURIComponent(path)}`)
    const address = await page.locator('table.list tbody a').first().getAttribute('href')
    await page.context().close()
    return address ?? ''
  }
  const text = (page: Page, selector: string): Promise<string> => page.locator(selector).innerText()

  test('opens from the folder, shows the archive, asks for nothing and complains of nothing', async () => {
    const page = await open(small, '')
    const shown = await text(page, 'main')
    expect(shown).toContain(`${records.length}\n文件`)
    expect(shown).toContain('复议或诉讼合计不符')
    expect(await page.locator('html').getAttribute('lang')).toBe('zh-CN')
    expect(trouble).toEqual([])
  })

  test('its policy forbids what is not of the folder', async () => {
    const page = await open(small, '')
    const done = await page.evaluate(async () => {
      const inline = document.createElement('script')
      inline.textContent = 'globalThis.inline = true'
      document.head.append(inline)
      const asked = await fetch('https://example.org/').then(
        () => true,
        () => false,
      )
      return { asked, inline: 'inline' in globalThis }
    })
    expect(done).toEqual({ asked: false, inline: false })
    // The browser says that it refused: that is what is wanted.
    expect(trouble.splice(0).some((line) => /Content Security Policy/.test(line))).toBe(true)
  })

  test('an address leads to data of the folder or nowhere', async () => {
    writeFileSync(join(small, 'review/evil.js'), 'globalThis.hacked = 1')
    const page = await open(small, '#/')
    for (const id of ['..%2F..%2Fevil', '../../evil', '..', '__proto__', '', 'abc']) {
      await page.goto(page.url().replace(/#.*/, `#/report/${id}`))
      await page.getByText('找不到这份报告的数据。').waitFor()
      await page.goto(page.url().replace(/#.*/, '#/'))
      await page.waitForSelector('.overview')
    }
    expect(await page.evaluate(() => 'hacked' in globalThis)).toBe(false)
    rmSync(join(small, 'review/evil.js'))
    // The browser tells of the one name that could have been of the folder.
    expect(trouble.splice(0).every((line) => line.includes('ERR_FILE_NOT_FOUND'))).toBe(true)
  })

  test('text of a file is never markup, in the list and in the report', async () => {
    const address = await reportOf(small, 'evil/')
    for (const hash of ['#/list', address]) {
      const page = await open(small, hash)
      if (hash === '#/list') await page.waitForSelector('table.list tbody a')
      const found = await page.evaluate(() => ({
        hacked: 'hacked' in globalThis,
        images: document.querySelectorAll('main img, main script, main [onerror]').length,
        shown: document.body.innerText.includes('<img src=x onerror='),
      }))
      expect(found, hash).toEqual({ hacked: false, images: 0, shown: true })
      await page.context().close()
    }
  })

  test('lists a thousand reports, with only those in view as elements; filters and sorts them', async () => {
    const page = await open(large, '#/list')
    await page.waitForFunction(
      (count) => document.querySelector('table.list')?.getAttribute('aria-rowcount') === String(count + 1),
      LARGE,
    )
    expect(await page.locator('table.list tbody tr').count()).toBeLessThan(60)
    await page.locator('.list-box').evaluate((box) => {
      box.scrollTop = box.scrollHeight
    })
    await page.getByText('0999.txt').waitFor()
    await page.getByRole('button', { name: '错误' }).click()
    await page.getByRole('button', { name: '错误' }).click()
    expect(await page.locator('th[aria-sort="descending"]').innerText()).toContain('错误')
    await page.locator('.list-box').evaluate((box) => {
      box.scrollTop = 0
    })
    await page.locator('tr[aria-rowindex="2"] .mark.error').waitFor()
    await page.getByLabel('全部年度').selectOption('2021')
    expect(await text(page, '.count')).toBe('显示 200 / 1,000')
    await page.keyboard.press('/')
    await page.keyboard.type('第007县')
    expect(await text(page, '.count')).toBe('显示 5 / 1,000')
    // The address keeps what was chosen.
    expect(decodeURIComponent(page.url())).toContain('year=2021')
    await page.reload()
    await page.waitForFunction(() => document.querySelector('.count')?.textContent === '显示 5 / 1,000')
  })

  test('ties cells to their places on the page, both ways, and finds the place of a finding', async () => {
    const page = await open(small, await reportOf(small, 'pdf/libreoffice-failing.pdf'))
    const cell = page.locator('td.fig.suspected').first()
    await cell.hover()
    const index = await cell.getAttribute('data-cell')
    const spot = page.locator(`rect.spot[data-cell="${index}"]`)
    expect(await spot.getAttribute('class')).toContain('hover')
    // Its place on the page is where the page prints it.
    const drawn = await spot.evaluate((rect) => {
      const box = rect.getBoundingClientRect()
      const texts = [...(rect.closest('svg')?.querySelectorAll('text') ?? [])].filter((one) => {
        const own = one.getBoundingClientRect()
        const [x, y] = [own.left + own.width / 2, own.top + own.height / 2]
        return x > box.left && x < box.right && y > box.top && y < box.bottom
      })
      return texts.map((one) => one.textContent).join('')
    })
    expect(drawn).toBe(await cell.locator('.v').innerText())
    expect(drawn).toBe('97')
    const other = page.locator('rect.spot.error').nth(2)
    await other.scrollIntoViewIfNeeded()
    await other.hover({ force: true })
    const back = await other.getAttribute('data-cell')
    expect(await page.locator(`td.fig[data-cell="${back}"]`).getAttribute('class')).toContain('hover')
    // The pane has been moved to the place, which is on the second page.
    await page.keyboard.press('j')
    await page.keyboard.press('k')
    await page.waitForFunction(() => {
      const pane = document.querySelector('.pane')?.getBoundingClientRect()
      const place = document.querySelector('rect.suspected')?.getBoundingClientRect()
      return pane && place && place.top >= pane.top && place.bottom <= pane.bottom
    })
  })

  test.each(['html/rich-text.html', 'text/tabs-failing.txt', 'docx/blank-zeros.docx'])(
    'shows %s as text with its places',
    async (path) => {
      const page = await open(small, await reportOf(small, path))
      expect(await page.locator('.paper.text td.spot').count()).toBeGreaterThan(60)
      const cell = page.locator('td.fig:not(.blank)').first()
      await cell.hover()
      const index = await cell.getAttribute('data-cell')
      const spot = page.locator(`.paper td.spot[data-cell="${index}"]`)
      expect(await spot.getAttribute('class')).toContain('hover')
      expect(await spot.innerText()).toBe(await cell.locator('.v').innerText())
    },
  )

  test('a page that was turned to be read has its places where the figures are', async () => {
    const page = await open(small, await reportOf(small, 'pdf/libreoffice-sideways.pdf'))
    const wrong = await page.evaluate(() => {
      const lost: string[] = []
      for (const rect of document.querySelectorAll('rect.spot')) {
        const cell = document.querySelector(`td.fig[data-cell="${(rect as SVGElement).dataset.cell}"] .v`)
        const box = rect.getBoundingClientRect()
        const inside = [...(rect.closest('svg')?.querySelectorAll('text') ?? [])].filter((one) => {
          const own = one.getBoundingClientRect()
          const [x, y] = [own.left + own.width / 2, own.top + own.height / 2]
          return x > box.left && x < box.right && y > box.top && y < box.bottom
        })
        const printed = inside.map((one) => one.textContent).join('')
        if (printed !== cell?.textContent) lost.push(`${cell?.textContent} ≠ ${printed}`)
      }
      return { lost, all: document.querySelectorAll('rect.spot').length }
    })
    expect(wrong.all).toBeGreaterThan(150)
    expect(wrong.lost).toEqual([])
  })

  test('decisions by keys are kept, exported, and taken in by the next export', async () => {
    const address = await reportOf(small, 'text/tabs-failing.txt')
    const page = await open(small, address)
    await page.keyboard.press('c')
    await page.keyboard.press('j')
    await page.keyboard.press('d')
    await page.keyboard.press('j')
    await page.keyboard.press('e')
    // The printed figure stands there: nothing is filled in from arithmetic.
    expect(await page.getByLabel('正确值').inputValue()).toBe('0')
    await page.getByLabel('正确值').fill('zwölf')
    await page.keyboard.press('Enter')
    expect(await text(page, 'dialog [role=alert]')).toBe('请填数字。')
    await page.getByLabel('正确值').fill('4')
    await page.getByLabel('备注').fill('=电话核实 <b>')
    await page.keyboard.press('Enter')
    const states = () => page.locator('.finding .decided b').allInnerTexts()
    expect(await states()).toEqual(['✓ 属实', '✓ 不成立', '✓ 已更正'])
    expect(await text(page, 'td.fig .given')).toContain('4')
    await page.reload()
    await page.waitForSelector('.finding')
    expect(await states()).toEqual(['✓ 属实', '✓ 不成立', '✓ 已更正'])
    await page.keyboard.press('u')
    expect((await states()).length).toBe(2)
    await page.getByRole('button', { name: '撤销' }).first().waitFor()

    await page.getByRole('button', { name: /^判定/ }).click()
    const download = page.waitForEvent('download')
    await page.getByRole('button', { name: '下载 decisions.json' }).click()
    const saved = readFileSync((await (await download).path()) ?? '', 'utf8')
    expect(saved).toBe(await page.locator('dialog textarea').first().inputValue())
    const decisions = parseDecisions(saved)
    expect([...decisions.values()].map(({ decision }) => decision).sort()).toEqual([
      'corrected',
      expect.stringMatching(/confirmed|dismissed/),
    ])

    writeFileSync(join(small, 'decisions.json'), saved)
    const { unusedDecisions } = await writeExports(() => stream(records), small, {
      formats: ['csv', 'review'],
      open: openFixture,
    })
    expect(unusedDecisions).toEqual([])
    const findings = parseCsv(readFileSync(join(small, 'findings.csv'), 'utf8')).filter(
      ({ file }) => file === 'text/tabs-failing.txt',
    )
    expect(findings.filter(({ decision }) => decision !== '').length).toBe(2)
    expect(findings.find(({ decision }) => decision === 'corrected')).toMatchObject({
      corrections: 'disputes.reconsideration.total=4',
      note: `'=电话核实 <b>`,
    })
    const cells = parseCsv(readFileSync(join(small, 'cells.csv'), 'utf8'))
    const corrected = cells.filter((cell) => cell.file === 'text/tabs-failing.txt' && cell.corrected !== '')
    expect(corrected).toEqual([
      expect.objectContaining({
        table: 'disputes',
        row: 'reconsideration',
        column: 'total',
        value: '0',
        raw: '0',
        corrected: '4',
      }),
    ])

    // Another browser, which has kept nothing, shows them too.
    const fresh = await open(small, address)
    await fresh.waitForSelector('.finding')
    expect((await fresh.locator('.finding .decided b').allInnerTexts()).length).toBe(2)
  })

  test('decisions come in by paste, and what is none is refused', async () => {
    const page = await open(large, '#/')
    await page.getByRole('button', { name: /^判定/ }).click()
    const incoming = page.getByRole('textbox', { name: '导入判定' })
    await incoming.fill('{"schema":1,"decisions":[{"fingerprint":"x"}]}')
    await page.getByRole('button', { name: '导入', exact: true }).click()
    expect(await text(page, 'dialog [role=status]')).toContain('decisions[0]')
    await incoming.fill(
      JSON.stringify({ schema: 1, decisions: [{ fingerprint: 'a'.repeat(32), decision: 'confirmed' }] }),
    )
    await page.getByRole('button', { name: '导入', exact: true }).click()
    expect(await text(page, 'dialog [role=status]')).toContain('1')
    expect(parseDecisions(await page.locator('dialog textarea').first().inputValue()).size).toBe(1)
  })

  test('keys lead from report to report, and from cell to cell', async () => {
    const page = await open(large, '#/list?code=disputes%2Ftotal')
    await page.locator('table.list tbody a').first().click()
    await page.waitForSelector('.finding[aria-current]')
    const title = (): Promise<string> => text(page, 'h1')
    expect(await title()).toBe('第000县人民政府 2019')
    await page.keyboard.press('n')
    await page.waitForFunction(() => document.querySelector('h1')?.textContent === '第004县人民政府 2023')
    for (let i = 0; i < 3; i++) await page.keyboard.press('j')
    await page.waitForFunction(() => document.querySelector('h1')?.textContent === '第008县人民政府 2022')
    await page.keyboard.press('k')
    await page.waitForFunction(() => document.querySelector('h1')?.textContent === '第004县人民政府 2023')
    await page.locator('td.fig[tabindex="0"]').first().focus()
    const before = await page.evaluate(() => (document.activeElement as HTMLElement).dataset.cell)
    await page.keyboard.press('ArrowRight')
    const behind = await page.evaluate(() => (document.activeElement as HTMLElement).dataset.cell)
    expect(Number(behind)).toBe(Number(before) + 1)
  })

  test('keys lead into the first report from outside: j to decide, n whatever it is', async () => {
    const first = async (hash: string, key: string): Promise<string> => {
      const page = await open(large, hash)
      await page.keyboard.press(key)
      await page.waitForSelector('article.report h1')
      const title = await text(page, 'h1')
      await page.context().close()
      return title
    }
    expect(await first('', 'j')).toBe('第000县人民政府 2019')
    expect(await first('#/list?text=第001县', 'n')).toMatch(/^第001县人民政府/)
    expect(await first('#/list?code=disputes%2Ftotal&year=2023', 'j')).toBe('第004县人民政府 2023')
  })

  test('speaks English and Chinese, light and dark, and every control has a name', async () => {
    const page = await open(small, await reportOf(small, 'pdf/libreoffice-failing.pdf'), { colorScheme: 'dark' })
    const ground = (): Promise<string> => page.evaluate(() => getComputedStyle(document.body).backgroundColor)
    const dark = await ground()
    await page.getByRole('button', { name: '外观：自动' }).click()
    expect(await ground()).not.toBe(dark)
    await page.getByRole('button', { name: 'English' }).click()
    await page.getByRole('heading', { name: /^Findings/ }).waitFor()
    expect(await page.locator('html').getAttribute('lang')).toBe('en')
    expect(await text(page, '.findings')).toContain('the applicants add up to 99; 2 is printed as their total')
    for (const hash of ['#/', '#/list', new URL(page.url()).hash]) {
      await page.goto(page.url().replace(/#.*/, hash))
      await page.waitForSelector('main > div, main > article')
      const nameless = await page.evaluate(() =>
        [...document.querySelectorAll('button, a[href], input, select, textarea, [tabindex="0"]:not(td)')]
          .filter(
            (one) =>
              !one.textContent?.trim() && !one.getAttribute('aria-label') && !(one as HTMLInputElement).labels?.length,
          )
          .map((one) => one.outerHTML.slice(0, 80)),
      )
      expect(nameless, hash).toEqual([])
    }
    await page.keyboard.press('?')
    expect(await text(page, 'dialog')).toContain('next finding')
  })

  test('is narrow without scrolling sideways, and prints tables without controls', async () => {
    const page = await open(small, await reportOf(small, 'pdf/libreoffice-failing.pdf'), {
      viewport: { width: 380, height: 700 },
    })
    for (const hash of [new URL(page.url()).hash, '#/list', '#/']) {
      await page.goto(page.url().replace(/#.*/, hash))
      await page.waitForSelector('main > div, main > article')
      expect(await page.evaluate(() => document.documentElement.scrollWidth), hash).toBeLessThanOrEqual(380)
    }
    const wide = await open(small, await reportOf(small, 'pdf/libreoffice-failing.pdf'))
    await wide.emulateMedia({ media: 'print' })
    expect(await wide.locator('.bar').isVisible()).toBe(false)
    expect(await wide.locator('.finding button').first().isVisible()).toBe(false)
    expect(await wide.locator('td.fig').last().isVisible()).toBe(true)
  })

  test('a page that is a picture is shown as the picture that is given for it', async () => {
    const folder = join(root, 'scan')
    const scan = makePdf([
      { content: `q 400 0 0 300 0 0 cm /I Do Q ${show('102', 50, 100)}` },
      { content: show('a page of text', 50, 100) },
    ])
    const [first] = records
    if (!first) throw new Error('no record')
    const asked: number[] = []
    await writeExports(() => stream([{ ...first, path: 'scan.pdf', sha256: '5c'.repeat(32) }]), folder, {
      formats: ['review'],
      open: async () => scan,
      picture: async (_, page) => {
        asked.push(page)
        return Buffer.from(PIXEL, 'base64')
      },
    })
    expect(asked).toEqual([1])
    const page = await open(folder, await reportOf(folder, 'scan.pdf'))
    const images = page.locator('.pane svg image')
    expect(await images.count()).toBe(1)
    expect(await images.getAttribute('href')).toMatch(/^data\/drawings\/5c\/(?:5c)+-1\.png$/)
    const [page1, page2] = await page.locator('.pane svg').all()
    expect(await page1?.locator('text').count()).toBe(0)
    expect(await page2?.locator('text').allTextContents()).toEqual(['a page of text'])
  })

  test('nothing has been complained of in all of this', async () => {
    for (const context of contexts) await context.close().catch(() => {})
    expect(trouble).toEqual([])
  })

  test('what an earlier export left and the archive no longer has is taken away', async () => {
    const one = join(root, 'one')
    await writeExports(() => stream(records.slice(0, 3)), one, { formats: ['review'], open: openFixture })
    const names = (): string[] =>
      readdirSync(join(one, 'review/data'), { recursive: true, encoding: 'utf8' }).filter((name) =>
        /\/.*\.js$/.test(name),
      )
    expect(names().length).toBe(6)
    await writeExports(() => stream(records.slice(0, 1)), one, { formats: ['review'], open: openFixture })
    expect(names().length).toBe(2)
    const shelves = ['reports', 'drawings'].flatMap((kind) => readdirSync(join(one, 'review/data', kind)))
    expect(shelves).toHaveLength(2)
  })
})
