/** A crop without what is no text: dirt, remains of rulings, the gray of the paper. */

import { boxOfGlyphs, componentsOf, speckArea } from './components.js'
import type { GrayImage } from './engine.js'
import { cutOut, findInk } from './picture.js'

/** Cut to its glyphs, black on white, the dirt between them wiped off. Null where there is no ink but dirt. */
export function cleanCrop(picture: GrayImage, dpi: number): GrayImage | null {
  const found = findInk(picture)
  if ('empty' in found) return null
  const { image, mask, ink, paper } = found
  const components = componentsOf(mask, image.width, image.height)
  const box = boxOfGlyphs(components, image.width, image.height, dpi)
  if (!box) return null
  const stretched = new Uint8Array(image.data.length)
  // The paper has grain: what is nearly as light as it is white.
  const white = paper - (paper - ink) / 12
  for (let i = 0; i < stretched.length; i++) {
    const share = (image.data[i]! - ink) / Math.max(1, white - ink)
    stretched[i] = Math.round(255 * Math.min(1, Math.max(0, share)))
  }
  for (const one of components) {
    if (one.area > speckArea(dpi)) continue
    for (let y = Math.max(0, one.y0 - 1); y < Math.min(image.height, one.y1 + 1); y++)
      stretched.fill(
        255,
        y * image.width + Math.max(0, one.x0 - 1),
        y * image.width + Math.min(image.width, one.x1 + 1),
      )
  }
  return cutOut({ ...image, data: stretched }, box, 1)
}
