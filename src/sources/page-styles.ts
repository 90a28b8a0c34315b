/**
 * What the style sheets in a page say of how its elements are shown, written into their `style` attributes, where all other rules look for it. Only what hides
 * text or makes tables of other elements counts. Selectors of names, classes and ids are known, one within another; of all others nothing is
 * taken.
 */

import { attribute, type Document, type Element, isElement, type ParentNode, parentOf, walk } from './page-tree.js'

/** Properties that say whether and as what something is shown. */
const PROPERTIES =
  /^(?:display|visibility|mso-hide|opacity|font-size|color|vertical-align|text-decoration(?:-line)?|left|top|clip|clip-path)$/
/** Values of them without which a sheet hides nothing and draws no table. */
const TELLING =
  /:\s*(?:none|hidden|collapse|all|0(?:\.0*)?(?:[a-z%]+)?|transparent|line-through|super|sub|-\d{3,}[a-z]+|(?:inline-)?table(?:-row|-cell)?|rect\(|inset\()/i
/** A colour or a height of letters is only of interest where nothing is to be seen of them, or where they are raised. */
const PLAIN = /^(?:color:(?!transparent$)|vertical-align:(?!su(?:per|b)$)|font-size:(?!0(?:\.0*)?(?:[a-z%]+)?$))/i

/** A page that is shown on the screen of a desk is so wide, in pixels. */
const SCREEN = 1280

/** Sheets of more rules than this are those of a library; the last ones are the page's own. */
const MOST_RULES = 4000

interface Compound {
  readonly tag: string | null
  readonly id: string | null
  readonly classes: readonly string[]
  /** Must be the parent of the one behind it, not only around it. */
  readonly parent: boolean
}

interface StyleRule {
  /** Outermost first; the last is the element's own. */
  readonly selector: readonly Compound[]
  readonly declarations: readonly Declaration[]
  readonly weight: number
}

interface Declaration {
  readonly property: string
  readonly value: string
  readonly important: boolean
}

/** Write what the sheets of a page say into the attributes of its elements. Rules that are more special, or come later, prevail. */
export function applyStyles(document: Document, alive: () => void): void {
  const sheets = sheetsOf(document, alive)
  if (!sheets.some((sheet) => TELLING.test(sheet))) return
  const rules = sheets.flatMap((sheet) => rulesOf(sheet)).slice(-MOST_RULES)
  const byKey = new Map<string, { rule: StyleRule; order: number }[]>()
  for (const [order, rule] of rules.entries()) {
    const own = rule.selector[rule.selector.length - 1]
    const key = own?.id ? `#${own.id}` : own?.classes[0] ? `.${own.classes[0]}` : (own?.tag ?? '*')
    byKey.set(key, [...(byKey.get(key) ?? []), { rule, order }])
  }
  walk(document, alive, {
    enter(element) {
      const id = attribute(element, 'id')
      const keys = ['*', element.tagName, ...classesOf(element).map((name) => `.${name}`), ...(id ? [`#${id}`] : [])]
      const found = keys
        .flatMap((key) => byKey.get(key) ?? [])
        .filter(({ rule }) => matches(element, rule.selector))
        .sort((a, b) => a.rule.weight - b.rule.weight || a.order - b.order)
      if (found.length > 0)
        style(
          element,
          found.flatMap(({ rule }) => rule.declarations),
        )
      return true
    },
    leave() {},
    text() {},
  })
}

/** Declarations from the weakest to the strongest → the attribute. What the element says of itself prevails, but for what is important. */
function style(element: Element, declarations: readonly Declaration[]): void {
  const own = attribute(element, 'style') ?? ''
  const said = new Set([...own.matchAll(/(?:^|;)\s*([\w-]+)\s*:/g)].map(([, name]) => name?.toLowerCase()))
  const last = new Map<string, Declaration>()
  for (const one of declarations) if (one.important || !last.get(one.property)?.important) last.set(one.property, one)
  const added = [...last.values()].filter(({ property, value, important }) => {
    return (important || !said.has(property)) && !PLAIN.test(`${property}:${value}`)
  })
  if (added.length === 0) return
  const text = [own, ...added.map(({ property, value }) => `${property}:${value}`)].filter(Boolean).join(';')
  const attr = element.attrs.find(({ name }) => name === 'style')
  if (attr) attr.value = text
  else element.attrs.push({ name: 'style', value: text })
}

function sheetsOf(document: Document, alive: () => void): string[] {
  const sheets: string[] = []
  walk(document, alive, {
    enter(element) {
      if (element.tagName !== 'style') return true
      if (media(attribute(element, 'media') ?? ''))
        sheets.push(element.childNodes.map((node) => ('value' in node ? node.value : '')).join(''))
      return false
    },
    leave() {},
    text() {},
  })
  return sheets
}

/** The rules of a sheet, those of groups too where they hold for a screen. */
function rulesOf(sheet: string): StyleRule[] {
  const text = sheet.replace(/\/\*[\s\S]*?(?:\*\/|$)|<!--|-->/g, ' ')
  const rules: StyleRule[] = []
  /** For each open group whether its rules count. */
  const groups: boolean[] = []
  let from = 0
  for (let at = 0; at < text.length; at++) {
    const char = text[at]
    if (char === ';') from = at + 1
    else if (char === '}') {
      groups.pop()
      from = at + 1
    } else if (char === '{') {
      const head = text.slice(from, at).trim()
      from = at + 1
      const group = /^@(media|supports|layer)\b(.*)$/is.exec(head)
      if (group) {
        groups.push(group[1]?.toLowerCase() !== 'media' || media(group[2] ?? ''))
        continue
      }
      const end = blockEnd(text, at)
      if (!head.startsWith('@') && groups.every(Boolean)) rules.push(...ruleOf(head, text.slice(at + 1, end)))
      at = end
      from = end + 1
    }
  }
  return rules
}

/** Where the block that opens at `at` ends. */
function blockEnd(text: string, at: number): number {
  let depth = 0
  for (let i = at; i < text.length; i++) {
    if (text[i] === '{') depth++
    else if (text[i] === '}' && --depth === 0) return i
  }
  return text.length
}

function ruleOf(head: string, block: string): StyleRule[] {
  const declarations = block.split(';').flatMap((one): Declaration[] => {
    const cut = one.indexOf(':')
    const property = one.slice(0, cut).trim().toLowerCase()
    if (cut < 0 || !PROPERTIES.test(property)) return []
    const value = one.slice(cut + 1).trim()
    const important = /!\s*important$/i.test(value)
    return [{ property, value: value.replace(/\s*!\s*important$/i, ''), important }]
  })
  if (declarations.length === 0) return []
  return head.split(',').flatMap((text) => {
    const selector = selectorOf(text.trim())
    if (!selector) return []
    const count = (of: (compound: Compound) => number): number => selector.reduce((sum, one) => sum + of(one), 0)
    const weight =
      count(({ id }) => (id ? 1e4 : 0)) +
      count(({ classes }) => classes.length * 100) +
      count(({ tag }) => (tag ? 1 : 0))
    return [{ selector, declarations, weight }]
  })
}

/** Null for a selector with anything but names, classes and ids. */
function selectorOf(text: string): Compound[] | null {
  const parts = text.replace(/\s*>\s*/g, ' >').split(/\s+/)
  const compounds: Compound[] = []
  for (const [i, part] of parts.entries()) {
    const own = part.replace(/^>/, '')
    const match = /^(\*|[a-z][\w-]*)?((?:[.#][\w-]+)*)$/i.exec(own)
    if (!match || own === '') return null
    const names = match[2]?.match(/[.#][\w-]+/g) ?? []
    const before = compounds[i - 1]
    if (part.startsWith('>') && before) compounds[i - 1] = { ...before, parent: true }
    compounds.push({
      tag: !match[1] || match[1] === '*' ? null : match[1].toLowerCase(),
      id: names.find((name) => name.startsWith('#'))?.slice(1) ?? null,
      classes: names.filter((name) => name.startsWith('.')).map((name) => name.slice(1)),
      parent: false,
    })
  }
  return compounds
}

const classesOf = (element: Element): string[] => (attribute(element, 'class') ?? '').split(/\s+/).filter(Boolean)

function fits(element: Element, { tag, id, classes }: Compound): boolean {
  if ((tag !== null && tag !== element.tagName) || (id !== null && id !== attribute(element, 'id'))) return false
  if (classes.length === 0) return true
  const own = classesOf(element)
  return classes.every((name) => own.includes(name))
}

function matches(element: Element, selector: readonly Compound[]): boolean {
  const last = selector.length - 1
  if (!fits(element, selector[last] as Compound)) return false
  let i = last - 1
  for (let at: ParentNode | null = parentOf(element); at && i >= 0; at = parentOf(at)) {
    const wanted = selector[i] as Compound
    if (isElement(at) && fits(at, wanted)) i--
    else if (wanted.parent) return false
  }
  return i < 0
}

/** True where rules for these media hold on a screen. */
function media(query: string): boolean {
  return query.split(',').some((one) => {
    if (/\b(?:print|speech|tty|handheld|not)\b|prefers-|orientation\s*:\s*portrait/i.test(one)) return false
    return [...one.matchAll(/(min|max)-(?:device-)?width\s*:\s*([\d.]+)\s*(px|r?em)?/gi)].every(
      ([, side, size, unit]) => {
        const pixels = Number(size) * (/em/i.test(unit ?? '') ? 16 : 1)
        return side?.toLowerCase() === 'min' ? pixels <= SCREEN : pixels >= SCREEN
      },
    )
  })
}
