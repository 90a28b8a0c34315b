import { execFileSync } from 'node:child_process'
import { copyFileSync, cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { mergeArchives, runArchive } from '../../dist/node/index.js'
import { alwaysWritten, namesOf } from '../../src/node/export/names.js'
import { parseCsv } from '../../src/text/csv.js'
import {
  archiveInputs,
  archiveReadings,
  eventsOf,
  leftovers,
  makeArchive,
  makeZip,
  outputsOf,
  reportsOf,
  textFixtures,
} from '../helpers/archive.js'
import { childrenOf, command, inRoot, nianbao, preload, runs, shell, temporary, until } from '../helpers/command.js'

const folder = temporary()
const reports = join(folder, 'reports')
const plain = join(folder, 'plain')
const whole = join(folder, 'whole')
const linux = process.platform === 'linux'
const inputs = archiveInputs()
const readings = archiveReadings()
/** Where it does not matter in what formats the outputs are, the quick ones. */
const few = ['--formats', 'csv,jsonl']

beforeAll(async () => {
  makeArchive(reports)
  expect((await nianbao(['run', reports, '-o', plain, '--jobs', '1', ...few])).code).toBe(1)
  expect((await nianbao(['run', reports, '-o', whole, '--jobs', '1'])).code).toBe(1)
})

describe('what a run writes', () => {
  test('every file once, in the order of paths, with its state and why', () => {
    const states = reportsOf(plain).map(({ file, state, code, issuer, year }) => [file, state, code, issuer, year])
    const fixtures = textFixtures().map((name) => {
      if (name === 'tabs-solid.txt') return [`县级/${name}`, 'duplicate', 'input-duplicate', '', '']
      const truth = readFileSync(inRoot(`fixtures/text/${name.replace('.txt', '.json')}`), 'utf8')
      const { issuer, year } = JSON.parse(truth) as { issuer: string; year: number }
      return [`县级/${name}`, 'read', '', issuer, String(year)]
    })
    expect(states).toEqual([
      ['copy.txt', 'read', '', '清河县人民政府', '2023'],
      ['empty.pdf', 'failed', 'input-empty', '', ''],
      ['gone.html', 'not-a-report', 'locate/not-a-report', '', ''],
      ['stamp.png', 'failed', 'picture-invalid', '', ''],
      ['乡镇.zip/一/2024.txt', 'read', '', '清河县人民政府', '2024'],
      ['乡镇.zip/一/说明.txt', 'not-a-report', 'locate/not-a-report', '', ''],
      ['乡镇.zip/二/page.html', 'read', '', '丰台镇人民政府', '2022'],
      ...fixtures,
    ])
    expect(states).toHaveLength(inputs)
    expect(reportsOf(plain).find(({ file }) => file === '县级/tabs-solid.txt')).toMatchObject({
      duplicate_of: 'copy.txt',
      message_zh: expect.stringContaining('内容完全相同'),
    })
  })
  test('1, 2 and 4 readers give the same bytes', { timeout: 120_000 }, async () => {
    for (const jobs of ['2', '4']) {
      const out = join(folder, `jobs-${jobs}`)
      expect((await nianbao(['run', reports, '-o', out, '--jobs', jobs, ...few])).code).toBe(1)
      expect(outputsOf(out)).toEqual(outputsOf(plain))
    }
  })
  test('all formats, with every number of readers, at the second run and after others were written', {
    timeout: 120_000,
  }, async () => {
    const out = join(folder, 'all-formats')
    for (const flags of [['--jobs', '3'], few, [], ['--jobs', '1']]) {
      expect((await nianbao(['run', reports, '-o', out, ...flags])).code).toBe(1)
      const told = JSON.parse(readFileSync(join(out, 'provenance.json'), 'utf8')) as { outputs: { name: string }[] }
      expect(told.outputs.map(({ name }) => name).includes('workbook.xlsx')).toBe(flags !== few)
      if (flags !== few) expect(outputsOf(out)).toEqual(outputsOf(whole))
    }
    expect(Object.keys(outputsOf(whole))).toEqual(
      expect.arrayContaining(['cells.parquet', 'codebook.csv', 'reports.jsonl', 'review/index.html', 'workbook.xlsx']),
    )
    // A drawing for every file that holds a report.
    const drawings = Object.keys(outputsOf(whole)).filter((name) => name.startsWith('review/data/drawings/'))
    expect(drawings).toHaveLength(reportsOf(whole).filter(({ state }) => state === 'read').length)
    expect(leftovers(out)).toEqual([])
  })
  test('the same bytes whatever the language, the place and the working folder', async () => {
    const elsewhere = join(folder, 'elsewhere')
    makeArchive(join(elsewhere, 'x'))
    const out = join(folder, 'zh')
    const { err } = await nianbao(['run', 'x', '-o', out, '--lang', 'zh', ...few], {
      cwd: elsewhere,
      env: { TZ: 'Asia/Shanghai' },
    })
    expect(err).toContain(`${inputs} 个文件`)
    expect(outputsOf(out)).toEqual(outputsOf(plain))
  })
  test('the second run reads nothing, and writes the same', async () => {
    const out = join(folder, 'jobs-2')
    const { out: ndjson, err } = await nianbao(['run', reports, '-o', out, '--json', ...few])
    const told = eventsOf(ndjson).filter(({ event }) => event === 'input')
    expect(told.map(({ path }) => path).sort()).toEqual(reportsOf(plain).map(({ file }) => file))
    expect(told.filter(({ reused, state, path }) => !reused && state !== 'duplicate' && path !== 'empty.pdf')).toEqual(
      [],
    )
    expect(eventsOf(ndjson).at(-1)).toMatchObject({ event: 'summary', inputs, reused: readings, exported: true })
    expect(err).toContain(`${readings} done before`)
    expect(outputsOf(out)).toEqual(outputsOf(plain))
  })
  test('the output folder is no input, nor is that of another run', async () => {
    const within = join(folder, 'within')
    makeArchive(within)
    for (const _ of [1, 2]) await nianbao(['run', within, '-o', join(within, 'out'), ...few])
    await nianbao(['run', within, '-o', join(within, 'other'), ...few])
    for (const out of ['out', 'other']) expect(outputsOf(join(within, out))).toEqual(outputsOf(plain))
  })
  test('a file that is changed or renamed is read, the others are not', async () => {
    const changed = join(folder, 'changed')
    makeArchive(changed)
    const out = join(folder, 'changed-out')
    await nianbao(['run', changed, '-o', out, ...few])
    copyFileSync(inRoot('fixtures/text/tabs-failing.txt'), join(changed, 'empty.pdf'))
    writeFileSync(join(changed, 'gone.html'), '<p>另一页</p>'.repeat(4))
    const { out: ndjson } = await nianbao(['run', changed, '-o', out, '--json', ...few])
    const read = eventsOf(ndjson).filter(
      ({ event, reused, state }) => event === 'input' && !reused && state !== 'duplicate',
    )
    expect(read.map(({ path }) => path).sort()).toEqual(['empty.pdf', 'gone.html'])
    expect(reportsOf(out).find(({ file }) => file === 'empty.pdf')).toMatchObject({ state: 'read' })
  })
  test('what an earlier run wrote in other formats is told to be old, once it is', async () => {
    const out = join(folder, 'formats')
    const first = await nianbao(['run', reports, '-o', out, '--formats', 'csv,jsonl'])
    expect(first.err).not.toContain('earlier run')
    const { err } = await nianbao(['run', reports, '-o', out, '--formats', 'csv'])
    expect(err).toContain('→ of an earlier run, and not written anew: reports.jsonl, sections.jsonl\n')
    expect((await nianbao(['merge', out, '--formats', 'csv,jsonl'])).err).not.toContain('earlier run')
  })
  test('other options are another run in the same folder', async () => {
    const out = join(folder, 'options')
    await nianbao(['run', reports, '-o', out, ...few])
    const { out: ndjson } = await nianbao(['run', reports, '-o', out, '--similarity', '0.7', '--json', ...few])
    expect(eventsOf(ndjson).at(-1)).toMatchObject({ reused: 0 })
    const back = await nianbao(['run', reports, '-o', out, '--json', ...few])
    expect(eventsOf(back.out).at(-1)).toMatchObject({ reused: readings })
    expect(outputsOf(out)).toEqual(outputsOf(plain))
  })
  test('findings on one year against the year before', async () => {
    const years = join(folder, 'years')
    mkdirSync(years)
    const text = readFileSync(inRoot('fixtures/text/tabs-solid.txt'), 'utf8')
    writeFileSync(join(years, '2023.txt'), text)
    writeFileSync(join(years, '2024.txt'), text.replaceAll('2023', '2024'))
    const out = join(folder, 'years-out')
    expect((await nianbao(['run', years, '-o', out, ...few])).code).toBe(0)
    const extracted = await nianbao(['extract', '2023.txt', '2024.txt', '--format', 'findings'], { cwd: years })
    // The same findings in the same order; the archive has more columns.
    const names = (extracted.out.replace('\ufeff', '').split('\n')[0] ?? '').split(',')
    const table = (csv: string) => parseCsv(csv).map((row) => names.map((name) => row[name]))
    const found = readFileSync(join(out, 'findings.csv'), 'utf8')
    expect(found.startsWith('\ufefffile,')).toBe(true)
    expect(table(found)).toEqual(table(extracted.out))
    expect(table(found).flat()).not.toContain(undefined)
    expect(extracted.out).toMatch(/^2024\.txt,.*series\//m)
  })
  test('--no-bom, in run and merge', async () => {
    const out = join(folder, 'no-bom')
    const years = join(folder, 'years')
    for (const args of [
      ['run', years, '-o', out],
      ['merge', out],
    ]) {
      await nianbao([...args, '--no-bom', ...few])
      for (const name of ['cells.csv', 'findings.csv', 'reports.csv', 'panel.csv'])
        expect([name, readFileSync(join(out, name), 'utf8').startsWith('\ufeff')]).toEqual([name, false])
    }
  })
  test('decisions that are none are told before anything is read', async () => {
    const out = join(folder, 'undecided')
    mkdirSync(out)
    writeFileSync(join(out, 'decisions.json'), '{"schema":1}')
    for (const args of [
      ['run', reports, '-o', out],
      ['merge', plain, '-o', out],
    ]) {
      const { code, out: ndjson, err } = await nianbao([...args, '--json'])
      expect([code, ndjson, err]).toEqual([2, '', expect.stringMatching(/decisions\.json: decisions is no list/)])
    }
    // A shard writes no outputs.
    expect((await nianbao(['run', reports, '-o', out, '--shard', '1/2'])).code).not.toBe(2)
    rmSync(join(out, 'decisions.json'))
    mkdirSync(join(out, 'decisions.json'))
    expect(await nianbao(['run', reports, '-o', out])).toMatchObject({
      code: 2,
      err: expect.stringContaining('decisions-invalid'),
    })
  })
  test('decisions that fit nothing any more are told', async () => {
    const out = join(folder, 'decided')
    mkdirSync(out)
    const decision = {
      fingerprint: 'ab'.repeat(16),
      decision: 'confirmed',
      corrections: [],
      note: '',
      about: '某县 2021',
    }
    writeFileSync(join(out, 'decisions.json'), JSON.stringify({ schema: 1, decisions: [decision] }))
    const { out: ndjson, err } = await nianbao([
      'run',
      join(folder, 'years'),
      '-o',
      out,
      '--json',
      '--lang',
      'en',
      ...few,
    ])
    expect(eventsOf(ndjson).at(-1)).toMatchObject({ unusedDecisions: [decision] })
    expect(err).toContain('1 decision of decisions.json fits no figures any more: 某县 2021\n')
  })
  test('--fail-on', async () => {
    const years = join(folder, 'years')
    const run = (level: string) => nianbao(['run', years, '-o', join(folder, 'years-out'), '--fail-on', level, ...few])
    expect((await run('error')).code).toBe(0)
    expect((await run('warning')).code).toBe(3)
  })
})

describe('--retry failed', () => {
  test('reads what failed again, and nothing else', async () => {
    const out = join(folder, 'retry')
    const flags = ['run', reports, '-o', out, '--json', ...few]
    await nianbao(flags)
    const again = eventsOf((await nianbao([...flags, '--retry', 'failed'])).out)
    const read = again.filter(
      ({ event, reused, state }) => event === 'input' && reused === false && state !== 'duplicate',
    )
    expect(read.map(({ path }) => path).sort()).toEqual(['empty.pdf', 'stamp.png'])
    expect(outputsOf(out)).toEqual(outputsOf(plain))
  })
})

describe('shards', () => {
  test('three shards, merged, are the bytes of one run', { timeout: 120_000 }, async () => {
    const outs = [1, 2, 3].map((i) => join(folder, `shard-${i}`))
    const found: number[] = []
    for (const [i, out] of outs.entries()) {
      const { out: ndjson } = await nianbao(['run', reports, '-o', out, '--shard', `${i + 1}/3`, '--json'])
      found.push(eventsOf(ndjson).filter(({ event }) => event === 'input').length)
      expect(outputsOf(out)).toEqual({})
    }
    expect(found.reduce((a, b) => a + b)).toBe(inputs)
    expect(Math.min(...found)).toBeGreaterThan(0)
    const merged = join(folder, 'merged')
    expect((await nianbao(['merge', ...outs, '-o', merged])).code).toBe(1)
    expect(outputsOf(merged)).toEqual(outputsOf(whole))
    expect(leftovers(merged)).toEqual([])
    // The merged folder goes on like any other.
    const { out: ndjson } = await nianbao(['run', reports, '-o', merged, '--json', ...few])
    expect(eventsOf(ndjson).at(-1)).toMatchObject({ reused: readings })
  })
  test('nothing is read a second time: the site is drawn of what was kept, whether the files are there or not', async () => {
    const gone = join(folder, 'gone')
    makeArchive(gone)
    const out = join(folder, 'gone-out')
    await nianbao(['run', gone, '-o', out, '--shard', '1/1'])
    rmSync(gone, { recursive: true })
    expect((await nianbao(['merge', out])).code).toBe(1)
    expect(outputsOf(out)).toEqual(outputsOf(whole))
    // Where a drawing is lost, the file is read for it, if it is there.
    makeArchive(gone)
    rmSync(join(out, '.nianbao', 'drawings'), { recursive: true })
    rmSync(join(out, 'review'), { recursive: true })
    expect((await nianbao(['merge', out])).code).toBe(1)
    expect(outputsOf(out)).toEqual(outputsOf(whole))
  })
  test('all into one folder', { timeout: 120_000 }, async () => {
    const out = join(folder, 'one-folder')
    const shards = await Promise.all([1, 2].map((i) => nianbao(['run', reports, '-o', out, '--shard', `${i}/2`])))
    expect(shards.map(({ code }) => code)).toContain(1)
    expect((await nianbao(['merge', out, ...few])).code).toBe(1)
    expect(outputsOf(out)).toEqual(outputsOf(plain))
  })
  test('a list of inputs that is damaged is told, whatever has become of it', async () => {
    const out = join(folder, 'damaged-list')
    cpSync(plain, out, { recursive: true })
    const list = join(out, '.nianbao', 'inputs.ndjson')
    const [head = '', ...lines] = readFileSync(list, 'utf8').split('\n')
    for (const text of [
      '',
      'null\n',
      '{"inputs":0}\n',
      head.replace('"read":{', '"read":null,"x":{'),
      `${head}\nnull\n${lines.slice(1).join('\n')}`,
      [head, ...lines].join('\n').replace('"path":', '"paht":'),
    ]) {
      writeFileSync(list, text)
      expect(await nianbao(['merge', out])).toMatchObject({
        code: 2,
        err: expect.stringMatching(/inputs\.ndjson (?:cannot be read|is not complete)\. \(archive-incomplete\)/),
      })
    }
  })
  test('a shard that is missing is named, and so is what does not belong together', async () => {
    const missing = await nianbao(['merge', join(folder, 'shard-1'), join(folder, 'shard-3'), '-o', join(folder, 'no')])
    expect([missing.code, missing.err]).toEqual([2, expect.stringContaining('Shards 2 of 3 are missing')])
    const none = await nianbao(['merge', reports])
    expect([none.code, none.err]).toEqual([2, expect.stringContaining('is no output of nianbao run')])
    const other = join(folder, 'other-settings')
    await nianbao(['run', reports, '-o', other, '--shard', '2/3', '--similarity', '0.7'])
    const mixed = await nianbao([
      'merge',
      join(folder, 'shard-1'),
      other,
      join(folder, 'shard-3'),
      '-o',
      join(folder, 'no'),
    ])
    expect([mixed.code, mixed.err]).toEqual([2, expect.stringContaining('different options')])
    expect(existsSync(join(folder, 'no', 'reports.csv'))).toBe(false)
  })
})

describe.runIf(linux)('interrupts', () => {
  const fakes = join(folder, 'fakes')
  const env = { NODE_OPTIONS: preload('fake-reader.mjs') }
  const started = async (out: string, jobs: string) => {
    const running = command(['run', fakes, '-o', out, '--jobs', jobs, '--json'], { env, group: true })
    expect(await until(() => childrenOf(running.pid).length > 0)).toBe(true)
    await new Promise((resolve) => setTimeout(resolve, 700))
    return running
  }
  test('the first finishes the files under way and keeps them; the command goes on', { timeout: 120_000 }, async () => {
    mkdirSync(fakes, { recursive: true })
    // Read for some time before it is done.
    copyFileSync(inRoot('fixtures/text/tabs-solid.txt'), join(fakes, 'fake-slow.txt'))
    for (let i = 0; i < 6; i++)
      writeFileSync(
        join(fakes, `z${i}.txt`),
        readFileSync(inRoot('fixtures/text/tabs-solid.txt'), 'utf8').replaceAll('2023', String(2012 + i)),
      )
    const out = join(folder, 'interrupted')
    const running = await started(out, '1')
    // Ctrl-C at a terminal reaches the whole group.
    process.kill(-running.pid, 'SIGINT')
    const { code, out: ndjson, err } = await running.done
    expect([code, err]).toEqual([130, expect.stringContaining('the same command goes on')])
    const done = eventsOf(ndjson).filter(({ event }) => event === 'input')
    expect(done.map(({ path, state }) => [path, state])).toEqual([['fake-slow.txt', 'read']])
    const rest = await nianbao(['run', fakes, '-o', out, '--json', ...few], { env })
    expect(eventsOf(rest.out).at(-1)).toMatchObject({ inputs: 7, reused: 1 })
  })
  test('while the outputs are written, too: they stay as they were', async () => {
    const out = join(folder, 'ended')
    cpSync(plain, out, { recursive: true })
    const before = outputsOf(out)
    for (const act of [runArchive, mergeArchives] as const) {
      const abort = new AbortController()
      const onEvent = ({ event }: { event: string }): void => {
        if (event === 'export') abort.abort()
      }
      const from = act === runArchive ? reports : [out]
      const ended = act(from as string & string[], out, { formats: ['csv'], bom: false, signal: abort.signal, onEvent })
      await expect(ended).rejects.toMatchObject({ code: 'aborted' })
      expect(outputsOf(out)).toEqual(before)
      expect(leftovers(out)).toEqual([])
    }
  })
  test('the second ends them', { timeout: 120_000 }, async () => {
    writeFileSync(join(fakes, 'fake-hang.txt'), '清河县')
    rmSync(join(fakes, 'fake-slow.txt'), { force: true })
    const out = join(folder, 'aborted')
    const running = await started(out, '1')
    const readers = childrenOf(running.pid)
    running.process.kill('SIGINT')
    await new Promise((resolve) => setTimeout(resolve, 300))
    expect(runs(running.pid)).toBe(true)
    running.process.kill('SIGINT')
    expect((await running.done).code).toBe(130)
    expect(await until(() => !readers.some(runs))).toBe(true)
    expect(leftovers(out)).toEqual([])
  })
})

describe('where nothing can be written', () => {
  const full = join(folder, 'full')
  const mounted = ((): boolean => {
    if (!linux || process.getuid?.() !== 0) return false
    try {
      mkdirSync(full, { recursive: true })
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=96k', 'tmpfs', full], { stdio: 'ignore' })
      return true
    } catch {
      return false
    }
  })()
  test.runIf(mounted)('a full disk is told, and what was done is not lost', { timeout: 120_000 }, async () => {
    try {
      const first = await nianbao(['run', reports, '-o', join(full, 'out'), '--json'])
      expect([first.code, first.err]).toEqual([2, expect.stringContaining('the disk is full')])
      expect(first.err).toContain('output-failed')
      const told = eventsOf(first.out).filter(
        ({ event, path, state }) => event === 'input' && state !== 'duplicate' && path !== 'empty.pdf',
      )
      execFileSync('mount', ['-o', 'remount,size=8m', full])
      const { code, out: ndjson } = await nianbao(['run', reports, '-o', join(full, 'out'), '--json'])
      expect(leftovers(join(full, 'out'))).toEqual([])
      expect(code).toBe(1)
      const reused = eventsOf(ndjson).flatMap((one) => (one.event === 'input' && one.reused ? [one.path] : []))
      expect(reused).toEqual(expect.arrayContaining(told.map(({ path }) => path)))
      expect(outputsOf(join(full, 'out'))).toEqual(outputsOf(whole))
      execFileSync('mount', ['-o', 'remount,ro', full])
      const { code: last, err } = await nianbao(['run', reports, '-o', join(full, 'new')])
      expect([last, err]).toEqual([2, expect.stringContaining('the file system is read-only')])
    } finally {
      execFileSync('umount', [full])
    }
  })
  test.runIf(linux)('files that may not grow', { timeout: 120_000 }, async () => {
    const out = join(folder, 'small')
    const { code, err } = await shell(`ulimit -f 1; nianbao run '${reports}' -o '${out}'`)
    expect([code, err]).toEqual([2, expect.stringContaining('output-failed')])
    expect((await nianbao(['run', reports, '-o', out, ...few])).code).toBe(1)
    expect(outputsOf(out)).toEqual(outputsOf(plain))
  })
  test('a file in the place of the folder', async () => {
    const { code, err } = await nianbao(['run', reports, '-o', join(reports, 'copy.txt')])
    expect([code, err]).toEqual([2, expect.stringContaining('output-failed')])
    expect(readFileSync(join(reports, 'copy.txt'), 'utf8')).toBe(
      readFileSync(inRoot('fixtures/text/tabs-solid.txt'), 'utf8'),
    )
  })
  test('a file of somebody else in the place of an output stays, and is told before anything is read', async () => {
    const out = join(folder, 'theirs')
    mkdirSync(out)
    for (const name of ['cells.csv', 'review', 'reports.csv']) {
      writeFileSync(join(out, name), 'mine')
      const { code, err } = await nianbao(['run', reports, '-o', out, '--formats', 'csv,review'])
      expect([code, err]).toEqual([2, expect.stringContaining(`${join(out, name)} is there, and no run wrote it`)])
      expect(readFileSync(join(out, name), 'utf8')).toBe('mine')
      expect(existsSync(join(out, '.nianbao'))).toBe(false)
      rmSync(join(out, name))
    }
    // It is in the way of what writes it alone, and not of a folder that a run has written.
    writeFileSync(join(out, 'workbook.xlsx'), 'mine')
    expect((await nianbao(['run', reports, '-o', out, ...few])).code).toBe(1)
    expect(readFileSync(join(out, 'workbook.xlsx'), 'utf8')).toBe('mine')
    rmSync(join(out, '.nianbao'), { recursive: true })
    expect((await nianbao(['run', reports, '-o', out, ...few])).code).toBe(1)
    const merged = join(folder, 'theirs-merged')
    mkdirSync(merged)
    writeFileSync(join(merged, 'panel.csv'), 'mine')
    expect((await nianbao(['merge', out, '-o', merged, ...few])).code).toBe(2)
    expect(readFileSync(join(merged, 'panel.csv'), 'utf8')).toBe('mine')
  })
  test('the names that are looked for are those that are written', () => {
    const { outputs } = JSON.parse(readFileSync(join(whole, 'provenance.json'), 'utf8')) as {
      outputs: { name: string }[]
    }
    const written = new Set(['provenance.json', ...outputs.map(({ name }) => name.split('/')[0] ?? '')])
    const sqlite = written.has('nianbao.sqlite') ? [] : ['nianbao.sqlite']
    expect([...written, ...sqlite].sort()).toEqual([...alwaysWritten, ...Object.values(namesOf).flat()].sort())
  })
})

describe('usage', () => {
  test.each([
    [['run'], /needs a PATH/],
    [['run', reports], /needs -o OUT/],
    [['run', reports, '-o', 'x', '--shard', '0/3'], /--shard is I\/N/],
    [['run', reports, '-o', 'x', '--shard', '4/3'], /--shard is I\/N/],
    [['run', reports, '-o', 'x', '--jobs', '0'], /jobs/],
    [['run', reports, '-o', 'x', '--retry', 'all'], /--retry is one of/],
    [['run', reports, '-o', 'x', '--formats', 'cvs'], /there is no format "cvs"/],
    [['merge'], /needs an OUT/],
    [['merge', 'a', 'b'], /needs -o OUT/],
    [['enqueue', reports, '-o', 'x'], /needs --queue/],
    [['worker', '-o', 'x', '--queue', 'redis://x'], /postgres:\/\//],
  ])('%j', async (args, says) => {
    const { code, err } = await nianbao(args, { cwd: folder })
    expect([code, err]).toEqual([2, expect.stringMatching(says)])
    expect(existsSync(join(folder, 'x'))).toBe(false)
  })
  test('a path that leads nowhere is an input that failed', async () => {
    const out = join(folder, 'nowhere')
    const { code } = await nianbao(['run', join(folder, 'not-there'), join(reports, 'copy.txt'), '-o', out, ...few])
    expect(code).toBe(1)
    expect(reportsOf(out).map(({ file, state, code }) => [file, state, code])).toEqual([
      ['not-there', 'failed', 'input-missing'],
      ['reports/copy.txt', 'read', ''],
    ])
  })
})

test('nothing of what files are called reaches the terminal', async () => {
  const hostile = join(folder, 'hostile')
  mkdirSync(hostile)
  const names = ['\x1b]0;own\x07.txt', 'a\nb\rc.txt', '\u202etxt.exe', '\x9b2J.txt'].filter(
    () => process.platform !== 'win32',
  )
  for (const name of names) writeFileSync(join(hostile, name), name)
  writeFileSync(join(hostile, 'x.zip'), makeZip([{ name: 'y\x1b[2J\x9b.txt', data: Buffer.from('z') }]))
  const { out, err } = await nianbao(['run', hostile, '-o', join(folder, 'hostile-out'), '--json'])
  expect(err).not.toMatch(/[^\n\x20-\x7e\u00a0-\u024f\u2000-\u200a\u2010-\u2027\u2190-\uffee]/)
  // JSON escapes what is below the space by itself.
  expect(out).not.toMatch(/[\x00-\x09\x0b-\x1f]/)
})
