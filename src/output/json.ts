/** Readings → JSON: the report, its findings with their sentences, and every check. */

import type { Check } from '../check/evaluate.js'
import { formatFinding } from '../messages/index.js'
import type { Read } from './csv.js'

export interface JsonRead extends Read {
  readonly checks: readonly Check[]
}

/** One object for one reading, an array where several were asked for; two spaces deep, ended by a line break. */
export function toJson(reads: readonly JsonRead[], several = reads.length !== 1): string {
  const objects = reads.map(({ file, report, findings, checks }) => ({
    file,
    report,
    findings: findings.map((finding) => ({
      ...finding,
      message: { en: formatFinding(finding, 'en'), zh: formatFinding(finding, 'zh') },
    })),
    checks,
  }))
  return `${JSON.stringify(several ? objects : objects[0], null, 2)}\n`
}
