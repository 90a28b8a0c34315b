/** What explains the other files: codebook.csv and .md, labels.do, .R and .sps. */

import { codebookCsv, codebookMarkdown } from '../../output/archive/codebook.js'
import { labelsDo, labelsR, labelsSps } from '../../output/archive/label-scripts.js'
import type { Exporter } from './exporter.js'
import { allOf, type FileWriter, openWriter, type Target } from './file-writer.js'

/** Small files with a text each, under one roof. */
export function texts(target: Target, make: () => Readonly<Record<string, string>>): Exporter {
  const writers: FileWriter[] = []
  return {
    async close() {
      for (const [name, text] of Object.entries(make())) {
        const writer = await openWriter(target, name)
        writers.push(writer)
        await writer.write(text)
      }
      return allOf(writers.map((writer) => writer.close(null)))
    },
    async place() {
      for (const writer of writers) await writer.place()
    },
    async discard() {
      for (const writer of writers) await writer.discard()
    },
  }
}

export const documents = (target: Target, bom: boolean): Exporter =>
  texts(target, () => ({
    'codebook.csv': `${bom ? '\ufeff' : ''}${codebookCsv()}`,
    'codebook.md': codebookMarkdown(),
    'labels.do': labelsDo(),
    'labels.R': labelsR(),
    'labels.sps': labelsSps(),
  }))
