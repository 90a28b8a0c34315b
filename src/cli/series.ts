import { checkSeries, seriesOf } from '../check/series.js'
import { levels } from '../findings.js'
import { toFindingsCsv } from '../output/csv.js'
import { toJson } from '../output/json.js'
import { type SeriesView, toComparison, toSeriesCsv, toSeriesSummary } from '../output/series.js'
import { type Command, type Parsed, UsageError } from './args.js'
import { exitCodes } from './exit-codes.js'
import { languageOf, reaches, readFlags, readOptionsOf } from './extract.js'
import { requireOutput, say, wantsColour, windowWidth, writeFileWhole, writeOut } from './io.js'
import { readAll } from './read-all.js'

export const seriesCommand: Command = {
  name: 'series',
  usage: 'series FILE… [options]',
  summary: 'Show each body over the years, and what its reports have to say to each other.',
  flags: [
    {
      name: 'format',
      short: 'f',
      value: 'FORMAT',
      choices: ['summary', 'csv', 'findings', 'json'],
      help: 'summary (at a terminal), csv (a column a year), findings (CSV) or json',
    },
    { name: 'all', help: 'all cells instead of the key figures' },
    { name: 'compare', value: 'YEARS', help: 'two years side by side, such as 2022,2023' },
    { name: 'output', short: 'o', value: 'FILE', help: 'write to FILE instead of standard output' },
    { name: 'lang', value: 'LANG', choices: ['zh', 'en'], help: 'language of the summary' },
    { name: 'fail-on', value: 'LEVEL', choices: levels, help: 'exit 3 when there is a finding of this level or above' },
    ...readFlags,
    { name: 'help', short: 'h', help: 'show this help' },
  ],
  examples: ['nianbao series 2022.pdf 2023.pdf', 'nianbao series 2022.pdf 2023.pdf --format csv -o series.csv'],
}

export async function series({ positionals, values }: Parsed, signal: AbortSignal): Promise<number> {
  if (positionals.length === 0) throw new UsageError('series needs a FILE')
  await requireOutput(values.output, positionals)
  const years = yearsOf(values.compare)
  const format = (values.format as string | undefined) ?? (process.stdout.isTTY && !values.output ? 'summary' : 'csv')
  if (years && values.format !== undefined && format !== 'summary')
    throw new UsageError('--compare is a summary: it goes with no other --format')
  const options = { ...readOptionsOf(values), trace: false, signal }
  const all = await readAll(positionals, options)
  if (all === null) return exitCodes.interrupted
  const { reports: reads, trouble } = all
  for (const { file, report } of reads)
    if (report.issuer === null || report.year === null)
      say(`nianbao: ${file}: without the name of a body and a year it is in no series`)
  const found = checkSeries(reads.map(({ report }) => report))
  const views = seriesOf(reads.map(({ report }) => report)).map(
    ({ issuer, years: own }): SeriesView => ({
      issuer,
      entries: own.flatMap(({ year, reports }) =>
        reports.flatMap((i) => {
          const read = reads[i]
          return read ? [{ year, file: read.file, report: read.report, findings: found[i] ?? [] }] : []
        }),
      ),
    }),
  )
  const entries = views.flatMap((view) => view.entries)
  const show = {
    language: languageOf(values),
    width: values.output ? 100 : windowWidth(),
    colour: !values.output && wantsColour(),
  }
  const every = values.all === true
  const text = years
    ? toComparison(views, years, show, every)
    : format === 'json'
      ? toJson(
          entries.map((entry) => ({ ...entry, checks: [] })),
          true,
        )
      : format === 'findings'
        ? toFindingsCsv(entries)
        : format === 'csv'
          ? toSeriesCsv(views, every)
          : toSeriesSummary(views, show, every)
  if (years && text === '') say(`nianbao: no body has a report for both ${years.join(' and ')}`)
  if (typeof values.output === 'string') await writeFileWhole(values.output, text)
  else writeOut(text)
  const level = values['fail-on']
  if (typeof level === 'string' && entries.some(({ findings }) => reaches(findings, level))) return exitCodes.findings
  return trouble ? exitCodes.partial : exitCodes.ok
}

function yearsOf(value: string | boolean | undefined): [number, number] | null {
  if (typeof value !== 'string') return null
  const match = /^(\d{4})[,:-](\d{4})$/.exec(value)
  if (!match) throw new UsageError(`--compare takes two years, such as 2022,2023, not "${value}"`)
  return [Number(match[1]), Number(match[2])]
}
