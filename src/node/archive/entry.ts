import type { ErrorCode } from '../../errors.js'

/** Where the bytes of an input are. */
export type Location =
  | { readonly in: 'folder'; readonly path: Buffer }
  | { readonly in: 'archive'; readonly archive: Location; readonly member: Member }

/** An entry of a zip archive: what is needed to unpack it. */
export interface Member {
  readonly offset: number
  readonly packed: number
  readonly size: number
  readonly method: number
  readonly crc: number
}

/** One input, found and not yet read. */
export interface Entry {
  /** Relative to the folder given, `/`-separated, NFC; no two inputs have the same. */
  readonly path: string
  readonly location: Location
  /** What forbids to read it. */
  readonly problem: ErrorCode | null
}

/** An input whose bytes are known. */
export interface Scanned {
  readonly path: string
  readonly location: Location
  readonly sha256: string | null
  readonly bytes: number | null
  /** Told from the first bytes. */
  readonly kind: string | null
  readonly problem: ErrorCode | null
  /** Path of the first input with the same bytes. */
  readonly duplicateOf: string | null
}
