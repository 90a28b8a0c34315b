/** What holds for decoded text of any kind before it is read. */

import { NianbaoError } from '../errors.js'
import { type Finding, note } from '../findings.js'
import { garbledShare } from '../text/normalize.js'
import type { SourceContext } from './source.js'

/**
 * Refuse a text that is too long or cannot be decoded; `damagedAs` names the encoding where characters were lost, which is a finding.
 */
export function checkText(text: string, damagedAs: string | null, { options, alive }: SourceContext): Finding[] {
  if (text.length > options.limits.textLength)
    throw new NianbaoError('input-too-large', `The text has ${text.length} characters.`)
  alive()
  if (!damagedAs) return []
  if (garbledShare(text.slice(0, 200_000)) > 0.3) throw new NianbaoError('text-undecodable')
  return [note('read/encoding', { encoding: damagedAs })]
}
