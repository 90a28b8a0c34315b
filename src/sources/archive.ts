/** Zip archives → the one report in them: a Word file, or a single file of a kind that is read. */

import { NianbaoError } from '../errors.js'
import { readDocx } from './docx.js'
import { SMALLEST_TABLE } from './report-part.js'
import type { SourceContext, SourceResult } from './source.js'
import { listZip, unpack, type ZipEntry } from './zip.js'

/** What stands beside a report in an archive and is none; the parts of a saved page are in a folder of its name. */
const BESIDE =
  /(?:_files|\.files|_文件)\/|(?:^|\/)(?:__MACOSX\/|\._|\.DS_Store$|Thumbs\.db$|desktop\.ini$)|\/$|\.(?:css|js|json|png|jpe?g|gif|svg|ico|bmp|webp|woff2?|ttf|eot|map|xml|rels|url|lnk)$/i
const DEEPEST = 2
/** Folders that browsers put the parts of a saved page into, behind its name. */
const PARTS_OF = ['_files', '.files', '_文件']
const MOST_FRAMES = 20

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
  const inner = { ...context, depth: depth + 1 }
  const open = (entry: ZipEntry): Promise<SourceResult> =>
    read(unpack(bytes, entry, context.options.limits.bytes, context.alive), inner)
  const result = await open(chosen)
  return holdsTable(result) ? result : framed(result, framesOf(chosen, entries), open)
}

/** Pages in the folder of a saved page: what it shows in frames. */
function framesOf(page: ZipEntry, entries: readonly ZipEntry[]): readonly ZipEntry[] {
  const [, stem] = /^(.*)\.html?$/i.exec(page.name) ?? []
  if (stem === undefined) return []
  return entries
    .filter(({ name }) => PARTS_OF.some((ending) => name.startsWith(`${stem}${ending}/`)) && /\.html?$/i.test(name))
    .slice(0, MOST_FRAMES)
}

/** A saved page without a table, whose report is in one of its frames: with what the page around it says. */
async function framed(
  page: SourceResult,
  frames: readonly ZipEntry[],
  open: (entry: ZipEntry) => Promise<SourceResult>,
): Promise<SourceResult> {
  for (const entry of frames) {
    const frame = await open(entry).catch((error: unknown) => {
      // A frame that cannot be read costs itself alone.
      if (error instanceof NianbaoError && error.code !== 'time-limit' && error.code !== 'aborted') return null
      throw error
    })
    if (!frame || !holdsTable(frame)) continue
    const around = (page.blocks ?? []).flatMap((block) =>
      block.kind === 'paragraph' ? [{ ...block, place: null, outside: true as const }] : [],
    )
    return { ...frame, blocks: [...around, ...(frame.blocks ?? [])] }
  }
  return page
}

/** True for what is no page, too: only pages have frames. */
const holdsTable = ({ kind, blocks }: SourceResult): boolean =>
  kind !== 'html' || (blocks ?? []).some((block) => block.kind === 'grid' && block.rows >= SMALLEST_TABLE)
