/**
 * The waist: the few types that the stages hand to each other.
 *
 * Coordinates are points from the top-left corner of the page as it is displayed (after /Rotate and cropping), x to the
 * right, y down, whatever the input was. Adapters convert; nothing behind them knows of PDF space, pixels or twips.
 */

/** A rectangle: `x0 <= x1`, `top <= bottom`. */
export interface Box {
  readonly x0: number
  readonly top: number
  readonly x1: number
  readonly bottom: number
}

/** The way the text advances on the displayed page. `oblique` is any other angle: stamps and watermarks. */
export type Direction = 'right' | 'down' | 'left' | 'up' | 'oblique'

/**
 * Glyphs that follow each other without a gap. `stops` are the places where the glyphs begin, and where the last one
 * ends, along x (or along y for vertical runs): `stops.length === chars.length + 1`. A run without stops is never cut.
 */
export interface TextRun {
  readonly text: string
  readonly box: Box
  /** Font size in points. */
  readonly size: number
  readonly direction: Direction
  readonly chars?: readonly string[]
  readonly stops?: readonly number[]
  /** Vertical writing mode: glyphs stand upright, one below the other. */
  readonly vertical?: true
  /** Drawn in render mode 3: the text layer of a scan, or hidden on purpose. */
  readonly hidden?: true
  /** Probability that the text is right to the letter, where it was read from a picture. */
  readonly confidence?: number
  /** What else it may read, the likeliest first. */
  readonly alternatives?: readonly string[]
  /** So light that it can only be a watermark or a shade. */
  readonly faint?: true
  /** Digits of it stand on each other, so that one may be hidden by another. */
  readonly crowded?: true
  /** A line is drawn through it: it is not what the document says. */
  readonly struck?: true
}

/** A drawn line, or the thin box, image or row of dots that looks like one. `at` is y for horizontal ones. */
export interface Ruling {
  readonly axis: 'horizontal' | 'vertical'
  readonly at: number
  readonly from: number
  readonly to: number
  readonly width: number
  /** It was not drawn: the paper between print in columns and rows. */
  readonly drawn?: false
}

export interface Page {
  /** Counted from 1. */
  readonly number: number
  readonly width: number
  readonly height: number
  readonly runs: readonly TextRun[]
  readonly rulings: readonly Ruling[]
  /** Edges of filled areas: not lines, but where no line is drawn they may be all that separates cells. */
  readonly edges: readonly Ruling[]
  /** Where pictures stand. */
  readonly images: readonly Box[]
  /**
   * Clockwise quarter turns that the layout gave the page so that most of its text reads left to right. Boxes in the
   * page are then those of the turned page; places in the report are turned back.
   */
  readonly turned?: 90 | 180 | 270
  /**
   * The clockwise angle in radians by which the picture of the page was turned about its middle so that its lines are
   * level. Boxes in the page are then those of the level page; places in the report are turned back.
   */
  readonly tilt?: number
  /**
   * How far the lines of a photo leaned after that: what stands at (x, y) about the middle of the page stood at
   * (x + (upright.mean + upright.change · x) · y, y + (level.mean + level.change · y) · x); `change` is one over points.
   */
  readonly lean?: {
    readonly upright: { readonly mean: number; readonly change: number }
    readonly level: { readonly mean: number; readonly change: number }
  }
  /** The page as it was read from, small, as a PNG: what `nianbao inspect` shows behind the readings. */
  readonly picture?: Uint8Array
  /** Made from text whose columns are held by spaces: they need not go on in the same place overleaf. */
  readonly typewriter?: true
}

/** Where something is printed. Lines and offsets count from 1 and 0; offsets are UTF-16 units into the decoded text. */
export type Place =
  | { readonly page: number; readonly box: [x0: number, top: number, x1: number, bottom: number] }
  | { readonly line: number; readonly offset: number; readonly length: number }

/** What makes a reading less than certain; each reason lowers the confidence of the figures of its cell. */
export type Doubt =
  | 'hidden-text'
  | 'wrapped'
  | 'crosses-ruling'
  | 'garbled'
  | 'adrift'
  | 'glued'
  | 'rearranged'
  | 'spaced'
  | 'engines-differ'

export interface Cell {
  readonly row: number
  readonly col: number
  readonly rowSpan: number
  readonly colSpan: number
  /** Printed text, lines joined: nothing between Chinese characters, a space between words. */
  readonly text: string
  readonly lines: readonly string[]
  /** Of the text; of the cell itself where it is blank. */
  readonly place: Place | null
  /** The cell itself, where the input has pages. */
  readonly frame?: [x0: number, top: number, x1: number, bottom: number]
  readonly doubts?: readonly Doubt[]
  /** Its text is a run of several figures that can be cut in several ways: what this one may be. */
  readonly candidates?: readonly number[]
  /** Probability that the text is right, where it was read from a picture. */
  readonly confidence?: number
  /** What else it may read, the likeliest first. */
  readonly alternatives?: readonly string[]
  /** True when the last line of `lines` reaches the edge of the cell, so that a number may go on below. */
  readonly full?: true
}

/**
 * How the grid was found. `fields` grids are text whose columns are counted, not placed; `spaced` grids are those of pictures
 * whose cells are parted by paper in place of lines.
 */
export type GridMethod = 'lattice' | 'spaced' | 'stream' | 'fields' | 'markup'

export interface Grid {
  readonly kind: 'grid'
  readonly method: GridMethod
  readonly rows: number
  readonly cols: number
  /** In row-major order; a cell that spans appears once, at its top-left slot. */
  readonly cells: readonly Cell[]
  /**
   * True when the columns of different rows need not correspond: a row then has fields, and what a field means follows
   * from its order after the label, not from its column.
   */
  readonly ragged: boolean
  /** Page of every row, counted from 1; null where the input has no pages. */
  readonly rowPages: readonly (number | null)[]
  readonly place: Place | null
  /** Rows that begin on a new page: a row before such a break may go on in the row behind it. */
  readonly breaks: readonly number[]
}

export interface Paragraph {
  readonly kind: 'paragraph'
  readonly text: string
  readonly place: Place | null
  /** Where the pieces stand that its text was put together from: `at` in the text, `line` and `offset` in the input. */
  readonly pieces?: readonly { readonly at: number; readonly line: number; readonly offset: number }[]
  /** Relative to the body text; 1 where unknown. */
  readonly scale: number
  readonly centred: boolean
  /** Beside the part of a page that holds the report: navigation, what is printed below it. */
  readonly outside?: true
  /** What the input says of itself where no reader sees it: the title of a web page. */
  readonly unseen?: true
}

export type Block = Paragraph | Grid

/** What the adapters of structured inputs (text, and later pages and documents) hand over instead of pages. */
export interface Reading {
  readonly kind: SourceKind
  readonly pages: readonly Page[]
  readonly blocks: readonly Block[] | null
  readonly pageCount: number | null
  readonly engines: Readonly<Record<string, string>>
  readonly meta: Readonly<Record<string, string>>
}

export type SourceKind = 'pdf' | 'picture' | 'text' | 'layout-text' | 'html' | 'docx'
