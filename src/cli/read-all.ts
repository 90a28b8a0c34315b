/** Reading of files one after another. */

import { NianbaoError } from '../errors.js'
import { isPartial } from '../node/archive/outcome.js'
import { type NodeReadOptions, readReport } from '../node/read.js'
import { closeReaders } from '../node/reading-process.js'
import { resolveOptions } from '../options.js'
import type { ReportReading } from '../read-report.js'
import type { Report } from '../report/schema.js'
import { say } from './io.js'
import { readStdin, STDIN } from './stdin.js'

export type FileReading = ReportReading & { readonly file: string }
export type ReportOfFile = FileReading & { readonly report: Report }

export interface AllRead {
  /** Of every file that could be read, in their order; a file can hold several reports. */
  readonly readings: readonly FileReading[]
  /** Those of them that are reports. */
  readonly reports: readonly ReportOfFile[]
  /** Some file failed, was read in part, or is no report; what it was is said. */
  readonly trouble: boolean
}

/** What a name on the command line stands for: `-` for the bytes of standard input, any other for the file. */
export async function inputOf(file: string, signal: AbortSignal | undefined): Promise<string | Uint8Array> {
  return file === STDIN ? readStdin(resolveOptions({}).limits.bytes, signal) : file
}

/**
 * Read all files; null when it was interrupted.
 *
 * @throws {NianbaoError} `options-invalid`.
 */
export async function readAll(files: readonly string[], options: NodeReadOptions): Promise<AllRead | null> {
  const readings: FileReading[] = []
  let trouble = false
  try {
    for (const file of files) {
      try {
        const { more, ...first } = await readReport(await inputOf(file, options.signal), options)
        for (const { report, findings, checks } of [first, ...more]) {
          readings.push({ file, report, findings, checks })
          if (report === null) say(`nianbao: ${file}: not an annual report (locate/not-a-report)`)
          if (report === null || isPartial(findings)) trouble = true
        }
      } catch (error) {
        if (!(error instanceof NianbaoError) || error.code === 'options-invalid') throw error
        if (error.code === 'aborted') return null
        say(`nianbao: ${file}: ${error.message} (${error.code}) ${error.hint}`)
        trouble = true
      }
    }
  } finally {
    closeReaders()
  }
  return { readings, reports: readings.filter((one): one is ReportOfFile => one.report !== null), trouble }
}
