/** Word files (.docx, and their kin with macros or as templates; both editions of the namespaces) → blocks. */

import { NianbaoError } from '../errors.js'
import { type Finding, note } from '../findings.js'
import { decodeText } from '../text/decode.js'
import { unifyIdeographs } from '../text/radicals.js'
import type { Block } from '../types.js'
import { parseBody } from './docx-body.js'
import { readStyles } from './docx-styles.js'
import { emitBlocks } from './docx-table.js'
import { readNumbering } from './numbering.js'
import type { SourceContext, SourceResult } from './source.js'
import { visitXml } from './xml.js'
import { unpack, type ZipEntry } from './zip.js'

/** Read a Word file from its archive. `read` reads the bytes of a part that is a page of its own. */
export async function readDocx(
  bytes: Uint8Array,
  entries: readonly ZipEntry[],
  context: SourceContext,
  read: (bytes: Uint8Array, context: SourceContext) => Promise<SourceResult>,
): Promise<SourceResult> {
  const { options, alive } = context
  const most = options.limits.textLength * 2
  const raw = (name: string): Uint8Array | null => {
    const entry = entries.find((one) => isNamed(one.name, name))
    return entry ? unpack(bytes, entry, most, alive) : null
  }
  const textOf = (name: string): string | null => {
    const found = raw(name)
    return found ? decodeText(found).text : null
  }
  return readParts(textOf, raw, context, read)
}

/** Names of parts are told from each other without regard to case (ECMA-376 part 2, 7.3). */
const isNamed = (one: string, other: string): boolean => one.replace(/^\//, '').toLowerCase() === other.toLowerCase()

/** Read a Word file that is one XML file. A part of it that the file ends in is read as far as it goes. */
export async function readFlatDocx(bytes: Uint8Array, context: SourceContext): Promise<SourceResult> {
  const { text } = decodeText(bytes)
  const most = context.options.limits.textLength * 2
  if (text.length > most) throw new NianbaoError('input-too-large', `The Word file has more than ${most} characters.`)
  const starts = [...text.matchAll(/<pkg:part\b[^<>]*\bpkg:name\s*=\s*["']([^"']*)["'][^<>]*>/g)]
  const parts = starts.map(({ index, 1: name = '' }, i) => {
    const inside = text.slice(index, starts[i + 1]?.index)
    const data = /<pkg:xmlData\b[^<>]*>([\s\S]*?)(?:<\/pkg:xmlData>|$)/.exec(inside)
    return { name, data: data?.[1] ?? null }
  })
  const textOf = (name: string): string | null => parts.find((one) => isNamed(one.name, name))?.data ?? null
  return readParts(
    textOf,
    () => null,
    context,
    async () => {
      throw new NianbaoError('unsupported-kind')
    },
  )
}

async function readParts(
  part: (name: string) => string | null,
  raw: (name: string) => Uint8Array | null,
  context: SourceContext,
  read: (bytes: Uint8Array, context: SourceContext) => Promise<SourceResult>,
): Promise<SourceResult> {
  const { alive } = context
  const quietly = (name: string): string | null => {
    try {
      return part(name)
    } catch (error) {
      if (error instanceof NianbaoError && error.code === 'zip-invalid') return null
      throw error
    }
  }
  const named = relations(quietly('_rels/.rels')).find(({ type }) => type === 'officeDocument')?.target
  const main = named?.replace(/^\//, '') ?? 'word/document.xml'
  const folder = main.replace(/[^/]*$/, '')
  const xml = part(main) ?? part('word/document.xml')
  if (xml === null) throw new NianbaoError('zip-invalid', 'The Word file has no main part.')
  const own = relations(quietly(`${folder}_rels/${main.slice(folder.length)}.rels`))
  const inFolder = (target: string): string => (target.startsWith('/') ? target.slice(1) : folder + target)
  const related = (type: string): string =>
    inFolder(own.find((relation) => relation.type === type)?.target ?? `${type}.xml`)
  const styles = readStyles(quietly(related('styles')))
  const numbering = readNumbering(quietly(related('numbering')), styles)
  const notes: Finding[] = []
  const { nodes, broken, chunks } = parseBody(unifyIdeographs(xml), styles, numbering, alive)
  if (broken) notes.push(note('read/degraded', { reason: broken }))
  const blocks: Block[] = []
  emitBlocks(nodes, blocks)
  if (chunks.length > 0) {
    // Programs that make Word files of pages put the page into the file as it is.
    const target = own.find(({ id }) => id === chunks[0])?.target
    const page = chunks.length === 1 && blocks.length === 0 && target !== undefined ? raw(inFolder(target)) : null
    if (page) return { ...(await read(page, { ...context, depth: (context.depth ?? 0) + 1 })), kind: 'docx' }
    notes.push(note('read/degraded', { reason: 'a part of another kind stands in the text' }))
  }
  return { kind: 'docx', pages: [], blocks, pageCount: null, engines: {}, notes }
}

interface Relation {
  readonly id: string
  /** The last part of the address that names the type. */
  readonly type: string
  readonly target: string
}

/** Relations of a part; what stands behind a fault does not count. */
function relations(xml: string | null): Relation[] {
  const found: Relation[] = []
  if (xml)
    visitXml(xml, {
      open(local, { Id = '', Type = '', Target, TargetMode }) {
        if (local === 'Relationship' && Target !== undefined && TargetMode !== 'External')
          found.push({ id: Id, type: Type.replace(/^.*\//, ''), target: Target })
      },
    })
  return found
}
