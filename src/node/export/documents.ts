/** What explains the other files: codebook.csv and .md, labels.do, .R and .sps. */

import { codebookCsv, codebookMarkdown } from '../../output/archive/codebook.js'
import { labelsDo, labelsR, labelsSps } from '../../output/archive/label-scripts.js'
import type { Exporter } from './exporter.js'
import { type ExportedFile, type FileWriter, openWriter } from './file-writer.js'

/** Small files with a text each, under one roof. */
export function texts(folder: string, make: () => Readonly<Record<string, string>>): Exporter {
  const writers: FileWriter[] = []
  return {
    async close() {
      const files: ExportedFile[] = []
      for (const [name, text] of Object.entries(make())) {
        const writer = await openWriter(folder, name)
        writers.push(writer)
        await writer.write(text)
        files.push(await writer.close(null))
      }
      return files
    },
    async place() {
      for (const writer of writers) await writer.place()
    },
    async discard() {
      for (const writer of writers) await writer.discard()
    },
  }
}

export const documents = (folder: string, bom: boolean): Exporter =>
  texts(folder, () => ({
    'codebook.csv': `${bom ? '\ufeff' : ''}${codebookCsv()}`,
    'codebook.md': codebookMarkdown(),
    'labels.do': labelsDo(),
    'labels.R': labelsR(),
    'labels.sps': labelsSps(),
  }))
