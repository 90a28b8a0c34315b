/** Kind by content → the adapter that reads it, loaded on first use. */

import { NianbaoError } from '../errors.js'
import type { SourceContext, SourceResult } from './source.js'

export type { SourceResult } from './source.js'

type Adapter = (bytes: Uint8Array, context: SourceContext) => Promise<SourceResult>

const adapters: Record<'pdf' | 'text' | 'html', () => Promise<Adapter>> = {
  pdf: async () => (await import('./pdf.js')).readPdf,
  html: async () => (await import('./html.js')).readHtml,
  text: async () => (await import('./text.js')).readText,
}

export type DetectedKind = keyof typeof adapters | 'zip' | 'ole' | 'image'

/** Tell the kind of an input from its bytes; the name of the file says nothing. */
export function detectKind(bytes: Uint8Array): DetectedKind {
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, 1024))
  // Some producers write a line or a BOM before the header; the standard allows 1024 bytes (ISO 32000-1, annex H.3.4).
  if (head.includes('%PDF-')) return 'pdf'
  if (/^PK(?:\x03\x04|\x05\x06|\x07\x08)/.test(head)) return 'zip'
  if (head.startsWith('\xd0\xcf\x11\xe0')) return 'ole'
  if (/^(?:\x89PNG|\xff\xd8\xff|GIF8|II\*\0|MM\0\*|RIFF....WEBP)/s.test(head)) return 'image'
  if (/<(?:!doctype html|html|head|body)[\s>]/i.test(head)) return 'html'
  return 'text'
}

const names: Record<Exclude<DetectedKind, keyof typeof adapters>, string> = {
  zip: 'a zip archive or a Word file',
  ole: 'an old Word, Excel or WPS file',
  image: 'a picture',
}

/** Read an input of any kind. */
export async function readSource(bytes: Uint8Array, context: SourceContext): Promise<SourceResult> {
  const kind = context.options.kind === 'auto' ? detectKind(bytes) : context.options.kind
  if (!(kind in adapters)) {
    throw new NianbaoError('unsupported-kind', `The input is ${names[kind as keyof typeof names]}, which nianbao does not read yet.`)
  }
  const read = await adapters[kind as keyof typeof adapters]()
  return read(bytes, context)
}
