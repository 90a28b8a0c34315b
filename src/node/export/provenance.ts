/** provenance.json: what the files were made of and by, so that they can be made again. No clock, no machine. */

import { createHash } from 'node:crypto'
import { version } from '../../version.js'
import type { ArchiveRecord } from '../archive-record.js'
import type { ExportedFile } from './file-writer.js'

export interface Tally {
  readonly files: number
  readonly reports: number
  readonly findings: number
  readonly states: Readonly<Record<ArchiveRecord['state'], number>>
}

/** Gathers what provenance.json says of the inputs. */
export function startProvenance() {
  const inputs = createHash('sha256')
  const engines = new Map<string, Set<string>>()
  const states = { read: 0, partial: 0, failed: 0, duplicate: 0, 'not-a-report': 0 }
  let files = 0
  let reports = 0
  let findings = 0
  return {
    add({ path, sha256, state, readings }: ArchiveRecord): void {
      files++
      states[state]++
      inputs.update(`${sha256 ?? '-'}  ${path}\n`)
      for (const reading of readings) {
        reports++
        findings += reading.findings.length
        for (const [name, one] of Object.entries(reading.report.source.engines)) {
          const known = engines.get(name)
          if (known) known.add(one)
          else engines.set(name, new Set([one]))
        }
      }
    },
    tally: (): Tally => ({ files, reports, findings, states }),
    text: (outputs: readonly ExportedFile[], settings: object): string =>
      `${JSON.stringify(
        {
          tool: { name: 'nianbao', version },
          engines: Object.fromEntries(
            [...engines].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, versions]) => [name, [...versions].sort()]),
          ),
          settings,
          inputs: {
            files,
            reports,
            findings,
            states,
            // The hash of the lines that sha256sum would print for the files, by path; `-` for what could not be read.
            manifestSha256: inputs.digest('hex'),
          },
          outputs: [...outputs].sort((a, b) => (a.name < b.name ? -1 : 1)),
        },
        null,
        2,
      )}\n`,
  }
}
