/** reports.jsonl and sections.jsonl: one JSON object a line. */

import { sentencesOf } from '../../output/archive/sentences.js'
import type { Exporter } from './exporter.js'
import { openWriter, type Target } from './file-writer.js'

/** Every file with all that was read from it; findings have their sentences and fingerprints. */
export async function reportsJsonl(target: Target): Promise<Exporter> {
  const writer = await openWriter(target, 'reports.jsonl')
  let rows = 0
  return {
    async record({ readings: _, path, ...rest }, readings) {
      rows++
      const line = {
        file: path,
        ...rest,
        readings: readings.map(({ report, findings, fingerprints, checks }) => ({
          report,
          findings: findings.map((finding, i) => ({
            ...finding,
            fingerprint: fingerprints[i],
            message: sentencesOf(finding),
          })),
          checks,
        })),
      }
      await writer.write(`${JSON.stringify(line)}\n`)
    },
    close: async () => [await writer.close(rows)],
    place: () => writer.place(),
    discard: () => writer.discard(),
  }
}

/** The text of every section of every report. */
export async function sectionsJsonl(target: Target): Promise<Exporter> {
  const writer = await openWriter(target, 'sections.jsonl')
  let rows = 0
  return {
    async record({ path, sha256 }, readings) {
      for (const { report, index } of readings) {
        for (const [number, { id, heading, text, pages }] of report.sections.entries()) {
          rows++
          const line = {
            file: path,
            reading: index,
            issuer: report.issuer,
            year: report.year,
            number,
            id,
            heading,
            text,
            pages,
            sha256,
          }
          await writer.write(`${JSON.stringify(line)}\n`)
        }
      }
    },
    close: async () => [await writer.close(rows)],
    place: () => writer.place(),
    discard: () => writer.discard(),
  }
}
