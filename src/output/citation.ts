/** How to cite the program and a dataset made by it. Facts of CITATION.cff too, which is generated from here. */

import { version } from '../version.js'

export const citation = {
  title: "nianbao: China's government information disclosure annual reports as tables that people can trust and check",
  author: 'The nianbao contributors',
  licence: 'MIT',
  version,
} as const

/** What a run says of itself in provenance.json, as far as a citation needs it. */
export interface CitedRun {
  readonly version: string
  readonly files: number
  readonly reports: number
  readonly manifest: string
}

const key = (text: string): string => `nianbao-${text.replace(/\W+/g, '-')}`

/** BibTeX of the program, and of the dataset where a run is given. */
export function bibtex(run: CitedRun | null): string {
  const software = [
    `@software{${key(run?.version ?? version)},`,
    `  title = {${citation.title}},`,
    `  author = {{${citation.author}}},`,
    `  version = {${run?.version ?? version}},`,
    `  license = {${citation.licence}}`,
    '}',
    '',
  ].join('\n')
  if (!run) return software
  const data = [
    `@misc{${key(`data-${run.manifest.slice(0, 8)}`)},`,
    '  title = {Figures of government information disclosure annual reports of China},',
    `  note = {${run.reports} reports in ${run.files} files, read with nianbao ${run.version}; manifest sha256 ${run.manifest}}`,
    '}',
    '',
  ].join('\n')
  return `${software}\n${data}`
}

/** One sentence for a methods section. */
export function citationText(run: CitedRun | null): string {
  const program = `${citation.author}. ${citation.title}. Version ${run?.version ?? version}. ${citation.licence} licence.`
  return run
    ? `${program}\nDataset: ${run.reports} reports in ${run.files} files; manifest sha256 ${run.manifest}.\n`
    : `${program}\n`
}

/** CITATION.cff, version 1.2.0 of the Citation File Format. */
export function citationFile(): string {
  return [
    'cff-version: 1.2.0',
    'message: If you use nianbao, or figures read with it, please cite it.',
    'type: software',
    `title: ${JSON.stringify(citation.title)}`,
    'authors:',
    `  - name: ${JSON.stringify(citation.author)}`,
    `version: ${JSON.stringify(version)}`,
    `license: ${citation.licence}`,
    'keywords:',
    '  - freedom of information',
    '  - 政府信息公开',
    '  - annual report',
    '  - China',
    '',
  ].join('\n')
}
