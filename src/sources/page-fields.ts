/** What the fields of a form show, in the cells of a table: reports that are shown in the form they were filled in with; and which cells scripts fill in. */

import { attribute, type Document, type Element, isElement, type TextNode, tablePart, walk } from './page-tree.js'

/** Fields that show their value as text. */
const SHOWN = new Set(['', 'text', 'number', 'tel'])
/** Longer text in a field is no figure and no label. */
const LONGEST = 60

/** Put the text of the fields in cells where the fields are. A field without one stays what it is: a script may fill it in. */
export function showFields(document: Document, source: string, alive: () => void): void {
  const fields: Element[] = []
  let cells = 0
  walk(document, alive, {
    enter(element) {
      if (tablePart(element) === 'cell') cells++
      if (cells > 0 && element.tagName === 'input') fields.push(element)
      return true
    },
    leave(element) {
      if (tablePart(element) === 'cell') cells--
    },
    text() {},
  })
  for (const field of fields) show(field, source)
}

function show(field: Element, source: string): void {
  const value = attribute(field, 'value') ?? ''
  if (value.trim() === '' || value.length > LONGEST) return
  if (!SHOWN.has(attribute(field, 'type')?.trim().toLowerCase() ?? '')) return
  const text = {
    nodeName: '#text',
    value,
    parentNode: field,
    ...locationOf(field, source),
  } as TextNode
  field.childNodes = [text]
  field.nodeName = 'span'
  field.tagName = 'span'
}

/** Where the value stands in the source, without its quotes. */
function locationOf(field: Element, source: string): Pick<TextNode, 'sourceCodeLocation'> {
  const at = field.sourceCodeLocation?.attrs?.value
  if (!at) return {}
  const before = /^value\s*=\s*["']?/i.exec(source.slice(at.startOffset, at.endOffset))?.[0].length ?? 0
  const quoted = /["']$/.test(source.slice(at.startOffset + before - 1, at.startOffset + before)) ? 1 : 0
  return {
    sourceCodeLocation: { ...at, startOffset: at.startOffset + before, endOffset: at.endOffset - quoted },
  }
}

/** How scripts call the element that they put something into. */
const CALLED = /(?:getElementById|querySelector|\$|jQuery)\s*\(\s*(["'`])#?([A-Za-z_][\w-]{0,60}?)(?:\1\s*([+)])|\$\{)/g

/** Ids that the scripts of a page name; those that go on in a number end in `*`. */
export function filledIn(source: string): ReadonlySet<string> {
  return new Set([...source.matchAll(CALLED)].map(([, , name = '', behind]) => (behind === ')' ? name : `${name}*`)))
}

/** Whether an element, or one in it, has a name that scripts call. */
export function isCalled(cell: Element, filled: ReadonlySet<string>): boolean {
  const stack: Element[] = [cell]
  for (let one = stack.pop(); one; one = stack.pop()) {
    const id = attribute(one, 'id')
    if (id !== null && (filled.has(id) || filled.has(`${/^\D*/.exec(id)?.[0]}*`))) return true
    stack.push(...one.childNodes.filter(isElement))
  }
  return false
}
