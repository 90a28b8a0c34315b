/** Kind by content → the adapter that reads it, loaded on first use. */

import { NianbaoError } from '../errors.js'
import { markupKind } from './markup-kind.js'
import type { SourceContext, SourceResult } from './source.js'

export type { SourceResult } from './source.js'

type Adapter = (bytes: Uint8Array, context: SourceContext) => Promise<SourceResult>

type AdapterKind = 'pdf' | 'image' | 'text' | 'markdown' | 'html' | 'mhtml' | 'zip' | 'flat-docx'

const adapters: Record<AdapterKind, () => Promise<Adapter>> = {
  pdf: async () => (await import('./pdf.js')).readPdf,
  image: async () => (await import('./picture.js')).readPicture,
  text: async () => (await import('./text.js')).readText,
  markdown: async () => (await import('./markdown.js')).readMarkdown,
  html: async () => (await import('./html.js')).readHtml,
  mhtml: async () => (await import('./mhtml.js')).readMhtml,
  'flat-docx': async () => (await import('./docx.js')).readFlatDocx,
  zip: async () => {
    const { readArchive } = await import('./archive.js')
    return (bytes: Uint8Array, context: SourceContext) =>
      readArchive(bytes, context, (inner, of) => readKind(detectKind(inner), inner, of))
  },
}

/** The root of a Word file whose parts stand one behind the other in one XML file (Flat OPC). */
const FLAT_DOCX =
  /<pkg:package\b[^<>]*\bxmlns:pkg\s*=\s*["']http:\/\/schemas\.microsoft\.com\/office\/2006\/xmlPackage["']/

export type DetectedKind = AdapterKind | 'ole' | 'rtf'

/** Bytes at the head of a text that tell what kind of text it is. */
const PART = 1 << 20

/** Tell the kind of an input from its bytes; the name of the file says nothing. */
export function detectKind(bytes: Uint8Array): DetectedKind {
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, 1024))
  // Some producers write a line or a BOM before the header; the standard allows 1024 bytes (ISO 32000-1, annex H.3.4).
  if (head.includes('%PDF-')) return 'pdf'
  if (/^PK(?:\x03\x04|\x05\x06|\x07\x08)/.test(head)) return 'zip'
  if (head.startsWith('\xd0\xcf\x11\xe0')) return 'ole'
  if (/^\s*\{\\rtf/.test(head)) return 'rtf'
  if (/^(?:\x89PNG|\xff\xd8\xff|GIF8|II\*\0|MM\0\*|RIFF....WEBP)/s.test(head)) return 'image'
  if (/^(?:[\w-]+:.*(?:\r?\n[ \t].*)*\r?\n)*content-type:\s*multipart\/related/i.test(head)) return 'mhtml'
  if (FLAT_DOCX.test(head)) return 'flat-docx'
  const part = bytes.subarray(0, PART)
  const mark = (bytes[0] ?? 0) * 256 + (bytes[1] ?? 0)
  if (mark === 0xfffe || mark === 0xfeff)
    return markupKind(new TextDecoder(mark === 0xfffe ? 'utf-16le' : 'utf-16be').decode(part))
  // Zero bytes of UTF-16 without a mark are in the way of the words.
  return markupKind(new TextDecoder('latin1').decode(part).replaceAll('\0', ''))
}

/** Read an input of any kind. */
export async function readSource(bytes: Uint8Array, context: SourceContext): Promise<SourceResult> {
  const { kind } = context.options
  const found = detectKind(bytes)
  const asText = kind === 'text' && found === 'markdown'
  const asWord = found === 'flat-docx' ? found : 'zip'
  const named = kind === 'docx' ? asWord : asText ? 'markdown' : kind
  return readKind(named === 'auto' ? found : named, bytes, context)
}

async function readKind(kind: DetectedKind, bytes: Uint8Array, context: SourceContext): Promise<SourceResult> {
  if (kind === 'ole') {
    // Names in the directory of a compound file are UTF-16 ([MS-CFB] 2.6.4).
    const names = new TextDecoder('latin1').decode(bytes.subarray(0, 1 << 20)).replaceAll('\0', '')
    if (/EncryptedPackage|EncryptionInfo/.test(names))
      throw new NianbaoError('zip-encrypted', 'The Word file asks for a password.')
    if (/WordDocument/.test(names) || !/Workbook|PowerPoint Document/.test(names))
      throw new NianbaoError('office-needed')
    throw new NianbaoError('unsupported-kind', 'The input is an Excel or PowerPoint file.')
  }
  if (kind === 'rtf') throw new NianbaoError('office-needed')
  const read = await adapters[kind]()
  return read(bytes, context)
}
