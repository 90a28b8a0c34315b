import { checkSeries } from '../check/series.js'
import { type Finding, levels } from '../findings.js'
import type { Language } from '../messages/index.js'
import type { NodeReadOptions } from '../node/read.js'
import { readRules } from '../node/rules-file.js'
import { toCellsCsv, toFindingsCsv } from '../output/csv.js'
import { toJson } from '../output/json.js'
import { toSummary } from '../output/summary.js'
import { type Command, namedBy, numberOf, type Parsed, positiveOf, UsageError } from './args.js'
import { exitCodes } from './exit-codes.js'
import { requireOutput, wantsColour, windowWidth, writeFileWhole, writeOut } from './io.js'
import { type FileReading, readAll } from './read-all.js'

/** Options of reading, shared by extract and inspect. */
export const readFlags: Command['flags'] = [
  {
    name: 'tables',
    value: 'HOW',
    choices: ['auto', 'lattice', 'stream'],
    help: 'find tables by lines, by alignment, or by what fits (auto)',
  },
  {
    name: 'ocr',
    value: 'ENGINE',
    choices: ['auto', 'off', 'tesseract'],
    help: 'what reads scans: the best that is installed (auto), nothing, or one engine',
  },
  {
    name: 'engine',
    value: 'ENGINE',
    choices: ['auto', 'pdfjs', 'pdfium'],
    help: 'what reads PDFs: the faster one where nothing speaks against it (auto), or one of the two',
  },
  { name: 'no-witness', help: 'read the figures of failed relations by one PDF engine only' },
  { name: 'similarity', value: 'N', help: 'least likeness of a label to the official one, 0 to 1' },
  { name: 'time', value: 'SECONDS', help: 'processor time for one file, before what is added for its pages' },
  { name: 'memory', value: 'MB', help: 'memory for one file' },
  { name: 'pages', value: 'N', help: 'pages read of one file' },
]

/** Rules of the user, shared by extract and check. */
export const rulesFlag: Command['flags'][number] = {
  name: 'rules',
  value: 'FILE',
  help: 'try the rules of FILE too (YAML or JSON, see docs/findings.md)',
}

export const extractCommand: Command = {
  name: 'extract',
  usage: 'extract FILE… [options]',
  summary: 'Read annual reports and print their tables and findings. A FILE - is standard input.',
  flags: [
    {
      name: 'format',
      short: 'f',
      value: 'FORMAT',
      choices: ['summary', 'json', 'cells', 'findings'],
      help: 'summary (at a terminal), json, cells or findings (CSV)',
    },
    { name: 'output', short: 'o', value: 'FILE', help: 'write to FILE instead of standard output' },
    { name: 'lang', value: 'LANG', choices: ['zh', 'en'], help: 'language of the summary' },
    { name: 'fail-on', value: 'LEVEL', choices: levels, help: 'exit 3 when there is a finding of this level or above' },
    rulesFlag,
    ...readFlags,
    { name: 'help', short: 'h', help: 'show this help' },
  ],
  examples: [
    'nianbao extract report.pdf',
    'nianbao extract report.pdf --format cells > cells.csv',
    'gunzip -c report.html.gz | nianbao extract -',
    'nianbao extract 2022.pdf 2023.pdf --format findings -o findings.csv',
    'nianbao extract report.pdf --format json | jq .report.applications[0].received.total',
  ],
}

export const languageOf = (values: Parsed['values']): Language =>
  values.lang === 'zh' || values.lang === 'en'
    ? values.lang
    : /^zh/i.test(process.env.LC_ALL || process.env.LC_MESSAGES || process.env.LANG || '')
      ? 'zh'
      : 'en'

/** Reading options from the command line; what is not given keeps the default of the API. */
export function readOptionsOf(values: Parsed['values']): NodeReadOptions {
  const similarity = numberOf(values.similarity, 'similarity')
  const seconds = positiveOf(values.time, 'time', false)
  const megabytes = positiveOf(values.memory, 'memory', true)
  const pages = positiveOf(values.pages, 'pages', true)
  return {
    ...(typeof values.tables === 'string' ? { tables: values.tables as 'auto' | 'lattice' | 'stream' } : {}),
    ...(typeof values.ocr === 'string' ? { ocr: values.ocr as NonNullable<NodeReadOptions['ocr']> } : {}),
    ...(typeof values.engine === 'string' ? { engine: values.engine as NonNullable<NodeReadOptions['engine']> } : {}),
    ...(values['no-witness'] ? { witness: false } : {}),
    ...(similarity === undefined ? {} : { similarity }),
    limits: {
      ...(seconds === undefined ? {} : { milliseconds: Math.round(seconds * 1000) }),
      ...(megabytes === undefined ? {} : { megabytes }),
      ...(pages === undefined ? {} : { pages }),
    },
  }
}

/** The readings, with what they have to say of each other. */
function withSeries(reads: readonly FileReading[]): FileReading[] {
  const reports = reads.flatMap(({ report }) => report ?? [])
  const series = new Map(checkSeries(reports).map((findings, i) => [reports[i], findings]))
  return reads.map((read) => ({
    ...read,
    findings: [...read.findings, ...(series.get(read.report ?? undefined) ?? [])],
  }))
}

export async function extract({ positionals, values }: Parsed, signal: AbortSignal): Promise<number> {
  if (positionals.length === 0) throw new UsageError('extract needs a FILE')
  await requireOutput(values.output, positionals)
  const format = (values.format as string | undefined) ?? (process.stdout.isTTY && !values.output ? 'summary' : 'cells')
  const options = {
    ...readOptionsOf(values),
    ...(typeof values.rules === 'string' ? { rules: await namedBy('rules', readRules(values.rules)) } : {}),
    trace: false,
    signal,
  }
  const language = languageOf(values)
  const all = await readAll(positionals, options)
  if (all === null) return exitCodes.interrupted
  const reads = withSeries(all.readings)
  const text =
    format === 'json'
      ? toJson(reads, positionals.length > 1 || reads.length !== 1)
      : format === 'cells'
        ? toCellsCsv(reads)
        : format === 'findings'
          ? toFindingsCsv(reads)
          : reads
              .map((read) =>
                toSummary(read, {
                  language,
                  width: values.output ? 100 : windowWidth(),
                  colour: !values.output && wantsColour(),
                }),
              )
              .join('\n')
  if (typeof values.output === 'string') await writeFileWhole(values.output, text)
  else writeOut(text)
  if (
    typeof values['fail-on'] === 'string' &&
    reads.some(({ findings }) => reaches(findings, values['fail-on'] as string))
  )
    return exitCodes.findings
  return all.trouble ? exitCodes.partial : exitCodes.ok
}

/** True where a finding is of this level or above. */
export const reaches = (findings: readonly Finding[], level: string): boolean =>
  findings.some((finding) => levels.indexOf(finding.level) >= levels.indexOf(level as Finding['level']))
