/** Equations of rules, parsed: `total = a + b`, `inForce >= issued - repealed`. */

export interface Term {
  readonly sign: 1 | -1
  readonly id: string
}

export interface Equation {
  readonly left: readonly Term[]
  readonly op: '=' | '>=' | '<='
  /** Constants on the right side, added up. */
  readonly right: readonly Term[]
  readonly constant: number
}

const cache = new Map<string, Equation>()

/** Parse an equation over ids. Throws a SyntaxError that names the place of a mistake. */
export function parseEquation(text: string): Equation {
  const known = cache.get(text)
  if (known) return known
  const match = /^(.*?)(>=|<=|=)(.*)$/.exec(text)
  if (!match) throw new SyntaxError(`no =, >= or <= in "${text}"`)
  const [, left = '', op, right = ''] = match
  const a = parseSide(left, text)
  const b = parseSide(right, text)
  if (a.constant !== 0) throw new SyntaxError(`a number on the printed side of "${text}"`)
  const equation: Equation = { left: a.terms, op: op as Equation['op'], right: b.terms, constant: b.constant }
  cache.set(text, equation)
  return equation
}

function parseSide(side: string, text: string): { terms: Term[]; constant: number } {
  const terms: Term[] = []
  let constant = 0
  let sign: 1 | -1 = 1
  let expectTerm = true
  let signed = false
  for (const match of side.matchAll(/\s*([+-]|[A-Za-z][A-Za-z0-9.]*|\d+)\s*|(\S)/g)) {
    const [, token] = match
    if (token === undefined) throw new SyntaxError(`unexpected "${match[2]}" in "${text}"`)
    if (token === '+' || token === '-') {
      if (signed) throw new SyntaxError(`two signs in a row in "${text}"`)
      sign = token === '-' ? -1 : 1
      expectTerm = true
      signed = true
    } else {
      if (!expectTerm) throw new SyntaxError(`a sign is missing before "${token}" in "${text}"`)
      if (/^\d/.test(token)) constant += sign * Number(token)
      else terms.push({ sign, id: token })
      sign = 1
      expectTerm = false
      signed = false
    }
  }
  if (expectTerm) throw new SyntaxError(`nothing after the last sign of "${text}"`)
  return { terms, constant }
}
