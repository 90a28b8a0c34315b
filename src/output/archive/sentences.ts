import type { Finding } from '../../findings.js'
import { formatFinding } from '../../messages/index.js'

export interface Sentences {
  readonly en: string
  readonly zh: string
}

/** What a finding says, made once for all files that it stands in. */
export function sentencesOf(finding: Finding): Sentences {
  const known = made.get(finding)
  if (known) return known
  const sentences = { en: formatFinding(finding, 'en'), zh: formatFinding(finding, 'zh') }
  made.set(finding, sentences)
  return sentences
}

const made = new WeakMap<Finding, Sentences>()
