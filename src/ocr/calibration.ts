/**
 * How often a reading was right. Figures: measured on cells in fonts that the digit reader was not trained on
 * (scripts/digits/calibrate.mjs; docs/ocr.md), rounded down, so that the doubt is rather too large.
 */

type Curve = readonly (readonly [chance: number, right: number])[]

/** The digit reader alone, by the chance that its network gives. */
const alone: Curve = [
  [0, 0.1],
  [0.5, 0.38],
  [0.8, 0.75],
  [0.9, 0.87],
  [0.95, 0.94],
  [0.99, 0.975],
  [0.995, 0.985],
  [0.999, 0.992],
  [0.9995, 0.997],
  [0.9999, 0.9992],
  [1, 0.9998],
]

/** The digit reader where Tesseract reads the same. */
const agreed: Curve = [
  [0, 0.4],
  [0.5, 0.45],
  [0.8, 0.85],
  [0.9, 0.93],
  [0.95, 0.95],
  [0.98, 0.96],
  [0.99, 0.991],
  [0.998, 0.997],
  [1, 0.9995],
]

/** The digit reader where Tesseract reads something else. */
const opposed: Curve = [
  [0, 0.1],
  [0.5, 0.36],
  [0.8, 0.7],
  [0.9, 0.85],
  [0.95, 0.93],
  [0.99, 0.96],
  [1, 0.985],
]

/** A cell without a figure, by how sure it is that nothing stands out from the paper. */
const empty: Curve = [
  [0, 0.1],
  [0.3, 0.6],
  [0.5, 0.85],
  [0.7, 0.97],
  [0.9, 0.99],
  [1, 0.999],
]

/**
 * Tesseract, by the confidence that it gives to the weakest letter. Measured on 684 labels of one report at 150 to 300
 * dpi, clean to bad: below 0.8 none was right. It never reaches what a figure needs to be certain.
 */
const tesseract: Curve = [
  [0, 0.01],
  [0.7, 0.02],
  [0.8, 0.15],
  [0.9, 0.45],
  [0.95, 0.75],
  [0.97, 0.85],
  [0.98, 0.97],
  [1, 0.98],
]

const curves = { alone, agreed, opposed, empty, tesseract }

/**
 * The calibrated probability of a reading.
 *
 * @param chance What the network, or the search for ink, makes of it: 0 to 1.
 */
export function calibrated(how: keyof typeof curves, chance: number): number {
  const curve = curves[how]
  // A sum of chances is more than 1 now and then by what floats are rounded by.
  const most = Math.min(1, chance)
  const at = curve.findIndex(([x]) => x >= most)
  if (at <= 0) return curve[Math.max(0, at)]![1]
  const [x0, y0] = curve[at - 1]!
  const [x1, y1] = curve[at]!
  return round(y0 + ((most - x0) / (x1 - x0)) * (y1 - y0))
}

/** Confidences are told to five places: what lies behind them is not the same on all machines, and says nothing. */
export function round(confidence: number): number {
  return Math.round(confidence * 1e5) / 1e5
}
