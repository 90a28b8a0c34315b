/** Web archives (.mht, .mhtml; RFC 2557) → the page in them. */

import PostalMime from 'postal-mime'
import { NianbaoError } from '../errors.js'
import { readMarkup } from './html.js'
import type { SourceContext, SourceResult } from './source.js'

export async function readMhtml(bytes: Uint8Array, context: SourceContext): Promise<SourceResult> {
  let html: string | undefined
  try {
    ;({ html } = await PostalMime.parse(bytes as Uint8Array<ArrayBuffer>, { maxNestingDepth: 32 }))
  } catch (cause) {
    throw new NianbaoError('unknown-kind', 'The web archive cannot be taken apart.', { cause })
  }
  context.alive()
  if (!html) throw new NianbaoError('unknown-kind', 'The web archive holds no page.')
  return readMarkup(withoutFrames(html), html.includes('\ufffd') ? declaredCharset(bytes) : null, context)
}

/**
 * The pages of an archive come as one text. A set of frames before them, as Excel saves workbooks, would leave nothing of what stands behind
 * it.
 */
const withoutFrames = (html: string): string =>
  html.replace(/<frameset\b[\s\S]*?<\/frameset\s*>/gi, (frames) => frames.replace(/[^\r\n]/g, ' '))

/** The encoding that the archive says its first page has. */
const declaredCharset = (bytes: Uint8Array): string =>
  /charset\s*=\s*"?([\w-]+)/i.exec(new TextDecoder('latin1').decode(bytes.subarray(0, 65_536)))?.[1]?.toLowerCase() ??
  'utf-8'
