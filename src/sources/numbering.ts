/** Numbers that Word prints and does not store: numbering.xml → 一、, （二）, 3. (ECMA-376 part 1, 17.9). */

import type { Styles } from './docx-styles.js'
import { listNumber } from './list-numbers.js'
import { visitXml } from './xml.js'

interface Level {
  start: number
  format: string
  text: string
  /** What stands between number and text: tab, space or nothing. */
  suffix: string
  /** Counts anew behind a level up to this one, counted from 1; 0 never; by default behind any above. */
  restart: number | null
  /** All numbers in it are figures. */
  figures: boolean
  /** The style whose paragraphs stand on this level. */
  style: string | null
}

export interface Numbering {
  /** The text of the next paragraph of a list with its number; counts on. */
  next(numId: string, level: number, text: string): string
  /** List and level that a style gives its paragraphs. */
  ofStyle(style: string): { numId: string; level: number } | null
}

/** Levels of a list: a ninth is the last (17.9.3). */
const LEVELS = 9

export function readNumbering(numberingXml: string | null, styles: Styles): Numbering {
  const levels = new Map<string, Map<number, Level>>()
  const lists = new Map<string, string>()
  /** Definitions that are those of the style of a list. */
  const linked = new Map<string, string>()
  const overrides = new Map<string, Map<number, number>>()
  /** Levels that a list has instead of those of its definition. */
  const replaced = new Map<string, Map<number, Level>>()
  let abstract = ''
  let level = 0
  let num = ''
  each(numberingXml, (name, value, attributes) => {
    const defined = num ? replaced.get(num) : levels.get(abstract)
    const one = defined?.get(level)
    if (name === 'abstractNum') {
      abstract = attributes.abstractNumId ?? ''
      num = ''
      levels.set(abstract, new Map())
    } else if (name === 'lvl') {
      level = Number(attributes.ilvl ?? 0)
      defined?.set(level, {
        start: 1,
        format: 'decimal',
        text: '',
        suffix: 'tab',
        restart: null,
        figures: false,
        style: null,
      })
    } else if (name === 'num') {
      num = attributes.numId ?? ''
      replaced.set(num, new Map())
    } else if (name === 'numStyleLink' && !num) linked.set(abstract, value)
    else if (name === 'abstractNumId' && num) lists.set(num, value)
    else if (name === 'lvlOverride') level = Number(attributes.ilvl ?? 0)
    else if (name === 'startOverride') {
      const starts = overrides.get(num) ?? new Map<number, number>()
      overrides.set(num, starts.set(level, Number(value)))
    } else if (!one) return
    else if (name === 'start') one.start = Number(value) || 0
    else if (name === 'numFmt') one.format = value
    else if (name === 'lvlText') one.text = value
    else if (name === 'suff') one.suffix = value
    else if (name === 'lvlRestart') one.restart = Number(value) || 0
    else if (name === 'isLgl') one.figures = true
    else if (name === 'pStyle') one.style = value
  })
  /** The definition of a list, through the style that stands for it. */
  const definition = (numId: string): string | undefined => {
    let of = lists.get(numId)
    for (let hops = 0; of !== undefined && hops < 4; hops++) {
      const link = linked.get(of)
      const target = link === undefined ? null : styles.list(link)
      if (!target) break
      of = lists.get(target.numId)
    }
    return of
  }
  const counters = new Map<string, (number | undefined)[]>()
  return {
    next(numId, at, text) {
      const of = definition(numId)
      const level = (n: number): Level | undefined =>
        replaced.get(numId)?.get(n) ?? (of === undefined ? undefined : levels.get(of)?.get(n))
      const def = level(at)
      if (of === undefined || !def) return text
      const key = overrides.has(numId) ? `num ${numId}` : of
      const counts = counters.get(key) ?? []
      counters.set(key, counts)
      const startOf = (n: number): number => overrides.get(numId)?.get(n) ?? level(n)?.start ?? 1
      for (let n = 0; n < at; n++) counts[n] ??= startOf(n)
      const last = counts[at]
      counts[at] = last === undefined ? startOf(at) : last + 1
      for (let n = at + 1; n < LEVELS; n++) if (at < (level(n)?.restart ?? n)) counts[n] = undefined
      if (def.format === 'bullet') return text
      const number = def.text.replace(/%(\d)/g, (_, n) => {
        const which = Number(n) - 1
        const format = level(which)?.format ?? 'decimal'
        if (format === 'none') return ''
        return listNumber(counts[which] ?? startOf(which), def.figures ? 'decimal' : format)
      })
      if (number === '') return text
      // Where both are digits, or might be, they must not run together.
      const apart = def.suffix !== 'nothing' && (/[\dA-Za-z]$/.test(number) || /^\d/.test(text))
      return apart ? `${number} ${text}` : number + text
    },
    ofStyle(id) {
      const list = styles.list(id)
      if (!list) return null
      const { numId, level, chain } = list
      const of = definition(numId)
      const named = [...(of === undefined ? [] : (levels.get(of) ?? []))].find(
        ([, { style }]) => style !== null && chain.includes(style),
      )
      return { numId, level: level ?? named?.[0] ?? 0 }
    },
  }
}

/** Visit all elements; what stands behind a fault does not count: a list without its number is still a paragraph. */
function each(
  xml: string | null,
  visit: (name: string, value: string, attributes: Readonly<Record<string, string>>) => void,
): void {
  if (xml) visitXml(xml, { open: (name, attributes) => visit(name, attributes.val ?? '', attributes) })
}
