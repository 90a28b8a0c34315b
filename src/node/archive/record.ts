/** An input and what its reading came to → what the archive keeps of it. */

import { type ErrorCode, errorCodes } from '../../errors.js'
import { explainCode, type FindingCode, type Language } from '../../index.js'
import { explainError } from '../../messages/errors.js'
import type { ArchiveRecord } from '../archive-record.js'
import type { Scanned } from './entry.js'
import type { Outcome } from './outcome.js'

/** Problems of inputs that are no documents at all. */
const NO_DOCUMENT: readonly ErrorCode[] = ['input-special', 'input-beside']

/** State and code of an input that is not read: null where it is to be read. */
export function withoutReading({ problem, duplicateOf }: Scanned): Pick<ArchiveRecord, 'state' | 'code'> | null {
  if (problem) return { state: NO_DOCUMENT.includes(problem) ? 'not-a-report' : 'failed', code: problem }
  return duplicateOf === null ? null : { state: 'duplicate', code: 'input-duplicate' }
}

export function recordOf(one: Scanned, outcome: Outcome | null): ArchiveRecord {
  const { path, sha256, bytes, kind, duplicateOf } = one
  const { state, code } = withoutReading(one) ?? outcome ?? { state: 'failed', code: 'engine-failed' }
  return {
    path,
    sha256,
    bytes,
    kind: outcome?.kind ?? kind,
    state,
    code,
    message: messageOf(code),
    duplicateOf,
    readings: outcome?.readings ?? [],
  }
}

const isError = (code: string): code is ErrorCode => Object.hasOwn(errorCodes, code)

function messageOf(code: string | null): ArchiveRecord['message'] {
  if (code === null) return null
  const say = (language: Language): string => {
    if (isError(code)) return explainError(code, language)
    const { title, todo } = explainCode(code as FindingCode, language)
    return language === 'zh' ? `${title}。${todo}` : `${title}. ${todo}`
  }
  return { en: say('en'), zh: say('zh') }
}
