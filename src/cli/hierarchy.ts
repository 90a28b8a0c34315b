import { checkHierarchy } from '../check/hierarchy.js'
import { levels } from '../findings.js'
import { readFileBytes } from '../node/read-file.js'
import { toFindingsCsv } from '../output/csv.js'
import { toHierarchySummary } from '../output/hierarchy.js'
import { toJson } from '../output/json.js'
import { decodeText } from '../text/decode.js'
import { type Command, namedBy, type Parsed, UsageError } from './args.js'
import { exitCodes } from './exit-codes.js'
import { languageOf, reaches, readFlags, readOptionsOf } from './extract.js'
import { requireOutput, say, wantsColour, windowWidth, writeFileWhole, writeOut } from './io.js'
import { readAll } from './read-all.js'

export const hierarchyCommand: Command = {
  name: 'hierarchy',
  usage: 'hierarchy PARENT CHILD… [options]',
  summary:
    'Confront the report of a body with the sum of those of the bodies below it, for the same year. How many there are is said first.',
  flags: [
    {
      name: 'format',
      short: 'f',
      value: 'FORMAT',
      choices: ['summary', 'findings', 'json'],
      help: 'summary (at a terminal), findings (CSV) or json',
    },
    {
      name: 'expected',
      value: 'FILE',
      help: 'names of all bodies below, one a line: only then a sum can be too small',
    },
    { name: 'output', short: 'o', value: 'FILE', help: 'write to FILE instead of standard output' },
    { name: 'lang', value: 'LANG', choices: ['zh', 'en'], help: 'language of the summary' },
    { name: 'fail-on', value: 'LEVEL', choices: levels, help: 'exit 3 when there is a finding of this level or above' },
    ...readFlags,
    { name: 'help', short: 'h', help: 'show this help' },
  ],
  examples: ['nianbao hierarchy report.pdf reports/*.pdf'],
}

export async function hierarchy({ positionals, values }: Parsed, signal: AbortSignal): Promise<number> {
  const [parent, ...children] = positionals
  if (parent === undefined || children.length === 0) throw new UsageError('hierarchy needs a PARENT and a CHILD')
  await requireOutput(values.output, positionals)
  const expected = typeof values.expected === 'string' ? await namedBy('expected', namesIn(values.expected)) : undefined
  const options = { ...readOptionsOf(values), trace: false, signal }
  const whole = await readAll([parent], options)
  if (whole === null) return exitCodes.interrupted
  const [top, ...others] = whole.reports
  if (!top || others.length > 0) {
    if (top) say(`nianbao: ${parent}: holds several reports; PARENT must be one`)
    return exitCodes.partial
  }
  const parts = await readAll(children, options)
  if (parts === null) return exitCodes.interrupted
  const result = checkHierarchy(
    top.report,
    parts.reports.map(({ report }) => report),
    expected ? { expected } : {},
  )
  const read = { file: parent, report: top.report, findings: result.findings, checks: [] }
  const format =
    (values.format as string | undefined) ?? (process.stdout.isTTY && !values.output ? 'summary' : 'findings')
  const text =
    format === 'json'
      ? toJson([read])
      : format === 'findings'
        ? toFindingsCsv([read])
        : toHierarchySummary(top.report, result, {
            language: languageOf(values),
            width: values.output ? 100 : windowWidth(),
            colour: !values.output && wantsColour(),
          })
  if (typeof values.output === 'string') await writeFileWhole(values.output, text)
  else writeOut(text)
  if (typeof values['fail-on'] === 'string' && reaches(result.findings, values['fail-on'])) return exitCodes.findings
  return whole.trouble || parts.trouble ? exitCodes.partial : exitCodes.ok
}

/** Names, one a line. */
async function namesIn(file: string): Promise<string[]> {
  const { text } = decodeText(await readFileBytes(file, 10_000_000))
  return text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '')
}
