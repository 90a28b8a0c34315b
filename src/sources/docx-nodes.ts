/** What the main part of a Word file holds: paragraphs, and tables of them. */

export interface ParagraphNode {
  readonly kind: 'paragraph'
  text: string
  line: number
  offset: number
  centred: boolean
  heading: boolean
  struck: boolean
  /** Shows something that is not text: a picture, a sign of some font. */
  picture: boolean
}

export interface CellNode {
  readonly nodes: Node[]
  span: number
  deleted: boolean
  merge: 'restart' | 'continue' | null
  across: 'restart' | 'continue' | null
  /** In twentieths of a point; 0 where it is not given so. */
  width: number
}

export interface RowNode {
  /** Columns of the grid that stay free before the first cell. */
  before: number
  /** Tracked as deleted, or hidden. */
  deleted: boolean
  readonly cells: CellNode[]
}

export interface TableNode {
  readonly kind: 'table'
  readonly rows: RowNode[]
}

export type Node = ParagraphNode | TableNode

export interface Body {
  readonly nodes: readonly Node[]
  /** What is wrong with the XML; what stood before it was read. */
  readonly broken: string | null
  /** Relations to parts of another kind whose content Word shows in place of the element. */
  readonly chunks: readonly string[]
}

/** Note what a child of `w:tcPr` says of a cell. */
export function cellProperty(cell: CellNode, local: string, attributes: Readonly<Record<string, string>>): void {
  const value = attributes.val
  if (local === 'gridSpan') cell.span = Math.max(1, Number(value) || 1)
  else if (local === 'tcW') cell.width = attributes.type === 'dxa' ? Number(attributes.w) || 0 : 0
  else if (local === 'cellDel') cell.deleted = true
  else if (local === 'vMerge') cell.merge = value === 'restart' ? 'restart' : 'continue'
  else if (local === 'hMerge') cell.across = value === 'restart' ? 'restart' : 'continue'
  else if (local === 'cellMerge') {
    // A tracked merge, or the end of one (17.13.5.4): accepted, the new state holds.
    const { vMerge } = attributes
    cell.merge = vMerge === undefined ? null : vMerge === 'rest' ? 'restart' : 'continue'
  }
}
