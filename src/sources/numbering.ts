/** Numbers that Word prints and does not store: numbering.xml and styles.xml → 一、, （二）, 3. (ECMA-376 part 1, 17.9). */

import { visitXml } from './xml.js'

interface Level {
  start: number
  format: string
  text: string
  /** What stands between number and text: tab, space or nothing. */
  suffix: string
}

export interface Numbering {
  /** The text of the next paragraph of a list with its number; counts on. */
  next(numId: string, level: number, text: string): string
  /** List and level that a style gives its paragraphs. */
  ofStyle(style: string): { numId: string; level: number } | null
}

export function readNumbering(numberingXml: string | null, stylesXml: string | null): Numbering {
  const levels = new Map<string, Map<number, Level>>()
  const lists = new Map<string, string>()
  const overrides = new Map<string, Map<number, number>>()
  /** Levels that a list has instead of those of its definition. */
  const replaced = new Map<string, Map<number, Level>>()
  const styles = new Map<string, { numId: string | null; level: number; basedOn: string | null }>()
  let abstract = ''
  let level = 0
  let num = ''
  let style = ''
  each(numberingXml, (name, value, attributes) => {
    const defined = num ? replaced.get(num) : levels.get(abstract)
    const one = defined?.get(level)
    if (name === 'abstractNum') {
      abstract = attributes.abstractNumId ?? ''
      num = ''
      levels.set(abstract, new Map())
    } else if (name === 'lvl') {
      level = Number(attributes.ilvl ?? 0)
      defined?.set(level, { start: 1, format: 'decimal', text: '', suffix: 'tab' })
    } else if (name === 'num') {
      num = attributes.numId ?? ''
      replaced.set(num, new Map())
    } else if (name === 'abstractNumId' && num) lists.set(num, value)
    else if (name === 'lvlOverride') level = Number(attributes.ilvl ?? 0)
    else if (name === 'startOverride') {
      const starts = overrides.get(num) ?? new Map<number, number>()
      overrides.set(num, starts.set(level, Number(value)))
    } else if (one && name === 'start') one.start = Number(value) || 0
    else if (one && name === 'numFmt') one.format = value
    else if (one && name === 'lvlText') one.text = value
    else if (one && name === 'suff') one.suffix = value
  })
  each(stylesXml, (name, value, attributes) => {
    if (name === 'style') {
      style = attributes.styleId ?? ''
      styles.set(style, { numId: null, level: 0, basedOn: null })
    }
    const one = styles.get(style)
    if (!one) return
    if (name === 'basedOn') one.basedOn = value
    else if (name === 'numId') one.numId = value
    else if (name === 'ilvl') one.level = Number(value)
  })
  const counters = new Map<string, number[]>()
  return {
    next(numId, at, text) {
      const of = lists.get(numId)
      const level = (n: number): Level | undefined =>
        replaced.get(numId)?.get(n) ?? (of === undefined ? undefined : levels.get(of)?.get(n))
      const def = level(at)
      if (of === undefined || !def || def.format === 'none' || def.format === 'bullet') return text
      const key = overrides.has(numId) ? `num ${numId}` : of
      const counts = counters.get(key) ?? []
      counters.set(key, counts)
      const startOf = (n: number): number => overrides.get(numId)?.get(n) ?? level(n)?.start ?? 1
      for (let n = 0; n < at; n++) counts[n] ??= startOf(n)
      counts[at] = counts[at] === undefined ? startOf(at) : counts[at] + 1
      counts.length = at + 1
      const number = def.text.replace(/%(\d)/g, (_, n) => {
        const which = Number(n) - 1
        return formatNumber(counts[which] ?? startOf(which), level(which)?.format ?? 'decimal')
      })
      // Where both are digits, or might be, they must not run together.
      const apart = def.suffix !== 'nothing' && (/[\dA-Za-z]$/.test(number) || /^\d/.test(text))
      return apart ? `${number} ${text}` : number + text
    },
    ofStyle(id) {
      let one = styles.get(id)
      for (let depth = 0; one && depth < 20; depth++) {
        if (one.numId !== null) return { numId: one.numId, level: one.level }
        one = one.basedOn === null ? undefined : styles.get(one.basedOn)
      }
      return null
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

const HAN = '〇一二三四五六七八九'

function formatNumber(value: number, format: string): string {
  if (/^(?:chinese|taiwanese|japanese|korean)(?:Counting|CountingThousand|LegalSimplified|Digital.*)?$/.test(format))
    return hanNumber(value)
  if (format === 'ideographDigital') return [...String(value)].map((digit) => HAN[Number(digit)] ?? digit).join('')
  if (format === 'decimalEnclosedCircle' || format === 'decimalEnclosedCircleChinese')
    return value >= 1 && value <= 20 ? String.fromCodePoint(0x2460 + value - 1) : String(value)
  if (/^(?:lower|upper)Letter$/.test(format)) {
    const letter = String.fromCharCode(97 + ((value - 1) % 26))
    return format.startsWith('upper') ? letter.toUpperCase() : letter
  }
  return String(value)
}

/** 1 → 一, 12 → 十二, 20 → 二十; up to 99, as no list of a report is longer. */
function hanNumber(value: number): string {
  if (value < 0 || value > 99) return String(value)
  const tens = Math.floor(value / 10)
  const ones = value % 10
  if (tens === 0) return HAN[ones] ?? ''
  return `${tens > 1 ? HAN[tens] : ''}十${ones > 0 ? HAN[ones] : ''}`
}
