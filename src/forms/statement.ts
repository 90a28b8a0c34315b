/**
 * What a rule says, parsed: an equation or a limit, or one that is to hold where another does.
 *
 *     total = upheld + corrected
 *     2 * disclosed <= totalDisclosed + 1.5 * produced
 *     decisions > 0 => previousItems + change > 0
 *     projects > 0 <=> amount > 0
 */

import type { Equation } from './equation.js'

export interface Product {
  readonly coefficient: number
  readonly id: string
}

/** `left op right + constant`: the left side is what is printed, the right side what it should be. */
export interface Comparison {
  readonly left: readonly Product[]
  readonly op: Equation['op'] | '>' | '<'
  readonly right: readonly Product[]
  readonly constant: number
}

export interface Statement {
  /** Where this does not hold, nothing is said. */
  readonly condition: Comparison | null
  readonly claim: Comparison
  /** Each follows from the other: the condition holds only where the claim does, and the claim only where it does. */
  readonly both: boolean
}

const cache = new Map<string, Statement>()

/** Parse what a rule says. Throws a SyntaxError that names the place of a mistake. */
export function parseStatement(text: string): Statement {
  const known = cache.get(text)
  if (known) return known
  const [first = '', second, ...more] = text.split(/<=>|(?<![<>=])=>/)
  if (more.length > 0) throw new SyntaxError(`more than one => in "${text}"`)
  const statement: Statement =
    second === undefined
      ? { condition: null, claim: parseComparison(first, text), both: false }
      : { condition: parseComparison(first, text), claim: parseComparison(second, text), both: text.includes('<=>') }
  // Rules of users come and go; those of the forms are few.
  if (cache.size > 1_000) cache.clear()
  cache.set(text, statement)
  return statement
}

/** Ids that a statement speaks of, each once, in their order. */
export const idsOf = ({ condition, claim }: Statement): string[] => [
  ...new Set([condition, claim].flatMap((one) => (one ? [...one.left, ...one.right] : [])).map(({ id }) => id)),
]

function parseComparison(part: string, text: string): Comparison {
  const match = /^([^<>=]*)(>=|<=|=|>|<)([^<>=]*)$/.exec(part)
  if (!match) {
    const found = /[<>=]+/.exec(part)?.[0]
    throw new SyntaxError(
      found
        ? `one of =, >=, <=, > and < between two sides, not "${found}…" in "${text}"`
        : `no =, >= or <= in "${text}"`,
    )
  }
  const [, left = '', op, right = ''] = match
  const a = parseSide(left, text)
  const b = parseSide(right, text)
  if (a.constant !== 0) throw new SyntaxError(`a number on the printed side of "${text}"`)
  return { left: a.products, op: op as Comparison['op'], right: b.products, constant: b.constant }
}

const TOKEN =
  /\s*(?:([+-])|(\d+(?:\.\d{1,6})?)\s*\*\s*([A-Za-z][A-Za-z0-9.]*)|([A-Za-z][A-Za-z0-9.]*)|(\d+(?:\.\d{1,6})?)(?!\s*\*))\s*|(\S+)/g

function parseSide(side: string, text: string): { products: Product[]; constant: number } {
  const products: Product[] = []
  let constant = 0
  let sign = 1
  let expectTerm = true
  let signed = false
  for (const [token, plus, factor, scaled, id, number, odd] of side.matchAll(TOKEN)) {
    if (odd !== undefined) throw new SyntaxError(`unexpected "${odd}" in "${text}"`)
    if (plus !== undefined) {
      if (signed) throw new SyntaxError(`two signs in a row in "${text}"`)
      sign = plus === '-' ? -1 : 1
      expectTerm = true
      signed = true
      continue
    }
    if (!expectTerm) throw new SyntaxError(`a sign is missing before "${token.trim()}" in "${text}"`)
    if (number !== undefined) constant += sign * Number(number)
    else products.push({ coefficient: sign * Number(factor ?? 1), id: scaled ?? id ?? '' })
    sign = 1
    expectTerm = false
    signed = false
  }
  if (expectTerm)
    throw new SyntaxError(
      side.trim() === '' ? `one side of "${text}" is empty` : `nothing after the last sign of "${text}"`,
    )
  return { products, constant }
}
