/** Arguments of the command, one table for parsing and for the help. */

import { parseArgs } from 'node:util'
import { NianbaoError } from '../errors.js'
import { nearestOf } from '../text/nearest.js'

export interface Flag {
  readonly name: string
  readonly short?: string
  /** Placeholder of the value; a flag without one is a switch. */
  readonly value?: string
  readonly choices?: readonly string[]
  readonly help: string
}

export interface Command {
  readonly name: string
  readonly usage: string
  readonly summary: string
  readonly flags: readonly Flag[]
  readonly examples: readonly string[]
}

export interface Parsed {
  readonly positionals: readonly string[]
  readonly values: Readonly<Record<string, string | boolean | undefined>>
}

/** A mistake in the arguments: exit code 2, with a line that helps. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}

export function parse(command: Command, argv: readonly string[]): Parsed {
  const options: Record<string, { type: 'string' | 'boolean'; short?: string }> = {}
  for (const flag of command.flags) {
    options[flag.name] = { type: flag.value ? 'string' : 'boolean', ...(flag.short ? { short: flag.short } : {}) }
  }
  let parsed: ReturnType<typeof parseArgs>
  try {
    parsed = parseArgs({ args: [...argv], options, allowPositionals: true, strict: true })
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    const unknown = /Unknown option '(-[^']*)'/.exec(message)?.[1]
    if (unknown) {
      const near = nearestOf(
        unknown.replace(/^-+/, ''),
        command.flags.map((flag) => flag.name),
      )
      throw new UsageError(`unknown option ${unknown}${near ? `; did you mean --${near}?` : ''}`)
    }
    const dashed = /^Option '(--[^']+)' argument is ambiguous/.exec(message)?.[1]
    if (dashed) throw new UsageError(`${dashed} needs a value; one that begins with a dash is given as ${dashed}=-X`)
    throw new UsageError(message.split('. ')[0] ?? message)
  }
  const values = parsed.values as Record<string, string | boolean | undefined>
  for (const { name, choices } of command.flags) {
    const value = values[name]
    if (choices && typeof value === 'string' && !choices.includes(value)) {
      throw new UsageError(`--${name} is one of ${choices.join(', ')}, not "${value}"`)
    }
  }
  return { positionals: parsed.positionals, values }
}

/** Text of --help for one command. */
export function helpOf(command: Command): string {
  const heads = command.flags.map(
    (flag) => `${flag.short ? `-${flag.short}, ` : '    '}--${flag.name}${flag.value ? ` ${flag.value}` : ''}`,
  )
  const width = Math.max(...heads.map((head) => head.length))
  const lines = command.flags.map((flag, i) => `  ${(heads[i] ?? '').padEnd(width)}  ${flag.help}`)
  return [
    `Usage: nianbao ${command.usage}`,
    '',
    command.summary,
    '',
    'Options:',
    ...lines,
    '',
    'Examples:',
    ...command.examples.map((example) => `  ${example}`),
    '',
  ].join('\n')
}

/** A number given on the command line. */
export function numberOf(value: string | boolean | undefined, name: string): number | undefined {
  if (typeof value !== 'string') return undefined
  const number = value.trim() === '' ? Number.NaN : Number(value)
  if (!Number.isFinite(number)) throw new UsageError(`--${name} is a number, not "${value}"`)
  return number
}

/** A number above 0, and a whole one where it counts something. */
export function positiveOf(value: string | boolean | undefined, name: string, whole: boolean): number | undefined {
  const number = numberOf(value, name)
  if (number !== undefined && (number <= 0 || (whole && !Number.isSafeInteger(number))))
    throw new UsageError(`--${name} is a ${whole ? 'whole ' : ''}number above 0, not "${value}"`)
  return number
}

/** A file that an option names and that cannot be read is a mistake of the option, not an input that failed. */
export const namedBy = async <T>(flag: string, reading: Promise<T>): Promise<T> =>
  reading.catch((error: unknown) => {
    if (error instanceof NianbaoError && error.code === 'input-missing')
      throw new UsageError(`--${flag}: ${error.message}`)
    throw error
  })

/** Option mistakes that the API finds are usage mistakes of the command. */
export const isUsage = (error: unknown): error is Error =>
  error instanceof UsageError ||
  (error instanceof NianbaoError && ['options-invalid', 'rules-invalid'].includes(error.code))
