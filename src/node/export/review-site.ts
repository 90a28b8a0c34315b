/**
 * review/: pages that open from the folder, without a server. The program of the site is copied as it is; the data are
 * scripts, one for each report and one for each drawing, which the site loads when they are looked at.
 */

import { mkdir, mkdtemp, open as openFile, readdir, readFile, rename, rm, rmdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { ofResult, type ReadOptions, resolveOptions } from '../../options.js'
import type { Decisions } from '../../output/archive/decisions.js'
import { type Drawing, isPicture } from '../../output/review/drawing.js'
import { type ListRow, listRow, startOverview } from '../../output/review/overview.js'
import { siteReport } from '../../output/review/report-data.js'
import { scriptAround, scriptData, scriptValue } from '../../output/review/script-data.js'
import { siteLabels } from '../../output/review/site-labels.js'
import { version } from '../../version.js'
import { eachOnce } from '../archive/atomic-file.js'
import { readReport } from '../index.js'
import { type KeptDrawing, keepDrawing } from '../kept-drawing.js'
import type { Exporter } from './exporter.js'
import { allOf, type FileWriter, openWriter, type Target } from './file-writer.js'
import { fingerprint as hash } from './fingerprint.js'
import type { DrawingOf, OpenInput, PictureOf } from './index.js'
import { PROGRAM, siteFiles } from './site-program.js'

/** Lines of the list in one script. */
const LIST_LINES = 1_000
/** Files that are being written at one time, drawings and reports. */
const WRITERS = 4

export interface SiteOptions {
  readonly decisions: Decisions
  /** Pages drawn of one file. */
  readonly pages: number
  readonly drawing?: DrawingOf
  readonly open?: OpenInput
  readonly picture?: PictureOf
  /** Options with which the inputs were read. */
  readonly read?: ReadOptions
}

const shelf = (id: string): string => id.slice(0, 2)

export async function reviewSite(
  target: Target,
  { decisions, pages, drawing: keptOf, open, picture: pictureOf, read = {} }: SiteOptions,
): Promise<Exporter> {
  const data = join(target.folder, 'review', 'data')
  /** Data are made here and moved when all is done, as every other file of an export. */
  const scratch = await mkdtemp(join(target.temporary, 'review-'))
  const made = join(scratch, 'data')
  await mkdir(made)
  const before = await readdir(data).catch(() => [])
  const { name: _name, ...settings } = ofResult(resolveOptions(read))
  const stamp = `// nianbao ${version} ${hash(JSON.stringify([pages, settings])).slice(0, 16)}\n`
  const overview = startOverview()
  const kept = new Set<string>()
  const fresh = new Set<string>()
  const writers: FileWriter[] = []
  const writing = new Set<Promise<void>>()
  const shelve = eachOnce((folder) => mkdir(folder, { recursive: true }))
  let list: ListRow[] = []
  let lists = 0
  /** The first file that could not be written. */
  let failure: { error: unknown } | null = null

  const put = async (name: string, text: string | Uint8Array): Promise<void> => {
    kept.add(name)
    fresh.add(name)
    const path = join(made, name)
    await shelve(path)
    await writeFile(path, text)
  }
  const putList = async (): Promise<void> => {
    lists++
    await put(`list-${lists}.js`, scriptData('list', String(lists), list))
    list = []
  }
  /** Draws the input once, whatever the number of its reports; null where its bytes are not at hand. */
  const draw = async (path: string, id: string): Promise<void> => {
    const name = `drawings/${shelf(id)}/${id}.js`
    kept.add(name)
    const known = before.length > 0 ? await beginning(join(data, name), stamp.length) : null
    if (known === stamp) {
      for (const other of await readdir(join(data, dirname(name))))
        if (other.startsWith(`${id}-`)) kept.add(`${dirname(name)}/${other}`)
      return
    }
    const drawn = (await keptOf?.(path, pages)) ?? (await readAgain(path))
    if (drawn === null) {
      kept.delete(name)
      return
    }
    const [opens, closes] = scriptAround('drawing', id)
    const text = await withPictures(drawn, path, id)
    await put(
      name,
      typeof text === 'string'
        ? `${stamp}${opens}${text}${closes}`
        : Buffer.concat([Buffer.from(stamp + opens), text, Buffer.from(closes)]),
    )
  }
  /** For an input of which no drawing was kept. */
  const readAgain = async (path: string): Promise<KeptDrawing | null> => {
    const bytes = await open?.(path).catch(() => null)
    if (!bytes) return null
    try {
      return keepDrawing((await readReport(bytes, { ...read, name: path })).trace, pages)
    } catch {
      // It was read before, and now is not: the site says that there is no picture.
      return null
    }
  }
  /** Pages that are pictures are shown as such: with the one that is given for it, else as the page was read from. */
  const withPictures = async (
    { text, pictured, pictures }: KeptDrawing,
    path: string,
    id: string,
  ): Promise<KeptDrawing['text']> => {
    if (!pictured) return text
    const drawn = JSON.parse(typeof text === 'string' ? text : Buffer.from(text).toString('utf8')) as Drawing
    const own = []
    for (const page of drawn.pages) {
      const scan = pictures.get(page.n) ?? null
      const bytes = scan || isPicture(page) ? ((await pictureOf?.(path, page.n)) ?? scan) : null
      const kind = bytes && kindOfPicture(bytes)
      if (!bytes || !kind) {
        own.push(page)
        continue
      }
      const name = `${id}-${page.n}.${kind}`
      await put(`drawings/${shelf(id)}/${name}`, bytes)
      own.push({ ...page, r: [], l: [], i: [], p: name })
    }
    return scriptValue({ ...drawn, pages: own })
  }
  /** Begin to write, as soon as not too much is under way. */
  const enqueue = async (write: () => Promise<void>): Promise<void> => {
    while (writing.size >= WRITERS) await Promise.race(writing)
    const task = write()
      .catch((error: unknown) => {
        failure ??= { error }
      })
      .finally(() => writing.delete(task))
    writing.add(task)
  }

  return {
    async record(file, readings) {
      overview.add(file, readings)
      const picture = (open || keptOf) && readings.length > 0 && file.sha256 ? file.sha256.slice(0, 32) : null
      if (picture) await enqueue(() => draw(file.path, picture))
      for (const reading of readings.length > 0 ? readings : [null]) {
        const id = hash(`${file.path}\n${reading?.index ?? ''}`).slice(0, 16)
        list.push(listRow(file, id, reading))
        if (list.length >= LIST_LINES) await putList()
        if (!reading) continue
        const { title, period, source } = reading.report
        const script = scriptData('report', id, {
          ...siteReport(reading, hash),
          title,
          period,
          pages: source.pages,
          sha256: file.sha256,
          drawing: picture,
        })
        await enqueue(() => put(`reports/${shelf(id)}/${id}.js`, script))
      }
    },
    panel: (row) => overview.addPanel(row),
    async close() {
      if (list.length > 0) await putList()
      while (writing.size > 0) await Promise.all(writing)
      if (failure) throw (failure as { error: unknown }).error
      await put('overview.js', scriptData('overview', '', { ...overview.done(), lists, version }))
      await put('labels.js', scriptData('labels', '', siteLabels()))
      await put(
        'decided.js',
        scriptData(
          'decided',
          '',
          [...decisions.values()].sort((a, b) => (a.fingerprint < b.fingerprint ? -1 : 1)),
        ),
      )
      for (const name of siteFiles) {
        const writer = await openWriter(target, `review/${name}`)
        writers.push(writer)
        await writer.write(await readFile(new URL(name, PROGRAM)))
      }
      const files = await allOf(writers.map((writer) => writer.close(null)))
      return files.filter(({ name }) => name === 'review/index.html')
    },
    async place() {
      // At once, where there is nothing yet.
      const whole = before.length === 0 && (await rename(made, data).then(always, never))
      for (const name of whole ? [] : fresh) {
        const path = join(data, name)
        await shelve(path)
        await rename(join(made, name), path)
      }
      for (const writer of writers) await writer.place()
      if (!whole) await sweep(data, kept)
      await rm(scratch, { force: true, recursive: true })
    },
    async discard() {
      await Promise.allSettled(writing)
      for (const writer of writers) await writer.discard()
      await rm(scratch, { force: true, recursive: true })
    },
  }
}

const always = (): boolean => true
const never = (): boolean => false

/** By the first bytes: the kinds that every browser shows. */
function kindOfPicture(bytes: Uint8Array): 'png' | 'jpg' | 'webp' | null {
  const text = String.fromCharCode(...bytes.subarray(0, 12))
  if (text.startsWith('\x89PNG\r\n')) return 'png'
  if (text.startsWith('\xff\xd8\xff')) return 'jpg'
  return text.startsWith('RIFF') && text.endsWith('WEBP') ? 'webp' : null
}

async function beginning(path: string, length: number): Promise<string | null> {
  const handle = await openFile(path, 'r').catch(() => null)
  if (!handle) return null
  try {
    const bytes = Buffer.alloc(length)
    const { bytesRead } = await handle.read(bytes, 0, length, 0)
    return bytes.toString('utf8', 0, bytesRead)
  } finally {
    await handle.close()
  }
}

/** Remove what an earlier run left and this one did not write. Only files of the kinds that are written here. */
async function sweep(data: string, kept: ReadonlySet<string>): Promise<void> {
  const names = await readdir(data, { recursive: true }).catch(() => [])
  const shelves = new Set<string>()
  for (const name of names) {
    const path = name.replaceAll('\\', '/')
    if (
      /^(?:(?:reports|drawings)\/[0-9a-f]{2}\/[0-9a-f]+(?:\.js|-\d+\.(?:png|jpg|webp))|list-\d+\.js)$/.test(path) &&
      !kept.has(path)
    ) {
      await rm(join(data, name), { force: true })
      shelves.add(dirname(join(data, name)))
    }
  }
  // A shelf that is left with something on it stays.
  for (const shelf of shelves) if (shelf !== data) await rmdir(shelf).catch(() => {})
}
