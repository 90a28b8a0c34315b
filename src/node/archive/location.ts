/** Where inputs are, in a form that can be written down, and what is there now. */

import { createHash } from 'node:crypto'
import { resolve } from 'node:path'
import type { OpenInput } from '../export/index.js'
import { readFileBytes } from '../read-file.js'
import type { Location, Member } from './entry.js'
import { readMember } from './members.js'

/** Paths are absolute, and base64, for they need not be text. */
export type PlainLocation =
  | { readonly in: 'folder'; readonly path: string }
  | { readonly in: 'archive'; readonly archive: PlainLocation; readonly member: Member }

export const plain = (location: Location): PlainLocation =>
  location.in === 'folder'
    ? { in: 'folder', path: absolute(location.path).toString('base64') }
    : { ...location, archive: plain(location.archive) }

export const located = (location: PlainLocation): Location =>
  location.in === 'folder'
    ? { in: 'folder', path: Buffer.from(location.path, 'base64') }
    : { ...location, archive: located(location.archive) }

/** A merge may be called from another folder. A path whose bytes are no text is joined byte by byte. */
function absolute(path: Buffer): Buffer {
  // Where we are is asked for only where it matters: the folder may be gone.
  if (path[0] === SLASH) return path
  const text = path.toString('utf8')
  return Buffer.from(text).equals(path)
    ? Buffer.from(resolve(text))
    : Buffer.concat([Buffer.from(resolve('.')), Buffer.of(SLASH), path])
}

const SLASH = 0x2f

interface Placed {
  readonly path: string
  readonly sha256: string | null
  readonly location: PlainLocation
}

/** Gives the bytes of inputs by their paths; null where they are gone or others than those that were read. */
export function opener(inputs: readonly Placed[], limit: number): OpenInput {
  const byPath = new Map(inputs.map((input) => [input.path, input]))
  return async (path) => {
    const input = byPath.get(path)
    if (!input) return null
    try {
      const location = located(input.location)
      const bytes =
        location.in === 'archive' ? await readMember(location, limit) : await readFileBytes(location.path, limit)
      return createHash('sha256').update(bytes).digest('hex') === input.sha256 ? bytes : null
    } catch {
      return null
    }
  }
}
