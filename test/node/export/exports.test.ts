import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { asyncBufferFromFile, parquetMetadataAsync, parquetReadObjects } from 'hyparquet'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sqliteDriver, writeExports } from '../../../dist/node/export/index.js'
import { packEntry, zipAgain } from '../../../dist/node/export/zip-again.js'
import { closeReaders } from '../../../dist/node/index.js'
import type { ArchiveRecord } from '../../../src/node/archive-record.js'
import { cellTable } from '../../../src/output/archive/cell-rows.js'
import { panelTable } from '../../../src/output/archive/panel.js'
import { armed } from '../../../src/output/archive/unarmed.js'
import { cellsOf } from '../../../src/report/cells.js'
import { parseCsv } from '../../../src/text/csv.js'
import { fixtureRecord, fixtureRecords, hostileRecord, openFixture, stream } from '../../helpers/archive-records.js'

const root = mkdtempSync(join(tmpdir(), 'nianbao-export-'))
afterAll(() => {
  closeReaders()
  rmSync(root, { recursive: true, force: true })
})

const out = join(root, 'out')
let records: ArchiveRecord[]
beforeAll(async () => {
  records = await fixtureRecords()
  const last = records.find(({ path }) => path === 'text/tabs-increases.txt')
  if (last) records.push(hostileRecord(last))
  await writeExports(() => stream(records), out, { formats: ['csv', 'parquet', 'jsonl', 'xlsx', 'codebook'] })
})

const csv = (name: string): Record<string, string>[] => parseCsv(readFileSync(join(out, name), 'utf8'))
const read = (from: readonly ArchiveRecord[]) =>
  from.flatMap(({ path, readings }) => readings.map((reading) => ({ path, ...reading })))

/** Every file under a folder with the hash of its bytes. */
const tree = (folder: string): Record<string, string> =>
  Object.fromEntries(
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => statSync(join(folder, name)).isFile())
      .sort()
      .map((name) => [
        name,
        createHash('sha256')
          .update(readFileSync(join(folder, name)))
          .digest('hex'),
      ]),
  )

describe('the tables', () => {
  test('reports.csv lists every file, none missing', () => {
    expect(csv('reports.csv').map(({ file }) => armed(file ?? ''))).toEqual(
      records.map(({ path }) => path).sort((a, b) => (a < b ? -1 : 1)),
    )
    expect(csv('reports.csv').find(({ state }) => state === 'failed')).toMatchObject({
      code: 'pdf-encrypted',
      issuer: '',
      cells: '',
    })
    expect(csv('reports.csv').find(({ state }) => state === 'duplicate')?.duplicate_of).toBe('docx/blank-zeros.docx')
  })
  test('cells.csv has every cell of every report as it is in the report', () => {
    const rows = csv('cells.csv')
    const expected = read([...records].sort((a, b) => (a.path < b.path ? -1 : 1))).flatMap(({ path, report }) =>
      [...cellsOf(report)].map(({ table, instance, row, column, figure }) => [
        path,
        table,
        String(instance),
        row,
        column,
        figure.value === null ? '' : String(figure.value),
        figure.raw.replace(/[\ud800-\udfff]/g, '\ufffd'),
        figure.state,
      ]),
    )
    expect(
      rows.map((row) => [
        armed(row.file ?? ''),
        row.table,
        row.instance,
        row.row,
        row.column,
        row.value,
        armed(row.raw ?? ''),
        row.state,
      ]),
    ).toEqual(expected)
  })
  test('begin with a byte order mark, or not', async () => {
    const bare = join(root, 'bare')
    await writeExports(() => stream(records.slice(0, 1)), bare, { formats: ['csv', 'codebook'], bom: false })
    for (const name of ['cells.csv', 'panel.csv', 'findings.csv', 'reports.csv', 'codebook.csv']) {
      expect([...readFileSync(join(out, name)).subarray(0, 3)], name).toEqual([0xef, 0xbb, 0xbf])
      expect(readFileSync(join(bare, name))[0], name).not.toBe(0xef)
    }
  })
  test('hold no cell that a spreadsheet would run, and numbers are numbers', () => {
    for (const name of ['cells.csv', 'panel.csv', 'findings.csv', 'reports.csv'])
      for (const row of csv(name))
        for (const [column, value] of Object.entries(row))
          expect(
            /^\s*[=+@＝＋－＠-]/.test(value) && !/^-?\d+(?:\.\d+)?$|^[-－]$/.test(value),
            `${name} ${column} ${value}`,
          ).toBe(false)
    const evil = csv('cells.csv').filter(({ file, row }) => file?.startsWith('evil/') && row === 'received')
    expect(evil.find(({ column }) => column === 'business')).toMatchObject({ value: '-5', raw: '-5' })
    expect(evil.find(({ column }) => column === 'naturalPerson')).toMatchObject({
      value: '',
      raw: '-',
      state: 'filler',
    })
    expect(evil.find(({ column }) => column === 'total')?.raw).toMatch(/^'=1\+1/)
  })
  test('are read by nianbao check as they are', () => {
    const stdout = execFileSync(
      process.execPath,
      ['dist/cli/main.js', 'check', join(out, 'cells.csv'), '--format', 'findings'],
      { encoding: 'utf8' },
    )
    expect(stdout).toContain('applications/applicant-total')
  })
  test('the panel has one row for an issuer and year, in their order', () => {
    const keys = csv('panel.csv').map(({ issuer, year }) => `${issuer} ${year}`)
    expect(new Set(keys).size).toBe(keys.length)
    expect(keys.length).toBeGreaterThan(3)
    const counted = csv('panel.csv').reduce((sum, { n_reports }) => sum + Number(n_reports), 0)
    expect(counted).toBe(read(records).length)
  })
})

describe('JSON lines', () => {
  const lines = (name: string) =>
    readFileSync(join(out, name), 'utf8')
      .split('\n')
      .slice(0, -1)
      .map((line) => JSON.parse(line) as Record<string, unknown>)
  test('have the files that reports.csv lists, under the same name, with all that was read of them', () => {
    const reports = lines('reports.jsonl')
    expect([...new Set(csv('reports.csv').map(({ file }) => file))]).toEqual(reports.map(({ file }) => file))
    expect(reports.map(({ readings }) => (readings as unknown[]).length)).toEqual(
      records.toSorted((a, b) => (a.path < b.path ? -1 : 1)).map(({ readings }) => readings.length),
    )
  })
  test('have the sections of every report, with the text', () => {
    const sections = lines('sections.jsonl')
    expect(sections).toHaveLength(read(records).reduce((sum, { report }) => sum + report.sections.length, 0))
    expect(new Set(sections.map(({ file }) => file))).toContain('text/tabs-failing.txt')
  })
})

describe('Parquet, read by another library', () => {
  test.each([
    ['cells', cellTable],
    ['panel', panelTable],
  ] as const)('%s has the rows of the CSV, typed', async (name, { fields }) => {
    const file = await asyncBufferFromFile(join(out, `${name}.parquet`))
    const metadata = await parquetMetadataAsync(file)
    expect(Number(metadata.num_rows)).toBe(csv(`${name}.csv`).length)
    const rows = await parquetReadObjects({ file })
    const lines = csv(`${name}.csv`)
    for (const [i, row] of rows.entries())
      for (const { name: column, type } of fields) {
        const value: unknown = row[column]
        const text = armed(lines[i]?.[column] ?? '')
        if (value === undefined || value === null) expect(text, column).toBe('')
        else {
          expect(typeof value, column).toBe(type === 'integer' ? 'bigint' : type === 'number' ? 'number' : 'string')
          expect(String(value), column).toBe(text)
        }
      }
  })
  test('an archive without reports gives tables without rows', async () => {
    const empty = join(root, 'empty')
    await writeExports(() => stream([]), empty, { formats: ['csv', 'parquet', 'jsonl', 'xlsx', 'codebook', 'review'] })
    const file = await asyncBufferFromFile(join(empty, 'cells.parquet'))
    expect(await parquetReadObjects({ file })).toEqual([])
    expect(readFileSync(join(empty, 'panel.csv'), 'utf8').trim().split('\n').length).toBe(1)
  })
})

describe('workbook.xlsx', () => {
  const calc = '/usr/lib/libreoffice/program/libsclo.so'
  const office = ['/usr/bin/soffice', '/usr/bin/libreoffice'].find((path) => existsSync(path) && existsSync(calc))
  test.skipIf(!office)(
    'is opened by LibreOffice with its sheets and figures (skipped without LibreOffice Calc)',
    () => {
      const folder = join(root, 'office')
      execFileSync(
        office ?? '',
        [
          `-env:UserInstallation=file://${join(root, 'profile')}`,
          '--headless',
          '--convert-to',
          'csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1',
          '--outdir',
          folder,
          join(out, 'workbook.xlsx'),
        ],
        { stdio: 'ignore', timeout: 120_000 },
      )
      expect(readdirSync(folder).sort()).toEqual(
        ['代码簿', '勾稽问题', '表三', '表二', '表四', '说明', '面板'].map((sheet) => `workbook-${sheet}.csv`).sort(),
      )
      const sheet = (name: string) => parseCsv(readFileSync(join(folder, `workbook-${name}.csv`), 'utf8'))
      const line = sheet('表三').find((row) => row.文件 === 'text/tabs-failing.txt' && row.行?.includes('本机关不掌握'))
      expect(line).toMatchObject({ 自然人: '97', 总计: '2' })
      expect(line?.问题单元格).toContain('自然人：applications/')
      // What looks like a formula has been kept as text.
      expect(sheet('表三').some((row) => row.总计?.startsWith('=1+1</script>'))).toBe(true)
      expect(sheet('表三').some((row) => row.商业企业 === '-5')).toBe(true)
      // The panel has its Chinese names above the short ones.
      const panel = sheet('面板')
      expect(panel[0]?.发布机关).toBe('issuer')
      expect(panel.length - 1).toBe(csv('panel.csv').length)
    },
  )
  test('says so where it does not hold all', async () => {
    const folder = join(root, 'limited')
    const one = await writeExports(() => stream(records), folder, { formats: ['xlsx'], workbookReports: 2 })
    const all = statSync(join(out, 'workbook.xlsx')).size
    expect(one.files.find(({ name }) => name === 'workbook.xlsx')?.bytes).toBeLessThan(all)
  })
  test('carries no time of its making', () => {
    expect(() => zipAgain(new Uint8Array(100))).toThrow(RangeError)
    const bytes = readFileSync(join(out, 'workbook.xlsx'))
    expect(Buffer.concat(zipAgain(bytes)).equals(bytes)).toBe(true)
    expect(Buffer.concat(zipAgain(bytes, new Map([['xl/styles.xml', packEntry('none')]]))).equals(bytes)).toBe(false)
    expect(bytes.readUInt32LE(10)).toBe(0x00210000)
  })
})

describe('nianbao.sqlite', async () => {
  const driver = await sqliteDriver()
  test.skipIf(!driver)('has the rows of the other exports (skipped without better-sqlite3)', async () => {
    const folder = join(root, 'sqlite')
    await writeExports(() => stream(records), folder, { formats: ['sqlite'] })
    const { default: Database } = (await import('better-sqlite3' as string)) as {
      default: new (
        path: string,
        options: object,
      ) => { prepare(sql: string): { get(): Record<string, unknown> }; close(): void }
    }
    const database = new Database(join(folder, 'nianbao.sqlite'), { readonly: true })
    const count = (table: string): unknown => database.prepare(`SELECT count(*) AS n FROM ${table}`).get().n
    for (const table of ['cells', 'findings', 'panel', 'reports'])
      expect(count(table), table).toBe(csv(`${table}.csv`).length)
    expect(
      database
        .prepare(
          `SELECT value, raw, state FROM cells WHERE file LIKE 'evil/%' AND "row" = 'received' AND "column" = 'naturalPerson'`,
        )
        .get(),
    ).toEqual({ value: null, raw: '-', state: 'filler' })
    database.close()
  })
  test.skipIf(driver)('is refused with the way to install the driver (skipped with better-sqlite3)', async () => {
    const folder = join(root, 'refused')
    await expect(writeExports(() => stream(records), folder, { formats: ['sqlite'] })).rejects.toMatchObject({
      code: 'engine-missing',
    })
    expect(readdirSync(folder)).toEqual([])
  })
})

describe('the same records', () => {
  test('give the same bytes in any order, and again', { timeout: 240_000 }, async () => {
    const formats = [
      'csv',
      'parquet',
      'jsonl',
      'xlsx',
      'codebook',
      'review',
      ...((await sqliteDriver()) ? ['sqlite'] : []),
    ]
    const ways: Record<string, readonly ArchiveRecord[]> = {
      sorted: [...records].sort((a, b) => (a.path < b.path ? -1 : 1)),
      reversed: [...records].sort((a, b) => (a.path < b.path ? 1 : -1)),
      mixed: [...records.slice(3), ...records.slice(0, 3)],
    }
    const trees = []
    for (const [name, way] of Object.entries(ways)) {
      const folder = join(root, name)
      await writeExports(() => stream(way), folder, { formats, open: openFixture })
      trees.push(tree(folder))
    }
    const [first, ...others] = trees
    for (const other of others) expect(other).toEqual(first)
    // Once more over what is there: nothing changes, and nothing is left behind.
    await writeExports(() => stream(ways.mixed ?? []), join(root, 'sorted'), { formats, open: openFixture })
    expect(tree(join(root, 'sorted'))).toEqual(first)
    expect(Object.keys(first ?? {}).filter((name) => name.endsWith('.tmp'))).toEqual([])
  })
})

describe('provenance.json', () => {
  test('names every file with its hash, the engines, and no time', () => {
    const text = readFileSync(join(out, 'provenance.json'), 'utf8')
    const { outputs, inputs, engines } = JSON.parse(text) as {
      outputs: { name: string; sha256: string; bytes: number }[]
      inputs: { files: number; states: Record<string, number> }
      engines: Record<string, string[]>
    }
    for (const { name, sha256, bytes } of outputs) {
      const data = readFileSync(join(out, name))
      expect(data.length, name).toBe(bytes)
      expect(createHash('sha256').update(data).digest('hex'), name).toBe(sha256)
    }
    expect(outputs.map(({ name }) => name)).toEqual(
      readdirSync(out)
        .filter((name) => name !== 'provenance.json')
        .sort((a, b) => (a < b ? -1 : 1)),
    )
    expect(inputs).toMatchObject({ files: records.length, states: { failed: 1, duplicate: 1 } })
    expect(Object.keys(engines)).toContain('nianbao')
    expect(text).not.toMatch(/20\d\d-\d\d-\d\dT/)
  })
  test('is what nianbao cite reads', () => {
    const run = (...args: string[]): string =>
      execFileSync(process.execPath, ['dist/cli/main.js', 'cite', ...args], { encoding: 'utf8', stdio: 'pipe' })
    expect(run()).toMatch(/^@software\{nianbao/)
    expect(run(out)).toContain(`${read(records).length} reports in ${records.length} files`)
    expect(run(out, '--style', 'text')).toMatch(/manifest sha256 [0-9a-f]{64}/)
    expect(() => run(join(root, 'nowhere'))).toThrow(/input-missing/)
  })
})

describe('what goes wrong', () => {
  test('leaves what was there, and nothing half made', async () => {
    const folder = join(root, 'broken')
    await writeExports(() => stream(records.slice(0, 2)), folder, { formats: ['csv', 'jsonl', 'xlsx'] })
    const before = tree(folder)
    const failing = async function* () {
      yield* records.slice(0, 3)
      throw new Error('the disk is gone')
    }
    await expect(
      writeExports(failing, folder, { formats: ['csv', 'parquet', 'jsonl', 'xlsx', 'review'] }),
    ).rejects.toThrow('the disk is gone')
    const after = tree(folder)
    for (const [name, hash] of Object.entries(before)) expect(after[name], name).toBe(hash)
    expect(Object.keys(after).filter((name) => name.endsWith('.tmp'))).toEqual([])
  })
  test.each([
    ['an unknown format', { formats: ['parket'] }, /parquet/],
    ['an unknown option', { bomb: true }, /bomb/],
    ['no reports in the workbook', { workbookReports: 0 }, /workbookReports/],
  ])('%s is refused', async (_, options, message) => {
    await expect(writeExports(() => stream([]), join(root, 'none'), options as object)).rejects.toMatchObject({
      code: 'options-invalid',
      message: expect.stringMatching(message),
    })
  })
  test('decisions that are none are refused with their path', async () => {
    const folder = join(root, 'decided')
    await writeExports(() => stream([]), folder, { formats: ['csv'] })
    writeFileSync(join(folder, 'decisions.json'), '{"schema":1,"decisions":[{}]}')
    await expect(writeExports(() => stream([]), folder, { formats: ['csv'] })).rejects.toMatchObject({
      code: 'decisions-invalid',
      message: expect.stringContaining('decisions.json'),
    })
  })
})

test('decisions of the folder are taken in, and those that fit nothing are told', async () => {
  const folder = join(root, 'replay')
  const one = await fixtureRecord('text/tabs-failing.txt')
  await writeExports(() => stream([one]), folder, { formats: ['csv'] })
  const [finding] = parseCsv(readFileSync(join(folder, 'findings.csv'), 'utf8'))
  const decision = (fingerprint: string) => ({
    fingerprint,
    decision: 'dismissed',
    corrections: [],
    note: '',
    about: '',
  })
  writeFileSync(
    join(folder, 'decisions.json'),
    JSON.stringify({ schema: 1, decisions: [decision(finding?.fingerprint ?? ''), decision('e'.repeat(32))] }),
  )
  const { unusedDecisions } = await writeExports(() => stream([one]), folder, { formats: ['csv'] })
  expect(unusedDecisions.map(({ fingerprint }) => fingerprint)).toEqual(['e'.repeat(32)])
  const rows = parseCsv(readFileSync(join(folder, 'findings.csv'), 'utf8'))
  expect(rows.map(({ decision: made }) => made)).toEqual(['dismissed', ...rows.slice(1).map(() => '')])
})
