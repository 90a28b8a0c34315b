/** XML → elements one after the other (saxes): entities are those of XML alone, nothing is ever fetched. */

import { SaxesParser } from 'saxes'

export interface XmlVisitor {
  /** Names of elements and attributes come without their prefix: producers choose their own. */
  open?(local: string, attributes: Readonly<Record<string, string>>): void
  text?(text: string): void
  close?(local: string): void
}

/**
 * Visit all elements in order.
 *
 * @returns What is wrong with the XML, or null. What stands before the fault was visited, nothing behind it.
 */
export function visitXml(xml: string, visitor: XmlVisitor): string | null {
  const parser = new SaxesParser()
  let fault: string | null = null
  const local = (name: string): string => name.slice(name.indexOf(':') + 1)
  parser.on('error', (error) => {
    fault ??= error.message
  })
  parser.on('opentag', ({ name, attributes }) => {
    if (fault !== null || !visitor.open) return
    visitor.open(local(name), Object.fromEntries(Object.entries(attributes).map(([key, value]) => [local(key), value])))
  })
  parser.on('text', (text) => {
    if (fault === null) visitor.text?.(text)
  })
  parser.on('closetag', ({ name }) => {
    if (fault === null) visitor.close?.(local(name))
  })
  parser.write(xml).close()
  return fault
}
