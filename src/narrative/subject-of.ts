/** What a quantity counts: the words before it, or those behind it. */

import { defaultUnits, fillers, type SubjectDef, subjects } from '../forms/subjects.js'

/** A clause is looked at no further back than this. */
const REACH = 80
/** Words taken away one after another before a clause is given up. */
const MOST_FILLERS = 10

interface Matcher {
  readonly def: SubjectDef
  readonly before: RegExp | null
  readonly behind: RegExp | null
  readonly lead: RegExp | null
  readonly units: RegExp
  readonly context: RegExp | null
  readonly not: RegExp | null
}

const regex = (source: string | undefined): RegExp | null => (source === undefined ? null : new RegExp(source, 'u'))

let compiled: readonly Matcher[] | null = null
/** Compiled on first use: importing the package costs nothing. */
const matchers = (): readonly Matcher[] => {
  compiled ??= subjects.map((def) => ({
    def,
    before: regex(def.before),
    behind: regex(def.behind === undefined ? undefined : `^${def.behind}`),
    lead: regex(def.lead),
    units: new RegExp(`^(?:${def.units ?? defaultUnits})$`, 'u'),
    context: regex(def.context),
    not: regex(def.not),
  }))
  return compiled
}

export interface Surroundings {
  /** From the quantity before, or the beginning of the sentence, to this one. */
  readonly left: string
  /** From this quantity to the next, or the end of the sentence. */
  readonly right: string
  readonly unit: string
  /** What the paragraph has said so far, and the whole sentence. */
  readonly context: string
}

/** The subject of a quantity; null where its words name none. */
export function subjectOf({ left, right, unit, context }: Surroundings): SubjectDef | null {
  const clause = clauseBefore(left, right)
  const stages = stagesOf(clause)
  for (const { def, before, behind, lead, units, context: about, not } of matchers()) {
    if (!units.test(unit) || (about && !about.test(context)) || not?.test(clause + unit)) continue
    if (before && stages.some((stage) => before.test(stage))) return def
    if (lead?.test(clause) && behind?.test(right)) return def
  }
  return null
}

/**
 * The words before a quantity, from the last mark. A clause of fillers alone goes with the one before it, 收到申请，共计5件; one that has no words
 * at all does not, nor does a figure that is explained behind it: 2件为网上申请.
 */
function clauseBefore(left: string, right: string): string {
  // What a bracket adds stands between the words and the figure: 不予处理（重复申请）2件.
  // What ends a bracket that was opened before the figure before is no clause of this one.
  const bare = left
    .slice(-3 * REACH)
    .replace(/^[^()]*\)/, '')
    .replace(/\([^()]*\)$/, '')
  const parts = bare.split(/[，；()]/)
  let clause = parts.pop() ?? ''
  if (clause === '' || EXPLAINED.test(right)) return clause.slice(-REACH)
  while (parts.length > 0 && strip(clause) === '') {
    const before = parts.pop() ?? ''
    clause = before + clause
    if (before !== '') break
  }
  return clause.slice(-REACH)
}

/** What a figure is said to be, behind it. */
const EXPLAINED = /^(?:为|是|属|因|系)/

const ordered = [...fillers].sort((a, b) => b.length - a.length)

const shorter = (text: string): string | null => {
  const filler = ordered.find((one) => text.endsWith(one))
  return filler === undefined ? null : text.slice(0, -filler.length)
}

const strip = (text: string): string => {
  let rest = text
  for (let next = shorter(rest); next !== null; next = shorter(rest)) rest = next
  return rest
}

function stagesOf(clause: string): string[] {
  const stages = [clause]
  let rest = clause
  for (let i = 0; i < MOST_FILLERS; i++) {
    const next = shorter(rest)
    if (next === null || next === '') break
    stages.push(next)
    rest = next
  }
  return stages
}
