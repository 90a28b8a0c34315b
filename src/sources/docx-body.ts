/**
 * The main part of a Word file → paragraphs and tables, as it reads with all tracked changes accepted and without hidden text.
 *
 * Elements: ECMA-376 part 1, 17, told by their names alone, so that both editions of the namespaces are read. Lines of places are
 * paragraphs, counted from 1 in the order of the file; offsets count their text with one character between two of them.
 */

import { isOneSize } from '../geometry/hand.js'
import { squeeze } from '../text/normalize.js'
import {
  type Body,
  type CellNode,
  cellProperty,
  type Node,
  type ParagraphNode,
  type RowNode,
  type TableNode,
} from './docx-nodes.js'
import { isOn, noteLook, type RunLook, type Styles } from './docx-styles.js'
import type { Numbering } from './numbering.js'
import { visitXml } from './xml.js'

/** Elements nest this deep in no document that people wrote; deeper ones end the reading of the part. */
const DEEPEST = 256

/** Elements whose content is not part of the text as it stands; changes of properties hold the properties of before. */
const LEFT_OUT = new Set(
  (
    'del moveFrom delText delInstrText sectPr rt rPrChange pPrChange tcPrChange trPrChange tblPrChange tblPrExChange ' +
    'tblGridChange sectPrChange numberingChange sdtPr fldData'
  ).split(' '),
)

/** Extensions of the format that Word knows, by the prefixes that it gives them: it shows the first choice that it understands. */
const UNDERSTOOD =
  /^(?:\s*(?:wp[sgic]|wp14|w1[0-9]\w*|a14|a16\w*|m|v|o|c\w?\w?|pic|aink|am3d|dgm|sl|oel|w|wp|a|r))+\s*$/

/** Fonts whose signs are no letters. */
const SIGNS = /symbol|dings|marlett/i

const DIGIT_BEHIND = /\d$/
const DIGIT_FIRST = /^\d/
/** Letters of two points are seen by no one. */
const SMALLEST = 4

/** Digits of one number have one size and one colour, and stand on one line. */
function isOneHand(a: Required<RunLook>, b: Required<RunLook>): boolean {
  if (a.raised !== b.raised || a.position !== b.position || a.white !== b.white) return false
  // Of a size that nobody names only letters that no one sees differ.
  if (a.size === 0 || b.size === 0) return a.size === b.size || Math.max(a.size, b.size) > SMALLEST
  return isOneSize(a.size, b.size)
}

interface OpenParagraph {
  readonly node: ParagraphNode
  numId: string | null
  level: number | null
  style: string | null
  centred: boolean | null
  heading: boolean | null
  /** Its end was deleted: it goes on in the next paragraph. */
  runsOn: boolean
  /** How the text behind which more is said looks. */
  last: Required<RunLook> | null
}

interface Run {
  style: string | null
  readonly direct: RunLook
  look: Required<RunLook> | null
  /** A gap was made in front of raised text. */
  gap: boolean
}

/** A field: its code is never shown, its result is (17.16.18). */
interface Field {
  inCode: boolean
  code: string
}

type Attributes = Readonly<Record<string, string>>

/** Read the main part. `alive` is called now and then, and throws when time is up. */
export function parseBody(xml: string, styles: Styles, numbering: Numbering, alive: () => void): Body {
  const state = new BodyState(styles, numbering)
  let tooDeep = false
  let left = 0
  let steps = 0
  const names: string[] = []
  const fault = visitXml(xml, {
    open(local, attributes) {
      if (tooDeep) return
      if ((++steps & 0xfff) === 0) alive()
      const parent = names[names.length - 1] ?? ''
      const around = names[names.length - 2] ?? ''
      names.push(local)
      if (names.length > DEEPEST) tooDeep = true
      else if (left > 0) left++
      else if (LEFT_OUT.has(local)) {
        state.leaveOut(local, parent, around)
        left = 1
      } else if (!state.chosen(local, parent, attributes)) left = 1
      else state.open(local, parent, around, attributes)
    },
    text(text) {
      if (!tooDeep && left === 0) state.text(names[names.length - 1] ?? '', text)
    },
    close(local) {
      if (tooDeep) return
      names.pop()
      if (left > 0) left--
      else state.close(local)
    },
  })
  const broken = tooDeep ? `elements nest deeper than ${DEEPEST}` : fault
  return { nodes: state.end(), broken, chunks: state.chunks }
}

class BodyState {
  readonly chunks: string[] = []
  private readonly root: Node[] = []
  /** Where paragraphs and tables go: the body, a cell, a text box. */
  private readonly holders: Node[][] = [this.root]
  private readonly paragraphs: OpenParagraph[] = []
  private readonly tables: TableNode[] = []
  private readonly boxes: Node[][] = []
  private readonly runs: Run[] = []
  private readonly fields: Field[] = []
  /** Whether one of the choices was taken, for every open set of them. */
  private readonly choices: boolean[] = []
  private carried: { readonly holder: Node[]; readonly open: OpenParagraph } | null = null
  private lines = 0
  private length = 0

  constructor(
    private readonly styles: Styles,
    private readonly numbering: Numbering,
  ) {}

  private get holder(): Node[] {
    return this.holders[this.holders.length - 1] as Node[]
  }
  private get paragraph(): OpenParagraph | undefined {
    return this.paragraphs[this.paragraphs.length - 1]
  }
  private get row(): RowNode | undefined {
    return this.tables[this.tables.length - 1]?.rows.at(-1)
  }

  /** How the open run looks, its styles and its own formatting together. */
  private look(): Required<RunLook> | null {
    const run = this.runs[this.runs.length - 1]
    if (!run) return null
    run.look ??= { ...this.styles.run(this.paragraph?.style ?? null, run.style), ...run.direct }
    return run.look
  }

  private isShown(): boolean {
    return !this.fields.some(({ inCode }) => inCode) && !this.look()?.hidden
  }

  private say(text: string): void {
    const open = this.paragraph
    if (!open || !this.isShown()) return
    const run = this.runs[this.runs.length - 1]
    const look = this.look()
    // The number of a note is no digit of the figure.
    if (run && look?.raised && !run.gap) {
      run.gap = true
      open.node.text += ' '
    }
    if (look) {
      if (DIGIT_BEHIND.test(open.node.text) && DIGIT_FIRST.test(text) && open.last && !isOneHand(open.last, look))
        open.node.text += ' '
      open.last = look
    }
    open.node.text += text
    open.node.struck ||= look?.struck ?? false
  }

  private picture(): void {
    if (this.paragraph && this.isShown()) this.paragraph.node.picture = true
  }

  /** What an element that is left out says of the one that it stands in. */
  leaveOut(local: string, parent: string, around: string): void {
    if (local === 'del' && parent === 'trPr' && this.row) this.row.deleted = true
    if ((local === 'del' || local === 'moveFrom') && parent === 'rPr' && around === 'pPr' && this.paragraph)
      this.paragraph.runsOn = true
  }

  /** False for all but one of the forms in which the same thing is given (ECMA-376 part 3, 7.5). */
  chosen(local: string, parent: string, attributes: Attributes): boolean {
    if (parent !== 'AlternateContent' || (local !== 'Choice' && local !== 'Fallback')) return true
    const at = this.choices.length - 1
    if (this.choices[at] || (local === 'Choice' && !UNDERSTOOD.test(attributes.Requires ?? ''))) return false
    this.choices[at] = true
    return true
  }

  text(parent: string, text: string): void {
    if (parent === 't') this.say(text)
    else if (parent === 'instrText') {
      const field = this.fields[this.fields.length - 1]
      if (field?.inCode && field.code.length < 80) field.code += text
    }
  }

  open(local: string, parent: string, around: string, attributes: Attributes): void {
    const value = attributes.val
    const { paragraph, row } = this
    const cell = row?.cells[row.cells.length - 1]
    if (local === 'AlternateContent') {
      this.choices.push(false)
      return
    }
    switch (parent) {
      case 'rPr':
        if (around === 'r') this.openRunProperty(local, value)
        return
      case 'pPr':
      case 'numPr':
        if (paragraph) openParagraphProperty(paragraph, local, value)
        return
      case 'trPr':
        if (row && local === 'gridBefore') row.before = Math.max(0, Number(value) || 0)
        else if (row && local === 'hidden') row.deleted ||= isOn(value)
        return
      case 'tcPr':
        if (cell) cellProperty(cell, local, attributes)
        return
    }
    switch (local) {
      case 'p':
        this.openParagraph()
        break
      case 'r':
        this.runs.push({ style: null, direct: {}, look: null, gap: false })
        break
      case 'inline':
      case 'object':
      case 'pict':
        // A picture that floats, like a seal, is not what the cell says.
        this.picture()
        break
      case 'sym':
        this.symbol(attributes)
        break
      case 'fldChar':
        this.fieldChar(attributes.fldCharType)
        break
      case 'footnoteReference':
      case 'endnoteReference': {
        this.say(' ')
        const run = this.runs[this.runs.length - 1]
        if (run && attributes.customMarkFollows !== undefined) {
          run.direct.raised = true
          run.look = null
        }
        break
      }
      case 'tab':
        if (parent === 'r') this.say(' ')
        break
      case 'ptab':
        this.say(' ')
        break
      case 'br':
      case 'cr':
        this.say('\n')
        break
      case 'noBreakHyphen':
        this.say('-')
        break
      case 'altChunk':
        if (attributes.id !== undefined) this.chunks.push(attributes.id)
        break
      case 'txbxContent': {
        const inside: Node[] = []
        this.boxes.push(inside)
        this.holders.push(inside)
        break
      }
      case 'tbl': {
        this.flush()
        const made: TableNode = { kind: 'table', rows: [] }
        this.holder.push(made)
        this.tables.push(made)
        break
      }
      case 'tr':
        this.tables[this.tables.length - 1]?.rows.push({ before: 0, deleted: false, cells: [] })
        break
      case 'tc': {
        const made: CellNode = { nodes: [], span: 1, deleted: false, merge: null, across: null, width: 0 }
        row?.cells.push(made)
        this.holders.push(made.nodes)
        break
      }
    }
  }

  close(local: string): void {
    switch (local) {
      case 'r': {
        if (this.runs.pop()?.gap && this.paragraph) this.paragraph.node.text += ' '
        break
      }
      case 'p': {
        const done = this.paragraphs.pop()
        if (done) this.closeParagraph(done)
        break
      }
      case 'tc':
        this.flush()
        if (this.holders.length > 1) this.holders.pop()
        break
      case 'tbl':
        this.tables.pop()
        break
      case 'AlternateContent':
        this.choices.pop()
        break
      case 'txbxContent': {
        this.flush()
        const inside = this.boxes.pop()
        if (this.holders.length > 1) this.holders.pop()
        // A text box in the paragraph was closed before it.
        if (inside) this.holder.push(...inside)
        break
      }
    }
  }

  /** All that was read; what was open when the file broke is kept as far as it goes. */
  end(): readonly Node[] {
    this.flush()
    for (const { node } of this.paragraphs) {
      node.offset = this.length
      this.length += node.text.length + 1
      if (node.text !== '') this.holder.push(node)
    }
    for (const inside of this.boxes) this.root.push(...inside)
    return this.root
  }

  private openRunProperty(local: string, value: string | undefined): void {
    const run = this.runs[this.runs.length - 1]
    if (!run) return
    if (local === 'rStyle') run.style = value ?? null
    else noteLook(run.direct, local, value)
    run.look = null
  }

  private openParagraph(): void {
    this.paragraphs.push({
      node: {
        kind: 'paragraph',
        text: '',
        line: ++this.lines,
        offset: 0,
        centred: false,
        heading: false,
        struck: false,
        picture: false,
      },
      numId: null,
      level: null,
      style: null,
      centred: null,
      heading: null,
      runsOn: false,
      last: null,
    })
  }

  private closeParagraph(done: OpenParagraph): void {
    // A field that has no result in its paragraph has none.
    while (this.fields[this.fields.length - 1]?.inCode) this.endField(done)
    const { node, style } = done
    const before = this.carried?.holder === this.holder ? this.carried.open.node : null
    if (before) {
      this.carried = null
      node.text = before.text + node.text
      node.line = before.line
      node.struck ||= before.struck
      node.picture ||= before.picture
    }
    if (done.runsOn) {
      this.flush()
      this.carried = { holder: this.holder, open: done }
      return
    }
    const look = this.styles.paragraph(style)
    node.centred = done.centred ?? look.centred
    node.heading = done.heading ?? look.heading
    const ofStyle = style === null ? null : this.numbering.ofStyle(style)
    const numId = done.numId ?? ofStyle?.numId ?? null
    if (numId !== null && squeeze(node.text) !== '') {
      const level = done.level ?? (done.numId === null ? ofStyle?.level : null) ?? 0
      node.text = this.numbering.next(numId, level, node.text)
    }
    node.offset = this.length
    this.length += node.text.length + 1
    this.holder.push(node)
  }

  /** A paragraph whose end was deleted, and nothing that it could go on in. */
  private flush(): void {
    const { carried } = this
    if (!carried) return
    this.carried = null
    carried.open.node.offset = this.length
    this.length += carried.open.node.text.length + 1
    carried.holder.push(carried.open.node)
  }

  private symbol({ font, char }: Attributes): void {
    const code = Number.parseInt(char ?? '', 16)
    const own = !(code >= 0x20 && code < 0xd800) || SIGNS.test(font ?? '')
    if (own) this.picture()
    else this.say(String.fromCodePoint(code))
  }

  private fieldChar(type: string | undefined): void {
    const field = this.fields[this.fields.length - 1]
    if (type === 'begin') this.fields.push({ inCode: true, code: '' })
    else if (type === 'separate' && field) field.inCode = false
    else if (type === 'end' && field) this.endField(this.paragraph)
  }

  private endField(paragraph: OpenParagraph | undefined): void {
    const field = this.fields.pop()
    // Word makes the result of these when it shows them: a sum, a number in a ring, a sign.
    if (field?.inCode && /^\s*(?:=|eq\b|symbol\b)/i.test(field.code) && paragraph) paragraph.node.picture = true
  }
}

function openParagraphProperty(paragraph: OpenParagraph, local: string, value: string | undefined): void {
  if (local === 'jc') paragraph.centred = value === 'center'
  else if (local === 'pStyle') paragraph.style = value ?? null
  else if (local === 'outlineLvl') paragraph.heading = Number(value) < 9
  else if (local === 'numId') paragraph.numId = value ?? null
  else if (local === 'ilvl') paragraph.level = Number(value) || 0
}
