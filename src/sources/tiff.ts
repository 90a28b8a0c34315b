/** The pages of a TIFF, with utif2. The only file that knows it. */

import UTIF from 'utif2'
import { NianbaoError } from '../errors.js'
import type { PictureHead } from './picture-head.js'

export interface TiffPage {
  readonly head: PictureHead
  /** Decode the page, four bytes a pixel. @throws {NianbaoError} `picture-invalid` */
  rgba(): Uint8Array
}

// biome-ignore lint/suspicious/noExplicitAny: the package has no types.
type Any = any

/** Tags of TIFF 6.0. */
const SUBFILE = 't254'
const WIDTH = 't256'
const HEIGHT = 't257'
const BITS = 't258'
const COMPRESSION = 't259'
const COLOURS = 't262'
const SAMPLES = 't277'
const RESOLUTION = 't282'
const UNIT = 't296'

/** None, CCITT in three kinds, LZW, JPEG old and new, Deflate in two kinds, PackBits: what scanners and archives write. */
const COMPRESSIONS: ReadonlySet<number> = new Set([1, 2, 3, 4, 5, 6, 7, 8, 32946, 32773])

/** The pages of a TIFF, none of them decoded yet; reduced copies and masks are left out. */
export function openTiff(bytes: Uint8Array): TiffPage[] {
  const own = new Uint8Array(bytes)
  let directories: Any[]
  try {
    directories = quietly(() => UTIF.decode(own.buffer))
  } catch (cause) {
    throw new NianbaoError('picture-invalid', undefined, { cause })
  }
  const pages = directories.filter((one) => Number(one[WIDTH]?.[0]) > 0 && !(Number(one[SUBFILE]?.[0] ?? 0) & 0b101))
  if (pages.length === 0) throw new NianbaoError('picture-invalid', 'The TIFF has no page.')
  return pages.map((page): TiffPage => {
    const unit = Number(page[UNIT]?.[0] ?? 2)
    const resolution = Number(page[RESOLUTION]?.[0] ?? 0)
    const dpi = resolution > 1 && unit !== 1 ? resolution * (unit === 3 ? 2.54 : 1) : null
    const head = { width: Number(page[WIDTH][0]), height: Number(page[HEIGHT]?.[0] ?? 0), dpi }
    return {
      head,
      rgba() {
        const compression = Number(page[COMPRESSION]?.[0] ?? 1)
        if (!COMPRESSIONS.has(compression))
          throw new NianbaoError('picture-invalid', `The compression ${compression} of the TIFF is not read.`)
        try {
          return quietly(() => {
            if (compression === JPEG) makeRoomForRgb(page)
            UTIF.decodeImage(own.buffer, page)
            const rgba: Uint8Array = UTIF.toRGBA8(page)
            page.data = undefined
            return rgba
          })
        } catch (cause) {
          throw new NianbaoError('picture-invalid', undefined, { cause })
        }
      },
    }
  })
}

/** JPEG as TIFF Technical Note 2 has it, and gray that is white at its highest value. */
const JPEG = 7
const BLACK_IS_ZERO = 1
const RGB = 2

/** utif2 gives each pixel of JPEG three bytes, but leaves room for one where the page is gray: its strips would overwrite each other. */
function makeRoomForRgb(page: Any): void {
  if (Number(page[COLOURS]?.[0]) !== BLACK_IS_ZERO || Number(page[SAMPLES]?.[0] ?? 1) !== 1) return
  page[SAMPLES] = [3]
  page[BITS] = [8, 8, 8]
  page[COLOURS] = [RGB]
}

/** utif2 writes to the console in passing; it works without a pause, so nobody else's words are lost. */
function quietly<T>(work: () => T): T {
  const { log } = console
  console.log = () => {}
  try {
    return work()
  } finally {
    console.log = log
  }
}
