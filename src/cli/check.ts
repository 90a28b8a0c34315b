import { levels } from '../findings.js'
import {
  type CellRecord,
  checkReport,
  formatFinding,
  NianbaoError,
  type Report,
  readRules,
  reportsFromCells,
  toFindingsCsv,
} from '../node/index.js'
import { readFileBytes } from '../node/read-file.js'
import { toJson } from '../output/json.js'
import { parseCsvLines } from '../text/csv.js'
import { decodeText } from '../text/decode.js'
import { type Command, namedBy, type Parsed, UsageError } from './args.js'
import { exitCodes } from './exit-codes.js'
import { languageOf, reaches, rulesFlag } from './extract.js'
import { requireOutput, writeFileWhole, writeOut } from './io.js'
import { readStdin, STDIN } from './stdin.js'

export const checkCommand: Command = {
  name: 'check',
  usage: 'check CELLS.csv [options]',
  summary: 'Run the rules on figures in the long form, wherever they come from.',
  flags: [
    {
      name: 'format',
      short: 'f',
      value: 'FORMAT',
      choices: ['summary', 'json', 'findings'],
      help: 'summary (at a terminal), json or findings (CSV)',
    },
    { name: 'output', short: 'o', value: 'FILE', help: 'write to FILE instead of standard output' },
    { name: 'lang', value: 'LANG', choices: ['zh', 'en'], help: 'language of the summary' },
    { name: 'fail-on', value: 'LEVEL', choices: levels, help: 'exit 3 when there is a finding of this level or above' },
    rulesFlag,
    { name: 'help', short: 'h', help: 'show this help' },
  ],
  examples: ['nianbao check cells.csv', 'nianbao extract report.pdf --format cells | nianbao check -'],
}

const words = {
  en: { pass: 'pass', fail: 'fail', 'not-assessable': 'not assessable' },
  zh: { pass: '项相符', fail: '项不符', 'not-assessable': '项无法判断' },
} as const
const levelWords = {
  en: { info: 'info', warning: 'warning', error: 'error' },
  zh: { info: '说明', warning: '警告', error: '错误' },
} as const

/** Bytes of a table of cells. */
const MOST_BYTES = 1_000_000_000

export async function check({ positionals, values }: Parsed, signal: AbortSignal): Promise<number> {
  const [path, ...more] = positionals
  if (path === undefined || more.length > 0) throw new UsageError('check needs one CELLS.csv, or - for standard input')
  await requireOutput(values.output, positionals)
  const bytes = path === STDIN ? await readStdin(MOST_BYTES, signal) : await readFileBytes(path, MOST_BYTES)
  let records: ReturnType<typeof parseCsvLines>
  try {
    records = parseCsvLines(decodeText(bytes).text, true)
  } catch (cause) {
    throw new NianbaoError('cells-invalid', cause instanceof Error ? cause.message : String(cause), { cause })
  }
  const rules = typeof values.rules === 'string' ? await namedBy('rules', readRules(values.rules)) : []
  if (records.length === 0) throw new NianbaoError('cells-invalid', 'There are no cells in the file.')
  const reads = reportsFromCells(
    records.map(({ record }) => record as unknown as CellRecord),
    records.map(({ line }) => line),
  ).map(({ file, report }) => ({
    file,
    report,
    ...checkReport(report, { rules }),
  }))
  const format =
    (values.format as string | undefined) ?? (process.stdout.isTTY && !values.output ? 'summary' : 'findings')
  const language = languageOf(values)
  const name = (file: string, report: Report): string =>
    [report.issuer, report.year, file].filter(Boolean).join(' ') || '-'
  const text =
    format === 'json'
      ? toJson(reads)
      : format === 'findings'
        ? toFindingsCsv(reads)
        : reads
            .map(({ file, report, findings, checks }) => {
              const count = (outcome: keyof (typeof words)['en']): string =>
                `${checks.filter((one) => one.outcome === outcome).length} ${words[language][outcome]}`
              const lines = findings.map(
                (finding) =>
                  `  ${levelWords[language][finding.level].padEnd(language === 'en' ? 7 : 0)} ${formatFinding(finding, language)} [${finding.code}]`,
              )
              return [
                `${name(file, report)}: ${[count('pass'), count('fail'), count('not-assessable')].join(language === 'en' ? ', ' : '，')}`,
                ...lines,
                '',
              ].join('\n')
            })
            .join('')
  if (typeof values.output === 'string') await writeFileWhole(values.output, text)
  else writeOut(text)
  if (
    typeof values['fail-on'] === 'string' &&
    reads.some(({ findings }) => reaches(findings, values['fail-on'] as string))
  )
    return exitCodes.findings
  return exitCodes.ok
}
