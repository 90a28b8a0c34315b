/**
 * Findings: what nianbao has to say about a report beside its figures. A closed union of codes; sentences are made
 * elsewhere (`messages/`), and nothing is ever parsed back out of a sentence.
 */

import type { TableId } from './forms/define.js'
import type { Place } from './types.js'

/** `error`: cannot be right. `warning`: probably wrong, or something could not be read. `info`: good to know. */
export type Level = 'error' | 'warning' | 'info'

export const levels: readonly Level[] = ['info', 'warning', 'error']

/** Whether the document itself prints figures that do not agree, or our reading of it is in doubt. */
export type Cause = 'published' | 'reading' | 'unknown'

interface CodeDef {
  readonly level: Level
  readonly stage: 'read' | 'layout' | 'locate' | 'build' | 'check'
  /** Rule of docs/forms.md that the code reports, where it is one of arithmetic or structure. */
  readonly rules?: readonly string[]
}

export const codes = {
  'read/degraded': { level: 'warning', stage: 'read' },
  'read/engine-warning': { level: 'info', stage: 'read' },
  'read/page-failed': { level: 'warning', stage: 'read' },
  'read/page-limit': { level: 'warning', stage: 'read' },
  'read/operator-limit': { level: 'warning', stage: 'read' },
  'read/font-lost': { level: 'warning', stage: 'read' },
  'read/ocr-layer': { level: 'warning', stage: 'read' },
  'read/no-text': { level: 'warning', stage: 'read' },
  'read/garbled': { level: 'warning', stage: 'read' },
  'read/scanned': { level: 'info', stage: 'read' },
  'read/scan-blank': { level: 'info', stage: 'read' },
  'read/scan-failed': { level: 'warning', stage: 'read' },
  'read/encoding': { level: 'info', stage: 'read' },
  'layout/stream': { level: 'info', stage: 'layout' },
  'locate/not-a-report': { level: 'warning', stage: 'locate' },
  'locate/several-reports': { level: 'info', stage: 'locate' },
  'locate/table-missing': { level: 'warning', stage: 'locate', rules: ['ST-TAB'] },
  'locate/section-missing': { level: 'info', stage: 'locate', rules: ['ST-SEC'] },
  'locate/row-missing': { level: 'warning', stage: 'locate' },
  'locate/column-missing': { level: 'warning', stage: 'locate', rules: ['T4-COLS'] },
  'locate/unplaced': { level: 'warning', stage: 'locate' },
  'locate/row-unmatched': { level: 'warning', stage: 'locate' },
  'locate/column-unmatched': { level: 'warning', stage: 'locate' },
  'locate/label-typo': { level: 'info', stage: 'locate', rules: ['ST-LABEL'] },
  'locate/label-lost': { level: 'warning', stage: 'locate' },
  'locate/form-mixed': { level: 'info', stage: 'locate', rules: ['T3-VAR'] },
  'locate/other-year': { level: 'warning', stage: 'check' },
  'locate/scope-missing': { level: 'info', stage: 'check', rules: ['SC-CAP'] },
  'locate/issuer-missing': { level: 'warning', stage: 'locate' },
  'locate/issuer-contradiction': { level: 'info', stage: 'locate' },
  'locate/issuer-misread': { level: 'info', stage: 'locate' },
  'locate/year-missing': { level: 'warning', stage: 'locate' },
  'locate/year-contradiction': { level: 'warning', stage: 'locate', rules: ['NV-YEAR'] },
  'cell/unreadable': { level: 'warning', stage: 'build', rules: ['ST-TOK'] },
  'cell/unit-missing': { level: 'warning', stage: 'build', rules: ['T2-UNIT'] },
  'cell/negative': { level: 'error', stage: 'check', rules: ['T2-NONNEG', 'T3-INT', 'T4-INT'] },
  'cell/shared': { level: 'warning', stage: 'build' },
  'applications/balance': { level: 'error', stage: 'check', rules: ['T3-BAL'] },
  'applications/outcome-total': { level: 'error', stage: 'check', rules: ['T3-OUT-G3', 'T3-OUT-G4'] },
  'applications/applicant-total': { level: 'error', stage: 'check', rules: ['T3-ROW'] },
  'applications/total-missing': { level: 'warning', stage: 'check', rules: ['T3-ROW'] },
  'applications/parts-missing': { level: 'warning', stage: 'check', rules: ['T3-ONLYTOTAL'] },
  'applications/subtotal': { level: 'warning', stage: 'check', rules: ['T3-SUB'] },
  'series/carry-forward': { level: 'warning', stage: 'check', rules: ['XY-CARRY'] },
  'series/in-force': { level: 'warning', stage: 'check', rules: ['XY-INFORCE'] },
  'series/items': { level: 'warning', stage: 'check', rules: ['XY-ITEMS'] },
  'series/disclosed': { level: 'info', stage: 'check', rules: ['XY-DISC'] },
  'series/pending': { level: 'info', stage: 'check', rules: ['XY-PENDING'] },
  'series/jump': { level: 'info', stage: 'check', rules: ['XY-JUMP'] },
  'series/unchanged': { level: 'info', stage: 'check', rules: ['XY-SAME'] },
  'series/growth': { level: 'info', stage: 'check', rules: ['NV-YOY'] },
  'series/copied-text': { level: 'info', stage: 'check', rules: ['XY-TEXT'] },
  'series/gap': { level: 'info', stage: 'check', rules: ['XY-GAP'] },
  'hierarchy/completeness': { level: 'info', stage: 'check' },
  'hierarchy/sum': { level: 'info', stage: 'check', rules: ['HI-SUM'] },
  'narrative/figure': {
    level: 'warning',
    stage: 'check',
    rules: [
      ...['NV-RECV', 'NV-DONE', 'NV-OVER', 'NV-FWD', 'NV-OUT', 'NV-T4', 'NV-NONE', 'NV-APPL', 'NV-DOC'],
      ...['NV-CHAN', 'NV-PRO', 'NV-UNITS', 'NV-PCT'],
    ],
  },
  'narrative/scope': { level: 'info', stage: 'check', rules: ['NV-RECV', 'NV-T4'] },
  'narrative/all-processed': { level: 'info', stage: 'check', rules: ['NV-ALL'] },
  'narrative/fee': { level: 'info', stage: 'check', rules: ['NV-FEE', 'NV-FEE10'] },
  'statistics/sum': {
    level: 'error',
    stage: 'check',
    rules: [
      'G2-RECV',
      'G2-DONE',
      'G2-REPLY',
      'G2-REFUSE',
      'G2-REV',
      'G2-LIT',
      'G2-STAFF',
      'G1-REQ',
      'G1-REP',
      'G1-REF',
    ],
  },
  'statistics/limit': {
    level: 'warning',
    stage: 'check',
    rules: ['G2-CHANMAX', 'G2-SUBSET', 'G2-NORM', 'G1-PRO'],
  },
  'statistics/replies': { level: 'info', stage: 'check', rules: ['G2-DONEREPLY'] },
  'disputes/total': {
    level: 'error',
    stage: 'check',
    rules: ['T4-SUM-REC', 'T4-SUM-DIR', 'T4-SUM-AFT', 'T4-ZEROTOTAL'],
  },
  'disputes/total-missing': { level: 'warning', stage: 'check', rules: ['T4-SUM-REC', 'T4-SUM-DIR', 'T4-SUM-AFT'] },
  'disputes/parts-missing': { level: 'warning', stage: 'check', rules: ['T4-SUM-REC', 'T4-SUM-DIR', 'T4-SUM-AFT'] },
  'disputes/ratio': { level: 'info', stage: 'check', rules: ['T4-RATIO'] },
  'proactiveDisclosure/in-force': { level: 'warning', stage: 'check', rules: ['T2-INFORCE'] },
  'proactiveDisclosure/disclosed': { level: 'warning', stage: 'check', rules: ['T2-DISC'] },
  'proactiveDisclosure/items': { level: 'error', stage: 'check', rules: ['T2-ITEMS'] },
  'proactiveDisclosure/scope': { level: 'info', stage: 'check', rules: ['SC-SUB'] },
  'proactiveDisclosure/rule-making': { level: 'info', stage: 'check', rules: ['T2-POWER'] },
  'proactiveDisclosure/decisions-without-items': { level: 'info', stage: 'check', rules: ['T2-DECNOITEM'] },
  'proactiveDisclosure/procurement': { level: 'info', stage: 'check', rules: ['T2-PROC'] },
  'proactiveDisclosure/fee-unit': { level: 'info', stage: 'check', rules: ['T2-FEEUNIT'] },
  'rules/own': { level: 'warning', stage: 'check' },
} as const satisfies Record<string, CodeDef>

export type FindingCode = keyof typeof codes

export const findingCodes = Object.keys(codes) as FindingCode[]

/** Codes that report a rule of docs/findings.md. */
export const codesOfRule = (id: string): FindingCode[] =>
  findingCodes.filter((code) => {
    const def: CodeDef = codes[code]
    return def.rules?.includes(id) ?? false
  })

/**
 * A cell of a smallest set of cells whose change would make all relations hold, and its value then; null where several
 * would do. Cells of the likeliest set come first; `args.changes` says how many they are. Never applied.
 */
export interface Suspect {
  readonly cell: string
  readonly value: number | null
}

export type Args = Readonly<Record<string, string | number | boolean | null | readonly (string | number)[]>>

export interface Finding {
  readonly code: FindingCode
  readonly level: Level
  readonly table: TableId | null
  readonly instance: number | null
  /** Id of the rule that was violated, and its equation over cell ids. */
  readonly rule: string | null
  readonly relation: string | null
  readonly expected: number | null
  readonly actual: number | null
  /** Names of the cells concerned: `table.row.column`. */
  readonly cells: readonly string[]
  readonly suspects: readonly Suspect[]
  readonly cause: Cause
  readonly places: readonly Place[]
  /** What the sentence needs beside the fields above. */
  readonly args: Args
}

/** A finding before the report it belongs to is complete: the fields that a stage knows. */
export type Note = Finding

const empty = {
  table: null,
  instance: null,
  rule: null,
  relation: null,
  expected: null,
  actual: null,
  cells: [],
  suspects: [],
  cause: 'unknown',
  places: [],
} as const

/** Make a finding; what is not given is empty, and the level is that of the code. */
export function note(code: FindingCode, args: Args = {}, more: Partial<Omit<Finding, 'code' | 'args'>> = {}): Finding {
  return { code, level: codes[code].level, ...empty, ...more, args }
}

/** Whether a finding says that figures do not agree, for certain: what hints at it only is of level `info`. */
export const doesNotHold = ({ code, level }: Finding): boolean => codes[code].stage === 'check' && level !== 'info'
