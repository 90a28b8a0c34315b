/**
 * What the style sheets in a page say of how its elements are shown, written into their `style` attributes, where all other rules look for it. Only what hides
 * text or makes tables of other elements counts, and text that a sheet puts before or behind an element where it may be a figure.
 */

import { putGenerated } from './page-generated.js'
import { classesOf, matches, type Selector, selectorList, selectorOf } from './page-selectors.js'
import { attribute, type Document, type Element, walk } from './page-tree.js'

/** Properties that say whether and as what something is shown. */
const PROPERTIES =
  /^(?:display|visibility|mso-hide|opacity|font-size|color|vertical-align|text-decoration(?:-line)?|left|top|clip|clip-path|overflow|(?:max-)?(?:width|height)|transform|content)$/
/** Values of them without which a sheet hides nothing, draws no table and adds no text. */
const TELLING =
  /:\s*(?:none|hidden|collapse|all|0(?:\.0*)?(?:[a-z%]+)?|transparent|line-through|super|sub|-\d{3,}[a-z]+|(?:inline-)?table(?:-row|-cell)?|rect\(|inset\(|scale|["']|attr\(|var\(|#fff|white|[12]px)/i
/** A colour, a size or a height of letters is only of interest where nothing is to be seen of them, or where they are raised. */
const PLAIN =
  /^(?:color:(?!transparent$|#fff(?:fff)?$|white$)|vertical-align:(?!su(?:per|b)$)|font-size:(?!(?:0(?:\.0*)?(?:[a-z%]+)?|[12](?:\.\d*)?px)$)|(?:max-)?(?:width|height):(?!(?:0(?:\.0*)?(?:[a-z%]+)?|1px)$)|overflow:(?!hidden$|clip$)|transform:(?!scale)|content:)/i

/** A page that is shown on the screen of a desk is so wide, in pixels. */
const SCREEN = 1280

/** Sheets of more rules than this are those of a library; the last ones are the page's own. */
const MOST_RULES = 4000

interface StyleRule {
  readonly selector: Selector
  readonly declarations: readonly Declaration[]
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
    const own = rule.selector.compounds[rule.selector.compounds.length - 1]
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
        .sort((a, b) => a.rule.selector.weight - b.rule.selector.weight || a.order - b.order)
      const of = (pseudo: Selector['pseudo']): Declaration[] =>
        found.flatMap(({ rule }) => (rule.selector.pseudo === pseudo ? rule.declarations : []))
      if (found.length === 0) return true
      style(element, of(null))
      for (const side of ['before', 'after'] as const) putGenerated(element, side, prevailing(of(side)))
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
  const added = [...prevailing(declarations).values()].filter(({ property, value, important }) => {
    return (important || !said.has(property)) && !PLAIN.test(`${property}:${value}`)
  })
  if (added.length === 0) return
  const text = [own, ...added.map(({ property, value }) => `${property}:${value}`)].filter(Boolean).join(';')
  const attr = element.attrs.find(({ name }) => name === 'style')
  if (attr) attr.value = text
  else element.attrs.push({ name: 'style', value: text })
}

/** For each property the declaration that counts, of those from the weakest to the strongest. */
function prevailing(declarations: readonly Declaration[]): Map<string, Declaration> {
  const last = new Map<string, Declaration>()
  for (const one of declarations) if (one.important || !last.get(one.property)?.important) last.set(one.property, one)
  return last
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

/** The values that a sheet gives names to, for the whole page (`:root { --off: none }`), in the place of the names. */
function withValues(sheet: string): string {
  if (!sheet.includes('var(')) return sheet
  const values = new Map<string, string>()
  for (const [, block = ''] of sheet.matchAll(/(?:^|[\s}])(?:\*|:root|html|body)\s*\{([^{}]*)\}/gi))
    for (const [, name = '', value = ''] of block.matchAll(/(--[\w-]+)\s*:\s*([^;{}]{1,80})/g))
      values.set(name, value.trim())
  return sheet.replace(
    /var\(\s*(--[\w-]+)\s*(?:,([^()]{0,80}))?\)/g,
    (all, name: string, other?: string) => values.get(name) ?? other?.trim() ?? all,
  )
}

/** The rules of a sheet, those of groups too where they hold for a screen. */
function rulesOf(sheet: string): StyleRule[] {
  const text = withValues(sheet.replace(/\/\*[\s\S]*?(?:\*\/|$)|<!--|-->/g, ' '))
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
      if (!head.startsWith('@') && groups.every(Boolean)) rules.push(...nestedRules(head, text.slice(at + 1, end), 0))
      at = end
      from = end + 1
    }
  }
  return rules
}

/** Rules within rules go no deeper than this. */
const DEEPEST = 4

/** A rule, and those that are written within it (CSS Nesting 1): `&` is what the outer one selects. */
function nestedRules(head: string, block: string, depth: number): StyleRule[] {
  if (!block.includes('{')) return ruleOf(head, block)
  if (depth > DEEPEST) return []
  const rules: StyleRule[] = []
  let own = ''
  let from = 0
  for (let at = block.indexOf('{'); at >= 0; at = block.indexOf('{', from)) {
    const before = block.slice(from, at)
    const cut = before.lastIndexOf(';') + 1
    own += before.slice(0, cut)
    const inner = before.slice(cut).trim()
    const end = blockEnd(block, at)
    const body = block.slice(at + 1, end)
    const group = /^@(media|supports|layer)\b(.*)$/is.exec(inner)
    if (group && (group[1]?.toLowerCase() !== 'media' || media(group[2] ?? '')))
      rules.push(...nestedRules(head, body, depth + 1))
    else if (!inner.startsWith('@')) rules.push(...nestedRules(withinSelector(head, inner), body, depth + 1))
    from = end + 1
  }
  return [...ruleOf(head, own + block.slice(from)), ...rules]
}

const withinSelector = (outer: string, inner: string): string =>
  selectorList(inner)
    .map((one) => (one.includes('&') ? one.replaceAll('&', `:is(${outer})`) : `:is(${outer}) ${one.trim()}`))
    .join(',')

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
  return selectorList(head).flatMap((text) => {
    const selector = selectorOf(text)
    return selector ? [{ selector, declarations }] : []
  })
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
