import { NianbaoError } from '../errors.js'
import { isPartial } from '../node/archive/outcome.js'
import { readReport } from '../node/read.js'
import { closeReaders } from '../node/reading-process.js'
import { toInspectHtml } from '../output/inspect.js'
import { type Command, type Parsed, UsageError } from './args.js'
import { exitCodes } from './exit-codes.js'
import { languageOf, readFlags, readOptionsOf } from './extract.js'
import { requireOutput, say, writeFileWhole, writeOut } from './io.js'
import { inputOf } from './read-all.js'

export const inspectCommand: Command = {
  name: 'inspect',
  usage: 'inspect FILE [-o out.html]',
  summary:
    'Draw each page with its runs, lines and cells, and what every cell was read as. A FILE - is standard input.',
  flags: [
    { name: 'output', short: 'o', value: 'FILE', help: 'write to FILE instead of standard output' },
    { name: 'lang', value: 'LANG', choices: ['zh', 'en'], help: 'language of the findings' },
    ...readFlags,
    { name: 'help', short: 'h', help: 'show this help' },
  ],
  examples: ['nianbao inspect report.pdf -o report.html'],
}

export async function inspect({ positionals, values }: Parsed, signal: AbortSignal): Promise<number> {
  const [file, ...more] = positionals
  if (file === undefined || more.length > 0) throw new UsageError('inspect needs one FILE')
  await requireOutput(values.output, positionals)
  try {
    const read = await readReport(await inputOf(file, signal), { ...readOptionsOf(values), signal })
    const html = toInspectHtml(read, { title: file.replace(/^.*[/\\]/, ''), language: languageOf(values) })
    if (typeof values.output === 'string') await writeFileWhole(values.output, html)
    else writeOut(html)
    return isPartial(read.findings) ? exitCodes.partial : exitCodes.ok
  } catch (error) {
    if (!(error instanceof NianbaoError) || error.code === 'options-invalid') throw error
    if (error.code === 'aborted') return exitCodes.interrupted
    say(`nianbao: ${file}: ${error.message} (${error.code}) ${error.hint}`)
    return exitCodes.partial
  } finally {
    closeReaders()
  }
}
