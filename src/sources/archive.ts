/** Zip archives → the one report in them: a Word file, or a single file of a kind that is read. */

import { NianbaoError } from '../errors.js'
import { readDocx } from './docx.js'
import type { SourceContext, SourceResult } from './source.js'
import { listZip, unpack } from './zip.js'

/** What stands beside a report in an archive and is none; the parts of a saved page are in a folder of its name. */
const BESIDE =
  /(?:_files|\.files|_文件)\/|(?:^|\/)(?:__MACOSX\/|\._|\.DS_Store$|Thumbs\.db$|desktop\.ini$)|\/$|\.(?:css|js|json|png|jpe?g|gif|svg|ico|bmp|webp|woff2?|ttf|eot|map|xml|rels|url|lnk)$/i
const DEEPEST = 2

/** The first entry of an OpenDocument file, and of an EPUB, says unpacked what it is (ODF 1.3, part 2, 3.3). */
const MIMETYPE = /^PK\x03\x04.{26}mimetype(application\/[\w.+-]+?)(?:PK|$)/s

type Read = (bytes: Uint8Array, context: SourceContext) => Promise<SourceResult>

/** Read a Word file, or the report that an archive holds. `read` reads bytes of any kind. */
export async function readArchive(bytes: Uint8Array, context: SourceContext, read: Read): Promise<SourceResult> {
  const entries = listZip(bytes)
  if (entries.some(({ name }) => /^\/?word\/document\d*\.xml$/i.test(name)))
    return readDocx(bytes, entries, context, read)
  if (entries.some(({ name }) => /^(?:xl|ppt)\//.test(name)))
    throw new NianbaoError('unsupported-kind', 'The input is an Excel or PowerPoint file.')
  if (entries.some(({ name }) => /^\/?OFD\.xml$/i.test(name)))
    throw new NianbaoError('unsupported-kind', 'The input is an OFD document (GB/T 33190).')
  const [, type] = MIMETYPE.exec(new TextDecoder('latin1').decode(bytes.subarray(0, 128))) ?? []
  if (type?.startsWith('application/vnd.oasis.opendocument.text'))
    throw new NianbaoError('office-needed', 'The input is an OpenDocument text, which only LibreOffice opens.')
  if (type !== undefined) throw new NianbaoError('unsupported-kind', `The input is of the kind ${type}.`)
  // The main part of a Word file may have any name.
  if (entries.some(({ name }) => /^\/?\[Content_Types\]\.xml$|^word\//i.test(name)))
    return readDocx(bytes, entries, context, read)
  const depth = context.depth ?? 0
  if (depth >= DEEPEST) throw new NianbaoError('zip-several', `Archives within archives, deeper than ${DEEPEST}.`)
  const files = entries.filter(({ name }) => !BESIDE.test(name))
  const readable = files.filter(({ name }) => /\.(?:pdf|docx?|wps|rtf|html?|mht(?:ml)?|txt|md|zip)$/i.test(name))
  const chosen = files.length === 1 ? files[0] : readable.length === 1 ? readable[0] : undefined
  if (!chosen)
    throw new NianbaoError('zip-several', `The archive holds ${readable.length} files that could be reports.`)
  const inside = unpack(bytes, chosen, context.options.limits.bytes, context.alive)
  return read(inside, { ...context, depth: depth + 1 })
}
