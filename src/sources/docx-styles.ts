/** Styles of a Word file: what text looks like by the style of its paragraph and of its run (ECMA-376 part 1, 17.7). */

import { visitXml } from './xml.js'

/** What the direct formatting of a run, or a style, says; what it does not say is open. */
export interface RunLook {
  hidden?: boolean
  struck?: boolean
  /** Raised or lowered, as the number of a note is. */
  raised?: boolean
  /** Half-points above the line, below it where negative. */
  position?: number
  /** Of the colour of paper: on a dark ground all of a cell is. */
  white?: boolean
  /** In half-points; 0 where nothing says it. */
  size?: number
}

interface Style extends RunLook {
  readonly kind: string
  readonly name: string
  basedOn: string | null
  link: string | null
  numId: string | null
  level: number | null
  centred: boolean | null
  outline: number | null
}

export interface Styles {
  /** How a run looks by the styles of its paragraph and its own, before its direct formatting. */
  run(paragraph: string | null, character: string | null): Required<RunLook>
  paragraph(id: string | null): { readonly centred: boolean; readonly heading: boolean }
  /** List of a style; `level` null where it is that of the level that names the style. `chain` begins with the style. */
  list(id: string): { readonly numId: string; readonly level: number | null; readonly chain: readonly string[] } | null
}

/** Styles are based on each other this often at most: some are on themselves. */
const LONGEST_CHAIN = 20

/** An element that switches something on, unless it says the reverse (ECMA-376 part 1, 17.17.4). */
export const isOn = (value: string | undefined): boolean => value === undefined || !/^(?:0|false|off|none)$/.test(value)

/** Note what a child of `w:rPr` says of a run. */
export function noteLook(look: RunLook, local: string, value: string | undefined): void {
  if (local === 'vanish') look.hidden = isOn(value)
  else if (local === 'strike' || local === 'dstrike') look.struck = isOn(value) || (look.struck ?? false)
  else if (local === 'vertAlign') look.raised = value !== 'baseline'
  else if (local === 'position') look.position = Number(value) || 0
  else if (local === 'color') look.white = /^f{6}$/i.test(value ?? '')
  else if (local === 'sz') look.size = Number(value) || 0
}

/** The styles of styles.xml; what stands behind a fault does not count. */
export function readStyles(xml: string | null): Styles {
  const styles = new Map<string, Style>()
  const defaults: RunLook = {}
  const names: string[] = []
  let current: Style | null = null
  let usual: string | null = null
  const open = (local: string, attributes: Readonly<Record<string, string>>): void => {
    const parent = names[names.length - 1]
    const around = names[names.length - 2]
    names.push(local)
    const value = attributes.val
    if (local === 'style') {
      current = { kind: attributes.type ?? 'paragraph', name: '', ...NOTHING }
      styles.set(attributes.styleId ?? '', current)
      if (current.kind === 'paragraph' && attributes.default !== undefined && isOn(attributes.default))
        usual = attributes.styleId ?? null
    } else if (parent === 'rPr' && around === 'rPrDefault') noteLook(defaults, local, value)
    else if (!current) return
    else if (parent === 'style') {
      if (local === 'basedOn') current.basedOn = value ?? null
      else if (local === 'link') current.link = value ?? null
      else if (local === 'name') Object.assign(current, { name: value ?? '' })
    } else if (parent === 'rPr' && around === 'style') noteLook(current, local, value)
    else if (parent === 'pPr' && around === 'style') {
      if (local === 'jc') current.centred = value === 'center'
      else if (local === 'outlineLvl') current.outline = Number(value)
    } else if (parent === 'numPr') {
      if (local === 'numId') current.numId = value ?? null
      else if (local === 'ilvl') current.level = Number(value)
    }
  }
  const close = (local: string): void => {
    names.pop()
    if (local === 'style') current = null
  }
  if (xml) visitXml(xml, { open, close })

  /** A style and those it is based on. */
  const chain = (id: string | null, kind: string): [string, Style][] => {
    const found: [string, Style][] = []
    for (let at = id; at !== null && found.length < LONGEST_CHAIN; ) {
      const style = styles.get(at)
      if (!style || style.kind !== kind) break
      found.push([at, style])
      at = style.basedOn
    }
    return found
  }
  const nearest = <T>(list: readonly [string, Style][], pick: (style: Style) => T | null | undefined): T | null => {
    for (const [, style] of list) {
      const found = pick(style)
      if (found !== null && found !== undefined) return found
    }
    return null
  }
  const looks = new Map<string, Required<RunLook>>()
  return {
    run(paragraph, character) {
      const key = `${paragraph ?? ''}\n${character ?? ''}`
      const known = looks.get(key)
      if (known) return known
      const one = chain(paragraph ?? usual, 'paragraph')
      const style = character === null ? undefined : styles.get(character)
      const two = chain(style?.kind === 'paragraph' ? style.link : character, 'character')
      /** Properties that both kinds of styles switch on cancel each other (17.7.3). */
      const toggled = (pick: (look: RunLook) => boolean | undefined): boolean =>
        (pick(defaults) ?? false) || (nearest(one, pick) ?? false) !== (nearest(two, pick) ?? false)
      const look = {
        hidden: toggled((of) => of.hidden),
        struck: toggled((of) => of.struck),
        raised: nearest(two, (of) => of.raised) ?? nearest(one, (of) => of.raised) ?? false,
        position: nearest(two, (of) => of.position) ?? nearest(one, (of) => of.position) ?? 0,
        white: nearest(two, (of) => of.white) ?? nearest(one, (of) => of.white) ?? false,
        size: nearest(two, (of) => of.size) ?? nearest(one, (of) => of.size) ?? defaults.size ?? 0,
      }
      looks.set(key, look)
      return look
    },
    paragraph(id) {
      const list = chain(id ?? usual, 'paragraph')
      const outline = nearest(list, (style) => style.outline)
      return {
        centred: nearest(list, (style) => style.centred) ?? false,
        // Level 9 is that of the text.
        heading: outline === null ? list.some(([, { name }]) => HEADING.test(name)) : outline < 9,
      }
    },
    list(id) {
      const list = chain(id, 'paragraph')
      // The style of a list is of a kind of its own.
      const all = list.length > 0 ? list : chain(id, 'numbering')
      const numId = nearest(all, (style) => style.numId)
      if (numId === null) return null
      return { numId, level: nearest(all, (style) => style.level), chain: all.map(([name]) => name) }
    },
  }
}

const NOTHING = { basedOn: null, link: null, numId: null, level: null, centred: null, outline: null }

/** Names that Word and WPS give the styles of headings. */
const HEADING = /^(?:heading|标题)\s*[1-9]$|^title$/i
