import {
  codes,
  type ErrorCode,
  errorCodes,
  explainCode,
  type FindingCode,
  findingCodes,
  howToRead,
  rulesOfCode,
} from '../index.js'
import { explainError } from '../messages/errors.js'
import { nearestOf } from '../text/nearest.js'
import { type Command, type Parsed, UsageError } from './args.js'
import { exitCodes } from './exit-codes.js'
import { writeOut } from './io.js'

export const explainCommand: Command = {
  name: 'explain',
  usage: 'explain [CODE]',
  summary: 'Say what a finding or an error means, why it is reported and what to do; without CODE, list the findings.',
  flags: [{ name: 'help', short: 'h', help: 'show this help' }],
  examples: ['nianbao explain applications/balance', 'nianbao explain'],
}

export function explain({ positionals }: Parsed): number {
  const [code, ...more] = positionals
  if (more.length > 0) throw new UsageError('explain takes one CODE')
  if (code === undefined) {
    const width = Math.max(...findingCodes.map((one) => one.length))
    writeOut(
      findingCodes
        .map((one) => `${one.padEnd(width)}  ${codes[one].level.padEnd(7)}  ${explainCode(one, 'en').title}\n`)
        .join(''),
    )
    return exitCodes.ok
  }
  if (Object.hasOwn(errorCodes, code)) {
    writeOut(`${code}\n\n${explainError(code as ErrorCode, 'en')}\n\n${explainError(code as ErrorCode, 'zh')}\n`)
    return exitCodes.ok
  }
  if (!(findingCodes as readonly string[]).includes(code)) {
    const near = nearestOf(code, [...findingCodes, ...Object.keys(errorCodes)])
    throw new UsageError(`there is no code ${code}${near ? `; did you mean ${near}?` : ''}`)
  }
  const known = code as FindingCode
  const def = codes[known]
  const rules = 'rules' in def ? ` · ${def.rules.join(', ')}` : ''
  const part = (language: 'en' | 'zh'): string => {
    const { title, why, todo } = explainCode(known, language)
    return `${title}\n  ${why}\n  ${howToRead(known, language)}\n  → ${todo}\n`
  }
  const written = rulesOfCode(known).map(({ id, equation, source }) => `  ${id}: ${equation}  [${source}]\n`)
  const book = written.length > 0 ? `\n${written.join('')}` : ''
  writeOut(`${known} (${def.level}${rules})\n\n${part('en')}\n${part('zh')}${book}`)
  return exitCodes.ok
}
