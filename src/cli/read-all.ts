/** Reading of files one after another, for commands that confront reports with each other. */

import { isPartial } from '../node/archive/outcome.js'
import { closeReaders, NianbaoError, type NodeReadOptions, type Report, readReport } from '../node/index.js'
import { say } from './io.js'

export interface ReadFile {
  readonly file: string
  readonly report: Report
}

export interface AllRead {
  readonly reads: readonly ReadFile[]
  /** Some file failed, was read in part, or is no report; what it was is said. */
  readonly trouble: boolean
}

/**
 * All reports of the files, in their order; null when it was interrupted.
 *
 * @throws {NianbaoError} `options-invalid`.
 */
export async function readAll(files: readonly string[], options: NodeReadOptions): Promise<AllRead | null> {
  const reads: ReadFile[] = []
  let trouble = false
  try {
    for (const file of files) {
      try {
        const { more, ...first } = await readReport(file, options)
        if (isPartial(first.findings)) trouble = true
        for (const { report } of [first, ...more]) {
          if (report === null) {
            say(`nianbao: ${file}: not an annual report (locate/not-a-report)`)
            trouble = true
            continue
          }
          reads.push({ file, report })
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
  return { reads, trouble }
}
