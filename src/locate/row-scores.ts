/**
 * How well printed labels are those of the rows of a table of the form.
 *
 * Reports print the same few labels over and over: what was found for one is kept for the next, for the same label beside the same groups.
 * Nothing but the form and the texts goes into it, so that it is the same whatever was read before.
 */

import type { RowDef, TableDef } from '../forms/define.js'
import { kept, keptBy } from '../text/kept.js'
import { canonical } from '../text/normalize.js'
import { bestLikeness, EXACT, type Label, likeness, ordinalAgreement, parseLabel } from './labels.js'
import { last } from './located.js'

export interface OfficialRow {
  readonly block: number
  readonly row: RowDef
  readonly label: Label
  /** The label and its other wordings, in canonical form. */
  readonly names: readonly string[]
  readonly groups: readonly { readonly label: Label; readonly plain: string }[]
}

export interface OwnLabel {
  readonly label: Label
  readonly group: Label | null
}

export interface RowLabels {
  readonly official: readonly OfficialRow[]
  /** A label without that of its group, where both stand in one text. */
  own(text: string): OwnLabel
  /** True for the label of a group of rows, and of no row. */
  isGroup(label: Label): boolean
  /** True for the beginning of the label of a group, with its number, that is the label of no row. */
  isStump(label: Label): boolean
  /** True for the label of a row, to the letter. */
  isOfficial(label: Label): boolean
  /** True for the label of a row but for a slip or two. */
  isNearly(label: Label): boolean
  /** How much it is like the likest label of a row. */
  likest(label: Label): number
  /** For every row of the form in order how well a label beside those of its groups is the row's; NaN where it cannot be. */
  scores(label: Label, groups: readonly Label[], threshold: number): Float64Array
}

/** Labels with fewer characters are known by their number too. */
const SHORT = 4

/** A label with a slip or two: 2其他法律行政法规禁止公开. */
const NEARLY = 0.9

/** Findings that are kept for a table of the form; hostile input has no end of labels. */
const MOST_KEPT = 5000

const prepared = new WeakMap<TableDef, RowLabels>()

export function rowLabels(def: TableDef): RowLabels {
  let labels = prepared.get(def)
  if (!labels) {
    labels = prepare(def)
    prepared.set(def, labels)
  }
  return labels
}

function prepare(def: TableDef): RowLabels {
  const official = def.blocks.flatMap((block, b) =>
    block.rows.map(
      (row): OfficialRow => ({
        block: b,
        row,
        label: parseLabel(last(row.path)),
        names: [last(row.path), ...(row.aliases ?? [])].map(canonical),
        groups: row.path.slice(0, -1).map((text) => ({ label: parseLabel(text), plain: canonical(text) })),
      }),
    ),
  )
  const groupLabels = [...new Set(official.flatMap(({ row }) => row.path.slice(0, -1)))].map(parseLabel)
  /** How like a label is to the row that it is most like. */
  const likest = kept(
    (label: Label) => Math.max(0, ...official.map(({ row }) => bestLikeness(label, last(row.path), row.aliases))),
    MOST_KEPT,
  )
  const isOfficial = (label: Label): boolean => label.body !== '' && likest(label) >= EXACT
  const likestGroup = kept(
    (label: Label) => Math.max(0, ...groupLabels.map((group) => likeness(label, group))),
    MOST_KEPT,
  )

  const score = (label: Label, groups: readonly Label[], target: OfficialRow, threshold: number): number => {
    const like = bestLikeness(label, last(target.row.path), target.row.aliases)
    // A label that is another one of the form to the letter is no misprint of this one: 本年新收…, 上年结转….
    if (like < EXACT && isOfficial(label)) return Number.NaN
    const ordinal = ordinalAgreement(label.ordinal, target.label.ordinal)
    // A row beside a group of this name is a part of it: （六）其他处理, 3.其他.
    if (ordinal < 0 && groups.some((text) => likeness(text, target.label) >= 0.7)) return Number.NaN
    // 3.其他 is no （六）其他: so short a label says little against its number.
    if (ordinal < 0 && label.core.length < SHORT) return Number.NaN
    const group = groupAgreement(groups, target, likestGroup)
    // Only the number is left of the label, or only a stump of it: order and number must tell.
    if (label.body === '' && ordinal === 1) return 0.3 + group * 0.1
    if (like < threshold && !(like >= threshold * 0.7 && ordinal === 1 && group >= 0)) return Number.NaN
    return like + ordinal * (ordinal < 0 ? 0.3 : 0.12) + group * (group < 0 ? 0.35 : 0.08)
  }
  return {
    official,
    own: kept((text: string) => withoutGroup(text, official), MOST_KEPT),
    isGroup: (label) => likestGroup(label) >= 0.8 && likest(label) < 0.8,
    isStump: (label) =>
      label.body !== '' &&
      groupLabels.some(
        ({ ordinal, body }) => ordinalAgreement(ordinal, label.ordinal) > 0 && body.startsWith(label.body),
      ) &&
      !official.some(
        ({ row, label: { ordinal } }) =>
          ordinalAgreement(ordinal, label.ordinal) > 0 && bestLikeness(label, last(row.path), row.aliases) >= EXACT,
      ),
    isOfficial,
    likest,
    isNearly: (label) => likest(label) >= NEARLY,
    scores: keptBy(
      (label: Label, groups: readonly Label[], threshold: number) =>
        `${threshold} ${label.id} ${groups.map(({ id }) => id).join(' ')}`,
      (label, groups, threshold) => Float64Array.from(official, (target) => score(label, groups, target, threshold)),
      MOST_KEPT,
    ),
  }
}

/**
 * A label behind that of its group, in one cell: （三）不予公开—1.属于国家秘密. Of the label of a group that runs down beside its rows, a line may stand
 * before that of a row, where no ruling parts them: 三、本 （一）予以公开.
 */
function withoutGroup(text: string, official: readonly OfficialRow[]): OwnLabel {
  const label = parseLabel(text)
  const whole = canonical(text)
  for (const { row, names, groups } of official)
    for (const { label: group, plain } of groups) {
      if (label.body.startsWith(group.body)) {
        const rest = parseLabel(label.body.slice(group.body.length).replace(/^[-:,./]+/, ''))
        if (bestLikeness(rest, last(row.path), row.aliases) >= EXACT) return { label: rest, group }
      }
      const own = names.find((name) => whole.length > name.length + 1 && whole.endsWith(name))
      if (own !== undefined && plain.includes(whole.slice(0, -own.length))) return { label: parseLabel(own), group }
    }
  return { label, group: null }
}

/** 1 where a printed group label is the official one, -1 where it is another one of the form, else 0. */
function groupAgreement(
  printed: readonly Label[],
  { groups }: OfficialRow,
  likestGroup: (label: Label) => number,
): number {
  let sum = 0
  for (const label of printed) {
    if (groups.some((group) => likeness(label, group.label) >= 0.7)) sum = 1
    else if (likestGroup(label) >= 0.8) return -1
  }
  return sum
}
