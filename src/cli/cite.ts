import { join } from 'node:path'
import { NianbaoError } from '../errors.js'
import { readFileBytes } from '../node/read-file.js'
import { bibtex, type CitedRun, citationText } from '../output/citation.js'
import { type Command, type Parsed, UsageError } from './args.js'
import { exitCodes } from './exit-codes.js'
import { writeOut } from './io.js'

export const citeCommand: Command = {
  name: 'cite',
  usage: 'cite [OUT]',
  summary: 'Say how to cite nianbao, and the dataset in the output folder OUT.',
  flags: [
    { name: 'style', value: 'STYLE', choices: ['bibtex', 'text'], help: 'bibtex (default) or text' },
    { name: 'help', short: 'h', help: 'show this help' },
  ],
  examples: ['nianbao cite', 'nianbao cite out --style text'],
}

export async function cite({ positionals, values }: Parsed): Promise<number> {
  const [folder, ...more] = positionals
  if (more.length > 0) throw new UsageError('cite takes one OUT')
  const run = folder === undefined ? null : await runIn(folder)
  writeOut(values.style === 'text' ? citationText(run) : bibtex(run))
  return exitCodes.ok
}

/** No provenance.json is longer. */
const MOST_BYTES = 50_000_000

async function runIn(folder: string): Promise<CitedRun> {
  const path = join(folder, 'provenance.json')
  const text = new TextDecoder().decode(await readFileBytes(path, MOST_BYTES))
  try {
    const { tool, inputs } = JSON.parse(text) as {
      tool: { version: string }
      inputs: { files: number; reports: number; manifestSha256: string }
    }
    const run = { version: tool.version, files: inputs.files, reports: inputs.reports, manifest: inputs.manifestSha256 }
    if (
      !/^[\w.+-]+$/.test(run.version) ||
      !/^[0-9a-f]{64}$/.test(run.manifest) ||
      !Number.isSafeInteger(run.files) ||
      !Number.isSafeInteger(run.reports)
    )
      throw new SyntaxError('its fields are not those of a run')
    return run
  } catch (cause) {
    throw new NianbaoError('input-missing', `${path} was not written by nianbao: ${(cause as Error).message}.`, {
      cause,
    })
  }
}
