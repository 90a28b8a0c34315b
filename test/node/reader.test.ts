import { execFileSync } from 'node:child_process'
import { chmodSync, copyFileSync, mkdirSync, readFileSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, describe, expect, test } from 'vitest'
import { readReport as readBytes } from '../../dist/index.js'
import {
  closeReaders,
  type ErrorCode,
  NianbaoError,
  type NodeReadOptions,
  readReport,
  warmUp,
} from '../../dist/node/index.js'
import { childrenOf, fixture, runs, script, temporary, until } from '../helpers/command.js'
import { makePdf, show } from '../helpers/pdf.js'
import { sampleText } from './sample-text.js'

const folder = temporary()
afterAll(closeReaders)

const text = join(folder, '清河县2023.txt')
writeFileSync(text, sampleText)
const bytes = (): Uint8Array => new TextEncoder().encode(sampleText)

/** The error of a reading, which must be of the one class. */
async function errorOf(input: Parameters<typeof readReport>[0], options?: NodeReadOptions): Promise<NianbaoError> {
  const error = await readReport(input, options).then(
    () => 'read',
    (reason: unknown) => reason,
  )
  expect(error).toBeInstanceOf(NianbaoError)
  return error as NianbaoError
}
const codeOf = async (...args: Parameters<typeof errorOf>): Promise<ErrorCode> => (await errorOf(...args)).code

describe('what the child gives is what reading here gives', () => {
  const names = [
    'chromium-2019',
    'chromium-scopes',
    'chromium-doubled-text',
    'chromium-hybrid',
    'libreoffice-failing',
    'libreoffice-sideways',
  ].map((name) => `${name}.pdf`)
  test.each(names)('%s', async (name) => {
    const here = await readBytes(readFileSync(fixture(name)), { name })
    expect(here.report?.applications.length).toBeGreaterThan(0)
    expect(await readReport(fixture(name))).toEqual(here)
    expect(await readReport(fixture(name), { isolation: 'none' })).toEqual(here)
  })
  test('a text', async () => {
    const here = await readBytes(bytes(), { name: '清河县2023.txt' })
    expect(here.report).toMatchObject({ issuer: '清河县人民政府', year: 2023 })
    expect(await readReport(text)).toEqual(here)
  })
  test('options are those of the reading', async () => {
    const name = fixture('chromium-2019.pdf')
    const options = { tables: 'stream', similarity: 0.95, name: '某县2011.pdf', limits: { pages: 2 } } as const
    const here = await readBytes(readFileSync(name), options)
    expect(here.findings.map(({ code }) => code)).toContain('read/page-limit')
    expect(here.report?.source.name).toBe('某县2011.pdf')
    expect(await readReport(name, options)).toEqual(here)
  })
  test('without the trace nothing else is missing', async () => {
    const whole = await readReport(text)
    expect(whole.trace.blocks.length).toBeGreaterThan(5)
    const { trace, ...rest } = await readReport(text, { trace: false })
    expect(trace).toEqual({ pages: [], blocks: [], tables: [] })
    expect(rest).toEqual({ report: whole.report, findings: whole.findings, checks: whole.checks, more: [] })
  })
  test('readings one after the other in one child do not know each other', async () => {
    const first = await readReport(text)
    await readReport(fixture('libreoffice-failing.pdf'))
    await errorOf(new TextEncoder().encode('%PDF-1.7 and no more'))
    expect(await readReport(text)).toEqual(first)
  })
})

describe('inputs', () => {
  test('every kind of bytes gives the same, and is not changed', async () => {
    const { report } = await readReport(bytes())
    expect(report?.issuer).toBe('清河县人民政府')
    const part = new Uint8Array([1, 2, ...bytes(), 3]).subarray(2, -1)
    const copy = part.slice()
    for (const input of [
      part,
      Buffer.from(sampleText),
      bytes().buffer as ArrayBuffer,
      new Blob([sampleText]),
      new File([sampleText], 'a.txt'),
    ]) {
      for (const isolation of ['process', 'none'] as const)
        expect((await readReport(input, { isolation })).report).toEqual(report)
    }
    expect(part).toEqual(copy)
    expect(part.buffer.byteLength).toBe(copy.length + 3)
  })
  test('a path may be a URL, a relative path, a link', async () => {
    const { report } = await readReport(text)
    expect((await readReport(pathToFileURL(text))).report).toEqual(report)
    const link = join(folder, 'link.txt')
    symlinkSync(text, link)
    expect((await readReport(link)).report).toEqual({ ...report, source: { ...report?.source, name: 'link.txt' } })
  })
  test('a relative path counts from where the caller is, also in a child that was started elsewhere', async () => {
    const [a, b] = ['a', 'b'].map((name) => join(folder, name)) as [string, string]
    for (const [i, path] of [a, b].entries()) {
      mkdirSync(path)
      writeFileSync(join(path, 'report.txt'), sampleText.replaceAll('2023', String(2022 + i)))
    }
    const { out, err } = await script(
      `import { closeReaders, readReport } from 'nianbao/node'
      for (const path of ${JSON.stringify([a, b])}) {
        process.chdir(path)
        console.log((await readReport('report.txt')).report.year)
      }
      closeReaders()`,
    ).done
    expect([out, err]).toEqual(['2022\n2023\n', ''])
  })
  test.each(['process', 'none'] as const)('what is no file: %s', async (isolation) => {
    const path = (name: string): string => join(folder, `${isolation}-${name}`)
    const code = (input: string | URL): Promise<ErrorCode> => codeOf(input, { isolation })
    expect(await code(path('none.pdf'))).toBe('input-missing')
    expect(await code('')).toBe('input-missing')
    expect(await code('with\0zero')).toBe('input-missing')
    expect(await code(folder)).toBe('input-missing')
    expect(await code(join(text, 'below-a-file'))).toBe('input-missing')
    symlinkSync('nowhere', path('dangling'))
    expect(await code(path('dangling'))).toBe('input-missing')
    symlinkSync(`${isolation}-circle`, path('circle'))
    expect(await code(path('circle'))).toBe('input-missing')
    writeFileSync(path('empty.pdf'), '')
    expect(await code(path('empty.pdf'))).toBe('input-empty')
  })
  test.runIf(process.platform !== 'win32').each(['process', 'none'] as const)(
    'pipes and devices are refused, not waited on: %s',
    async (isolation) => {
      const pipe = join(folder, `pipe-${isolation}`)
      execFileSync('mkfifo', [pipe])
      for (const path of [pipe, '/dev/zero', '/dev/null'])
        expect(await codeOf(path, { isolation })).toBe('input-missing')
    },
  )
  test.runIf(process.platform === 'linux').each(['process', 'none'] as const)(
    'a file whose bytes cannot be had: %s',
    async (isolation) => {
      // For the kernel a regular file, and reading it fails, even for root.
      const error = await errorOf('/proc/self/mem', { isolation })
      expect(error.code).toBe('input-missing')
      expect(String(error.cause)).toMatch(/EIO|EFAULT|EPERM|EACCES/)
      if (process.getuid?.() === 0) return
      const closed = join(folder, `closed-${isolation}`)
      writeFileSync(closed, sampleText)
      chmodSync(closed, 0)
      expect(await codeOf(closed, { isolation })).toBe('input-missing')
    },
  )
  test.each(['process', 'none'] as const)(
    'what is no input at all is a typed error, as in the core: %s',
    async (isolation) => {
      for (const input of [42, null, undefined, {}, [1, 2], new Date()]) {
        expect(await codeOf(input as never, { isolation })).toBe('options-invalid')
        await expect(readBytes(input as never)).rejects.toMatchObject({ code: 'options-invalid' })
      }
      expect(await codeOf(new URL('https://example.org/report.pdf'), { isolation })).toMatch(
        /^(?:options-invalid|input-missing)$/,
      )
    },
  )
})

describe('errors keep code, hint and cause across the process', () => {
  const key = '(0123456789abcdef0123456789abcdef)'
  const good = readFileSync(fixture('libreoffice-hair.pdf'))
  const cases: [ErrorCode, Uint8Array][] = [
    ['input-empty', new Uint8Array()],
    ['pdf-truncated', good.subarray(0, good.length / 2)],
    ['pdf-invalid', new TextEncoder().encode(`${'%PDF-1.7\n'.repeat(40)}%%EOF`)],
    [
      'pdf-encrypted',
      makePdf([{ content: '' }], {
        trailer: `/Encrypt << /Filter /Standard /V 1 /R 2 /O ${key} /U ${key} /P -4 >> /ID [(a) (a)]`,
      }),
    ],
    ['unsupported-kind', new TextEncoder().encode('GIF89a....')],
    ['picture-invalid', new Uint8Array([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10])],
    ['zip-invalid', new Uint8Array([0x50, 0x4b, 3, 4, 0, 0, 0, 0])],
    ['unknown-kind', new Uint8Array(4096)],
  ]
  test.each(cases)('%s', async (code, input) => {
    const here = await readBytes(input).catch((error: unknown) => error)
    expect(here).toMatchObject({ name: 'NianbaoError', code })
    const { message, hint, cause } = here as NianbaoError
    const there = await errorOf(input)
    expect({ code: there.code, message: there.message, hint: there.hint }).toEqual({ code, message, hint })
    expect(there.hint).not.toBe('')
    // A cause is told by its name and message: the error itself belongs to another process.
    if (cause instanceof Error) expect(String(there.cause)).toContain(cause.message)
    else expect(there.cause).toBeUndefined()
  })
  test('the system error under a missing file is told', async () => {
    const error = await errorOf(join(folder, 'none.pdf'))
    expect(error.message).toContain('none.pdf')
    expect(String(error.cause)).toContain('ENOENT')
  })
})

describe('limits', () => {
  test.each(['process', 'none'] as const)('bytes, of a path and of bytes: %s', async (isolation) => {
    const size = bytes().length
    for (const input of [text, bytes()]) {
      expect(await codeOf(input, { isolation, limits: { bytes: size - 1 } })).toBe('input-too-large')
      expect((await readReport(input, { isolation, limits: { bytes: size } })).report).not.toBeNull()
    }
  })
  test('a file larger than the limit is refused before it is read', async () => {
    const path = join(folder, 'sparse.pdf')
    writeFileSync(path, '%PDF-1.7\n')
    truncateSync(path, 50 * 2 ** 30)
    expect(await codeOf(path)).toBe('input-too-large')
  })
  test('pages and operators leave out the rest, and say so', async () => {
    const pages = makePdf([1, 2, 3].map((n) => ({ content: show(String(n), 50, 100) })))
    const limited = await readReport(pages, { limits: { pages: 2 } })
    expect(limited.trace.pages.map(({ number }) => number)).toEqual([1, 2])
    expect(limited.findings).toContainEqual(
      expect.objectContaining({ code: 'read/page-limit', args: { pages: 3, limit: 2 } }),
    )
    const heavy = makePdf([{ content: '0 0 m 10 10 l S '.repeat(20_000) }, { content: show('2', 50, 100) }])
    const cut = await readReport(heavy, { limits: { operators: 5_000 } })
    expect(cut.findings.map(({ code }) => code)).toContain('read/operator-limit')
    expect(cut.findings.map(({ code }) => code)).toContain('read/page-failed')
  })
  test('characters of a text', async () => {
    expect(await codeOf(bytes(), { limits: { textLength: sampleText.length - 1 } })).toBe('input-too-large')
    expect((await readReport(bytes(), { limits: { textLength: sampleText.length } })).report).not.toBeNull()
  })
  test('a limit that is raised loses nothing', async () => {
    const input = readFileSync(fixture('libreoffice-hair.pdf'))
    const { report } = await readReport(input)
    const raised = {
      bytes: 2 ** 40,
      pages: 10 ** 6,
      operators: 10 ** 9,
      textLength: 10 ** 9,
      milliseconds: 10 ** 6,
      megabytes: 4096,
    }
    expect((await readReport(input, { limits: raised })).report).toEqual(report)
  })
})

describe('options', () => {
  const children = (): number => (process.platform === 'linux' ? childrenOf(process.pid).length : 0)
  const wrong: [string, object, RegExp][] = [
    ['an unknown key, with the nearest', { tabels: 'auto' }, /tabels.*tables/],
    ['an unknown limit, with the nearest', { limits: { megabyte: 100 } }, /limits\.megabyte\b.*megabytes/],
    ['a key of this entry, with the nearest', { isolatoin: 'none' }, /isolatoin.*isolation/],
    ['a value that cannot be', { similarity: 2 }, /similarity/],
    ['an isolation that there is not', { isolation: 'thread' }, /isolation/],
    ['a limit of nothing', { limits: { milliseconds: 0 } }, /limits\.milliseconds/],
    ['a limit that is no number', { limits: { pages: Number.NaN } }, /limits\.pages/],
    ['a signal that is none', { signal: {} }, /signal/],
    ['a progress that cannot be called', { onProgress: 'loud' }, /onProgress/],
  ]
  test.each(wrong)('%s', async (_, options, says) => {
    closeReaders()
    await until(() => children() === 0)
    const error = await errorOf(text, options as NodeReadOptions)
    expect(error.code).toBe('options-invalid')
    expect(error.message).toMatch(says)
    // No child was started for it.
    expect(children()).toBe(0)
  })
  test('the options of the caller are not changed', async () => {
    const options = Object.freeze({ trace: false, limits: Object.freeze({ pages: 5 }) })
    await readReport(text, options)
    expect(options).toEqual({ trace: false, limits: { pages: 5 } })
  })
})

describe('progress', () => {
  const pages = makePdf(Array.from({ length: 25 }, (_, i) => ({ content: show(String(i), 50, 100) })))
  test('is told in order, from the first page to the last', async () => {
    const told: number[] = []
    await readReport(pages, {
      onProgress: ({ page, pages: all }) => {
        told.push(page)
        expect(all).toBe(25)
      },
    })
    expect([told[0], told[told.length - 1]]).toEqual([1, 25])
    expect(told).toEqual([...new Set(told)].sort((a, b) => a - b))
  })
  test.each(['throw new Error("mine")', 'return Promise.reject(new Error("mine"))'])(
    'a callback that fails rejects the reading and harms nothing else: %s',
    async (body) => {
      const path = join(folder, 'pages.pdf')
      writeFileSync(path, pages)
      const { code, out, err } = await script(
        `import { closeReaders, readReport } from 'nianbao/node'
      const onProgress = () => { ${body} }
      for (const isolation of ['none', 'process']) {
        await readReport(${JSON.stringify(path)}, { isolation, onProgress }).then(
          () => console.log(isolation, 'read'),
          (error) => console.log(isolation, error.message),
        )
      }
      console.log((await readReport(${JSON.stringify(path)})).findings.length > 0)
      closeReaders()`,
      ).done
      expect([code, out, err]).toEqual([0, 'none mine\nprocess mine\ntrue\n', ''])
    },
  )
})

describe('several at once', () => {
  test('readings side by side give what they give alone', async () => {
    const files = ['chromium-2019.pdf', 'libreoffice-failing.pdf', 'chromium-scopes.pdf'].map(fixture)
    const inputs = [...files, text, ...files, join(folder, 'none.pdf'), text]
    const alone = new Map<string, unknown>()
    for (const file of new Set(inputs))
      alone.set(file, await readReport(file).catch((error: NianbaoError) => error.code))
    const together = await Promise.all(
      inputs.map((file) => readReport(file).catch((error: NianbaoError) => error.code)),
    )
    for (const [i, file] of inputs.entries()) expect(together[i]).toEqual(alone.get(file))
  })
  test.runIf(process.platform === 'linux')(
    'children that rest are used again, and closeReaders ends them',
    async () => {
      closeReaders()
      expect(await until(() => childrenOf(process.pid).length === 0)).toBe(true)
      await readReport(text)
      const [first] = childrenOf(process.pid)
      await readReport(text)
      expect(childrenOf(process.pid)).toEqual([first])
      closeReaders()
      expect(await until(() => !runs(first ?? 0))).toBe(true)
      expect((await readReport(text)).report).not.toBeNull()
    },
  )
  test.runIf(process.platform === 'linux')('warmUp starts the one child that the first reading takes', async () => {
    closeReaders()
    expect(await until(() => childrenOf(process.pid).length === 0)).toBe(true)
    warmUp()
    warmUp()
    const children = childrenOf(process.pid)
    expect(children).toHaveLength(1)
    await readReport(text)
    expect(childrenOf(process.pid)).toEqual(children)
  })
  test('a copy of the file may be removed as soon as it is read', async () => {
    const path = join(folder, 'copy.pdf')
    copyFileSync(fixture('libreoffice-hair.pdf'), path)
    const { report } = await readReport(path)
    writeFileSync(path, '')
    expect(report?.applications).toHaveLength(1)
    expect(await codeOf(path)).toBe('input-empty')
  })
})
