/**
 * Selectors of style sheets, as far as a saved page alone answers them: names, classes, ids, attributes, places among siblings, and one element
 * within or beside another (Selectors 4). What asks for a pointer, a state or a width is not known, and its rule is left out.
 */

import { attribute, type Element, isElement, type ParentNode, parentOf } from './page-tree.js'

type Combinator = ' ' | '>' | '+' | '~'

interface Compound {
  readonly tag: string | null
  readonly id: string | null
  readonly classes: readonly string[]
  readonly tests: readonly ((element: Element) => boolean)[]
  /** How it stands to the one before it. */
  readonly combinator: Combinator
}

export interface Selector {
  /** Outermost first; the last is the element's own. */
  readonly compounds: readonly Compound[]
  readonly weight: number
  /** The rule is for text that the sheet puts before or behind what the element holds. */
  readonly pseudo: 'before' | 'after' | null
}

const ID = 1e4
const CLASS = 100

/** Selectors in selectors go no deeper than this. */
const DEEPEST = 3

/** Elements looked at to find one that fits; more are in pages made to cost time. */
const MOST_STEPS = 2_000

const NAME = String.raw`(?:[\w-]|[^\x00-\x7f]|\\.)+`
const SIMPLE = new RegExp(
  String.raw`^(?:(\*)|([a-z][\w-]*)|#(${NAME})|\.(${NAME})|\[\s*([\w-]+)\s*(?:([~|^$*]?=)\s*("[^"]*"|'[^']*'|[^\]\s"']+)\s*([is])?\s*)?\]|::?([\w-]+))`,
  'i',
)

/** Null for a selector that the page alone does not answer. */
export function selectorOf(text: string, depth = 0): Selector | null {
  const compounds: Compound[] = []
  let weight = 0
  let rest = text.trim()
  let combinator: Combinator = ' '
  let pseudo: Selector['pseudo'] = null
  while (rest !== '') {
    let tag: string | null = null
    let id: string | null = null
    const classes: string[] = []
    const tests: ((element: Element) => boolean)[] = []
    let any = false
    for (let match = SIMPLE.exec(rest); match; match = SIMPLE.exec(rest)) {
      const [all, every, name, ownId, className, attr, sign, value, flag, colon] = match
      // Nothing stands behind what is put before or behind an element, and a name stands first.
      if (pseudo || ((every || name) && any)) return null
      any = true
      rest = rest.slice(all.length)
      if (every) continue
      if (name) {
        tag = name.toLowerCase()
        weight += 1
      } else if (ownId) {
        id = plain(ownId)
        weight += ID
      } else if (className) {
        classes.push(plain(className))
        weight += CLASS
      } else if (attr) {
        tests.push(attributeTest(attr.toLowerCase(), sign, value?.replace(/^(["'])(.*)\1$/s, '$2'), flag))
        weight += CLASS
      } else if (/^(?:before|after)$/i.test(colon ?? ''))
        pseudo = colon?.toLowerCase() === 'before' ? 'before' : 'after'
      else {
        const inside = bracketed(rest)
        rest = rest.slice(inside === null ? 0 : inside.length + 2)
        const test = pseudoClass(colon?.toLowerCase() ?? '', inside, depth)
        if (!test) return null
        tests.push(test.test)
        weight += test.weight
      }
    }
    if (!any) return null
    compounds.push({ tag, id, classes, tests, combinator })
    const between = /^\s*([>+~])\s*|^\s+/.exec(rest)
    if (rest !== '' && !between) return null
    combinator = (between?.[1] as Combinator | undefined) ?? ' '
    rest = rest.slice(between?.[0].length ?? 0)
    if (rest === '' && between?.[1]) return null
  }
  return compounds.length > 0 ? { compounds, weight, pseudo } : null
}

const plain = (name: string): string => name.replace(/\\(.)/g, '$1')

/** The text in the brackets that a text begins with, null where it begins with none. */
function bracketed(text: string): string | null {
  if (text[0] !== '(') return null
  let depth = 0
  for (let i = 0; i < text.length; i++) {
    if (text[i] === '(') depth++
    else if (text[i] === ')' && --depth === 0) return text.slice(1, i)
  }
  return null
}

/** The selectors of a list, cut at commas that stand in no brackets. */
export function selectorList(text: string): string[] {
  const parts: string[] = []
  let depth = 0
  let from = 0
  for (let i = 0; i < text.length; i++) {
    const char = text[i]
    if (char === '(' || char === '[') depth++
    else if (char === ')' || char === ']') depth--
    else if (char === ',' && depth === 0) {
      parts.push(text.slice(from, i))
      from = i + 1
    }
  }
  return [...parts, text.slice(from)]
}

function attributeTest(
  name: string,
  sign: string | undefined,
  value: string | undefined,
  flag: string | undefined,
): (element: Element) => boolean {
  const same = (text: string): string => (flag?.toLowerCase() === 'i' ? text.toLowerCase() : text)
  const wanted = same(value ?? '')
  return (element) => {
    const own = attribute(element, name)
    if (own === null || sign === undefined) return own !== null
    const has = same(own)
    if (sign === '=') return has === wanted
    if (wanted === '') return false
    if (sign === '~=') return has.split(/\s+/).includes(wanted)
    if (sign === '|=') return has === wanted || has.startsWith(`${wanted}-`)
    return sign === '^=' ? has.startsWith(wanted) : sign === '$=' ? has.endsWith(wanted) : has.includes(wanted)
  }
}

interface Test {
  readonly test: (element: Element) => boolean
  readonly weight: number
}

function pseudoClass(name: string, inside: string | null, depth: number): Test | null {
  const place = (test: (at: Standing) => boolean): Test => ({
    test: (element) => {
      const at = standing(element)
      return at !== null && test(at)
    },
    weight: CLASS,
  })
  if (inside === null) {
    if (name === 'first-child') return place(({ index }) => index === 1)
    if (name === 'last-child') return place(({ fromEnd }) => fromEnd === 1)
    if (name === 'only-child') return place(({ index, fromEnd }) => index === 1 && fromEnd === 1)
    if (name === 'first-of-type') return place(({ ofType }) => ofType === 1)
    if (name === 'last-of-type') return place(({ ofTypeFromEnd }) => ofTypeFromEnd === 1)
    if (name === 'only-of-type') return place(({ ofType, ofTypeFromEnd }) => ofType === 1 && ofTypeFromEnd === 1)
    if (name === 'empty') return { test: ({ childNodes }) => childNodes.length === 0, weight: CLASS }
    if (name === 'root') return { test: ({ tagName }) => tagName === 'html', weight: CLASS }
    return null
  }
  const counted = COUNTED.get(name)
  if (counted) {
    const nth = nthOf(inside)
    return nth && place((at) => nth(counted(at)))
  }
  if (!/^(?:not|is|where|matches|-webkit-any|-moz-any)$/.test(name) || depth >= DEEPEST) return null
  const list = selectorList(inside).map((one) => selectorOf(one, depth + 1))
  // One of them that is not known leaves the answer open.
  if (list.some((one) => one === null || one.pseudo)) return null
  const known = list as Selector[]
  const weight = name === 'where' ? 0 : Math.max(...known.map((one) => one.weight))
  const fits = (element: Element): boolean => known.some((one) => matches(element, one))
  return { test: name === 'not' ? (element) => !fits(element) : fits, weight }
}

const COUNTED: ReadonlyMap<string, (at: Standing) => number> = new Map([
  ['nth-child', ({ index }: Standing) => index],
  ['nth-last-child', ({ fromEnd }: Standing) => fromEnd],
  ['nth-of-type', ({ ofType }: Standing) => ofType],
  ['nth-last-of-type', ({ ofTypeFromEnd }: Standing) => ofTypeFromEnd],
])

/** `odd`, `3`, `2n+1`: which places are meant. */
function nthOf(text: string): ((place: number) => boolean) | null {
  const folded = text.toLowerCase().replace(/\s+/g, '')
  const match = /^(?:(odd)|(even)|([+-]?\d+)|([+-]?\d*)n([+-]\d+)?)$/.exec(folded)
  if (!match) return null
  const [, odd, even, fixed, step, shift] = match
  if (fixed) return (place) => place === Number(fixed)
  const a = odd || even ? 2 : step === '' || step === '+' ? 1 : step === '-' ? -1 : Number(step)
  const b = odd ? 1 : Number(shift ?? 0)
  return (place) => (a === 0 ? place === b : (place - b) % a === 0 && (place - b) / a >= 0)
}

/** Where an element stands among the elements of its parent, counted from 1. */
interface Standing {
  readonly siblings: readonly Element[]
  readonly index: number
  readonly fromEnd: number
  readonly ofType: number
  readonly ofTypeFromEnd: number
}

const standings = new WeakMap<ParentNode, ReadonlyMap<Element, Standing>>()

function standing(element: Element): Standing | null {
  const parent = parentOf(element)
  if (!parent) return null
  const known = standings.get(parent)?.get(element)
  if (known) return known
  const siblings = parent.childNodes.filter(isElement)
  const types = new Map<string, number>()
  for (const { tagName } of siblings) types.set(tagName, (types.get(tagName) ?? 0) + 1)
  const seen = new Map<string, number>()
  const made = new Map(
    siblings.map((one, i): [Element, Standing] => {
      const ofType = (seen.get(one.tagName) ?? 0) + 1
      seen.set(one.tagName, ofType)
      const ofTypeFromEnd = (types.get(one.tagName) ?? 0) - ofType + 1
      return [one, { siblings, index: i + 1, fromEnd: siblings.length - i, ofType, ofTypeFromEnd }]
    }),
  )
  standings.set(parent, made)
  return made.get(element) ?? null
}

export const classesOf = (element: Element): string[] =>
  (attribute(element, 'class') ?? '').split(/\s+/).filter(Boolean)

function fits(element: Element, { tag, id, classes, tests }: Compound): boolean {
  if ((tag !== null && tag !== element.tagName) || (id !== null && id !== attribute(element, 'id'))) return false
  if (classes.length > 0) {
    const own = classesOf(element)
    if (!classes.every((name) => own.includes(name))) return false
  }
  return tests.every((test) => test(element))
}

export function matches(element: Element, { compounds }: Selector): boolean {
  let steps = 0
  const from = (at: Element, i: number): boolean => {
    const own = compounds[i] as Compound
    if (++steps > MOST_STEPS || !fits(at, own)) return false
    if (i === 0) return true
    const { combinator } = own
    if (combinator === '+' || combinator === '~') {
      const stands = standing(at)
      if (!stands) return false
      const { siblings, index } = stands
      const before = siblings[index - 2]
      if (combinator === '+') return before !== undefined && from(before, i - 1)
      for (let k = index - 2; k >= 0 && steps <= MOST_STEPS; k--) if (from(siblings[k] as Element, i - 1)) return true
      return false
    }
    for (let up = parentOf(at); up && isElement(up); up = parentOf(up)) {
      if (from(up, i - 1)) return true
      if (combinator === '>' || steps > MOST_STEPS) return false
    }
    return false
  }
  return from(element, compounds.length - 1)
}
