/** One pass over the records, which feeds all exports at once. */

import { type ExportSettings, exportFormats } from '../../options.js'
import { dataPackage } from '../../output/archive/data-package.js'
import type { Decision, Decisions } from '../../output/archive/decisions.js'
import type { Value } from '../../output/archive/fields.js'
import { choosePanelRow, panelRow } from '../../output/archive/panel.js'
import { version } from '../../version.js'
import type { ArchiveRecord } from '../archive-record.js'
import { openApart, slowFormats } from './apart.js'
import { reportsCsv } from './csv-tables.js'
import { texts } from './documents.js'
import type { Exporter } from './exporter.js'
import type { ExportedFile, Target } from './file-writer.js'
import { compare, openSpool, type Spool } from './in-order.js'
import { openFormats } from './open-formats.js'
import { startProvenance, type Tally } from './provenance.js'
import { reviewSite, type SiteOptions } from './review-site.js'
import { fingerprint, reviewed } from './reviewing.js'

/** What is to be written, where, and with what. */
export interface Job {
  readonly target: Target
  readonly settings: ExportSettings
  readonly decisions: Decisions
  readonly site: Pick<SiteOptions, 'drawing' | 'open' | 'picture' | 'read'>
  /** Whether what takes longest is made in a thread of its own. */
  readonly apart: boolean
}

export interface Exported {
  readonly files: readonly ExportedFile[]
  readonly tally: Tally
  /** Decisions that fit no finding any more: the figures have changed, or the file is gone. */
  readonly unusedDecisions: readonly Decision[]
}

/** Write all exports of a job; the records come in the order of their paths. */
export async function writeAll(records: AsyncIterable<ArchiveRecord>, job: Job): Promise<Exported> {
  const { target, settings, decisions } = job
  const exporters: Exporter[] = []
  const panel = await openSpool<PanelKey>(target.temporary, 'panel')
  const provenance = startProvenance()
  const unused = new Set(decisions.keys())
  try {
    await openExporters(job, exporters)
    for await (const record of records) {
      provenance.add(record)
      const readings = reviewed(record, decisions)
      for (const { fingerprints, corrections } of readings) {
        for (const one of fingerprints) unused.delete(one)
        for (const { fingerprint: one } of corrections.values()) unused.delete(one)
      }
      for (const exporter of exporters) await exporter.record?.(record, readings)
      for (const reading of readings) {
        const row = panelRow(reading)
        const { issuer, year } = reading.report
        if (row && issuer !== null && year !== null)
          await panel.add({ issuer, year, path: record.path, index: reading.index }, JSON.stringify(row))
      }
    }
    for await (const row of panelRows(panel)) for (const exporter of exporters) await exporter.panel?.(row)

    const files = await closed(exporters)
    const late = async (name: string, text: string): Promise<void> => {
      const exporter = texts(target, () => ({ [name]: text }))
      exporters.push(exporter)
      files.push(...(await exporter.close()))
    }
    const formats = exportFormats.filter((format) => settings.formats.includes(format))
    if (formats.includes('codebook'))
      await late('datapackage.json', dataPackage(new Set(files.map(({ name }) => name)), version))
    await late(
      'provenance.json',
      provenance.text(files, { formats, bom: settings.bom, decisions: decisionsHash(decisions) }),
    )
    for (const exporter of exporters) await exporter.place()
    return {
      files: files.sort((a, b) => compare(a.name, b.name)),
      tally: provenance.tally(),
      unusedDecisions: [...unused].sort().flatMap((one) => decisions.get(one) ?? []),
    }
  } catch (error) {
    for (const exporter of exporters) await exporter.discard().catch(() => {})
    throw error
  } finally {
    await panel.remove()
  }
}

/** Open the exporters of a job, one after the other: those that are open when one fails are in the list. */
async function openExporters(job: Job, exporters: Exporter[]): Promise<void> {
  const { target, settings, decisions, site, apart } = job
  exporters.push(await reportsCsv(target, settings.bom))
  const plain = settings.formats.filter((format) => format !== 'review')
  const slow = apart ? plain.filter((format) => slowFormats.includes(format)) : []
  if (slow.length > 0) exporters.push(openApart({ formats: slow, plain: { target, settings, decisions } }))
  const own = plain.filter((format) => !slow.includes(format))
  for await (const exporter of openFormats(own, job)) exporters.push(exporter)
  if (settings.formats.includes('review'))
    exporters.push(await reviewSite(target, { decisions, pages: settings.drawnPages, ...site }))
}

/** What all have written. They finish at once; where one fails, the others are heard first, so that none is at work any more. */
async function closed(exporters: readonly Exporter[]): Promise<ExportedFile[]> {
  const ends = await Promise.allSettled(exporters.map((exporter) => exporter.close()))
  return ends.flatMap((end) => {
    if (end.status === 'rejected') throw end.reason
    return [...end.value]
  })
}

const decisionsHash = (decisions: Decisions): string | null =>
  decisions.size === 0
    ? null
    : fingerprint(JSON.stringify([...decisions.values()].sort((a, b) => compare(a.fingerprint, b.fingerprint))))

interface PanelKey {
  readonly issuer: string
  readonly year: number
  readonly path: string
  readonly index: number
}

const sameRow = (a: PanelKey, b: PanelKey): number => compare(a.issuer, b.issuer) || a.year - b.year
const byRow = (a: PanelKey, b: PanelKey): number => sameRow(a, b) || compare(a.path, b.path) || a.index - b.index

/** The rows of the panel, by issuer and year. */
async function* panelRows(spool: Spool<PanelKey>): AsyncGenerator<Value[]> {
  let key: PanelKey | null = null
  let group: Value[][] = []
  for await (const one of spool.sorted(byRow)) {
    if (key && sameRow(key, one.key) !== 0) {
      yield choosePanelRow(group)
      group = []
    }
    key = one.key
    group.push(JSON.parse(one.text) as Value[])
  }
  if (group.length > 0) yield choosePanelRow(group)
}
