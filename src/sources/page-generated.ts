/** Text that a style sheet puts before or behind an element (`::before { content: … }`): digits of a figure where a site shows them so. */

import { attribute, type Element, type TextNode } from './page-tree.js'

/** Digits, signs and units of money. All other text of sheets is decoration, or names what stands in the head of a table again. */
const OF_FIGURE = /^[\s\d０-９.,，+\-−—–/%万亿元]*[\d０-９/%元—−-][\s\d０-９.,，+\-−—–/%万亿元]*$/
const LONGEST = 20
/** Elements that hold nothing: sheets put no text into them. */
const VOID = /^(?:area|base|br|col|embed|hr|iframe|img|input|link|meta|param|select|source|textarea|track|video|wbr)$/

type Declarations = ReadonlyMap<string, { readonly value: string }>

/** Put the text that the declarations of a side say into the tree, where it may be one of a figure and is shown. */
export function putGenerated(element: Element, side: 'before' | 'after', declarations: Declarations): void {
  const content = declarations.get('content')?.value
  if (content === undefined || VOID.test(element.tagName) || isUnseen(declarations)) return
  const text = textOf(content, element)
  if (text === null || text.length > LONGEST || !OF_FIGURE.test(text)) return
  const location = element.sourceCodeLocation
  const tag = side === 'before' ? location?.startTag : location?.endTag
  const offset = tag ? (side === 'before' ? tag.endOffset : tag.startOffset) : location?.endOffset
  const node = {
    nodeName: '#text',
    value: text,
    parentNode: element,
    ...(location && offset !== undefined
      ? { sourceCodeLocation: { ...location, startOffset: offset, endOffset: offset } }
      : {}),
  } as TextNode
  if (side === 'before') element.childNodes.unshift(node)
  else element.childNodes.push(node)
}

/** A way to hold floating elements together, by text that nobody sees. */
function isUnseen(declarations: Declarations): boolean {
  const value = (name: string): string => declarations.get(name)?.value.toLowerCase() ?? ''
  const zero = (name: string): boolean => /^0(?:\.0*)?(?:[a-z%]+)?$/.test(value(name))
  return (
    value('display') === 'none' ||
    /^(?:hidden|collapse)$/.test(value('visibility')) ||
    value('color') === 'transparent' ||
    zero('opacity') ||
    zero('font-size') ||
    zero('height') ||
    zero('width')
  )
}

const PIECE = /\s*(?:"((?:[^"\\]|\\[\s\S])*)"|'((?:[^'\\]|\\[\s\S])*)'|attr\(\s*([\w-]+)\s*\))/y

/** Strings and attributes one after the other; null for anything else, as counters and pictures. */
function textOf(content: string, element: Element): string | null {
  let text = ''
  PIECE.lastIndex = 0
  while (PIECE.lastIndex < content.length) {
    const match = PIECE.exec(content)
    if (!match) return null
    const [, double, single, name] = match
    text += name ? (attribute(element, name.toLowerCase()) ?? '') : unescaped(double ?? single ?? '')
  }
  return text
}

const unescaped = (text: string): string =>
  text.replace(/\\(?:([\da-f]{1,6})\s?|\r?\n|([\s\S]))/gi, (_all, code?: string, char?: string) => {
    const point = code ? Number.parseInt(code, 16) : 0
    return code ? (point > 0 && point <= 0x10ffff ? String.fromCodePoint(point) : '') : (char ?? '')
  })
