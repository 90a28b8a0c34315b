/**
 * What is printed in a value cell → a value, or the exact reason why there is none.
 *
 * Nothing is guessed here: a text that can be read in two ways is `unreadable`, with its readings as candidates.
 */

import { fold, squeeze, visible } from './normalize.js'

/** `count` a non-negative integer, `change` a signed one, `amount` a decimal in 万元. */
export type FigureKind = 'count' | 'change' | 'amount'

export interface ParsedFigure {
  readonly state: 'reported' | 'blank' | 'filler' | 'unreadable'
  readonly value: number | null
  /** The unit printed in the cell, as printed: 亿元, 件. */
  readonly unit: string | null
  /** Remarks printed in the cell beside the figure: 其中修订16件. */
  readonly note: string | null
  /** Why the figure is not certain, if so. */
  readonly doubt: FigureDoubt | null
  /** What an unreadable text may mean. */
  readonly candidates: readonly number[]
}

export type FigureDoubt =
  | 'not-a-number'
  | 'several-numbers'
  | 'split-digits'
  | 'wrapped-digits'
  | 'not-an-integer'
  | 'negative-count'
  | 'negative-amount'
  | 'not-safe'
  | 'unit-missing'
  | 'han-numeral'
  | 'count-in-money'
  | 'confusable'

/** Texts that stand where a figure would, and say that there is none. `contract`: blank, "/" and 0 are three things. */
const FILLER =
  /^(?:[/\\|-]+|[.。…]{2,}|\*+|×+|无|無|暂无|没有|未统计|不涉及|不适用|未发生|未涉及|n\/?a|na|nil|none|null)$/i
const DASHES = /[—–‐‑―−－─﹣⸺⸻]/g

const MONEY: Record<string, number> = { 元: -4, 千元: -1, 万元: 0, 百万元: 2, 千万元: 3, 亿元: 4, 萬元: 0, 億元: 4 }
const MONEY_UNIT = /^(?:人民币)?(百万元|千万元|万元|萬元|千元|亿元|億元|元)(?:人民币)?整?$/
/** 万 and 亿 without 元 are amounts of money only where money is expected. */
const BARE_SCALE: Record<string, number> = { 万: 0, 萬: 0, 亿: 4, 億: 4 }
const COUNT_UNITS = '件次|人次|件|条|個|个|项|項|次|起|宗|人|份|篇|部|例|家|户|處|处|條|场|期|名|本|册'
const COUNT_UNIT = new RegExp(`^(?:${COUNT_UNITS})$`)
const NUMBER = /^[+-]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?$/

const blank: ParsedFigure = { state: 'blank', value: null, unit: null, note: null, doubt: null, candidates: [] }

function unreadable(doubt: FigureDoubt, candidates: readonly number[] = [], note: string | null = null): ParsedFigure {
  return { state: 'unreadable', value: null, unit: null, note, doubt, candidates }
}

/**
 * Move the decimal point of a printed number, exactly: no floating-point product touches the digits.
 *
 * @example shiftDecimal('14.28', 4) // '142800'
 */
export function shiftDecimal(digits: string, places: number): string {
  const negative = digits.startsWith('-')
  const [whole = '', fraction = ''] = digits.replace(/^[+-]/, '').split('.')
  const all = whole + fraction
  const point = whole.length + places
  const padded = point <= 0 ? '0'.repeat(1 - point) + all : all + '0'.repeat(Math.max(0, point - all.length))
  const at = point <= 0 ? 1 : point
  const integer = padded.slice(0, at).replace(/^0+(?=\d)/, '')
  const rest = padded.slice(at).replace(/0+$/, '')
  return `${negative ? '-' : ''}${integer}${rest ? `.${rest}` : ''}`
}

/** True for a text that is a figure or a filler: what tells value cells from label cells. */
export function looksLikeFigure(text: string): boolean {
  const plain = squeeze(fold(text)).replace(DASHES, '-')
  if (plain === '') return false
  if (FILLER.test(plain)) return true
  if (isConfused(plain)) return true
  if (SAID_CHANGE.test(plain)) return true
  // Figures and signs without gaps: 395-2478928 for 395, -24 and 78928.
  if (/^[+-]?\d[\d.]*(?:[+/-]\d[\d.]*)+$/.test(plain) && !/^20\d\d[/-]\d{1,2}(?:[/-]\d{1,2})?$/.test(plain)) return true
  return WITH_UNIT.test(plain.replace(MONEY_MARK, '').replace(/(?<=元)整$/, ''))
}

/** A figure, the unit and the remark in brackets that may stand behind it. */
const WITH_UNIT = new RegExp(
  `^[+-]?[\\d,.]*\\d[\\d,.]*(?:\\(?(?:百万|千万|万|萬|亿|億|千)?(?:元|${COUNT_UNITS})?\\)?)?(?:\\([^()]*\\))?$`,
)

/** A change whose sign is a word or an arrow. */
const SAID_CHANGE = /^(?:(增加?|新增|↑)|减少?|↓)(\d+)(?:项|件|个)?$/

/** What stands before an amount of money, and says no more than that it is one. */
const MONEY_MARK = /^(?:人民币|[¥￥])(?=[\s\d])/

/** Letters and signs that recognition of characters puts for digits. What was printed is not known, and not guessed. */
const CONFUSED: Readonly<Record<string, string>> = {
  O: '0',
  o: '0',
  Q: '0',
  D: '0',
  〇: '0',
  '○': '0',
  零: '0',
  '□': '0',
  l: '1',
  I: '1',
  i: '1',
  '|': '1',
  '!': '1',
  Z: '2',
  z: '2',
  S: '5',
  s: '5',
  G: '6',
  b: '6',
  B: '8',
  g: '9',
  q: '9',
  '、': '.',
}
const CONFUSED_TEXT = new RegExp(`^[+-]?[\\d.,${Object.keys(CONFUSED).join('')}]{1,9}$`)

/** Text of digits and of what is taken for them, short enough for a figure. */
function isConfused(text: string): boolean {
  return CONFUSED_TEXT.test(text) && !/、$/.test(text) && /[\dOolI|〇○零QD□!Z]/.test(text) && !/^[\d.,+-]+$/.test(text)
}

/** A money unit, with what stands before it in the same word. */
const NAMED_UNIT = /([^\s（）():：、，,。；;/[\]]*?)(百万元|千万元|万元|萬元|千元|亿元|億元|元)/

/** What may stand directly before a unit of one character: words for a sum, and a scale that is no word of its own. */
const BEFORE_YUAN = /^$|(?:人民币|单位|金额|数额|总额|费用|收费|经费|为|以|按|计)$/

/** How the money unit near a figure is known: `sure`, or `doubtful` where the character before 元 is no word of a unit, or a gap: 口元. */
export interface MoneyUnit {
  readonly name: string
  readonly doubtful: boolean
}

/**
 * A money unit named somewhere near the figure, in a header or a caption: （单位：万元）. Null where there is none. A lone 元 with a sign before it that
 * no unit has may be what is left of 万元, and so may one behind a colon and a gap.
 */
export function moneyUnitIn(text: string): MoneyUnit | null {
  const folded = fold(text)
  const match = NAMED_UNIT.exec(squeeze(folded))
  const [, before = '', name] = match ?? []
  if (name === undefined) return null
  const doubtful = name === '元' && (!BEFORE_YUAN.test(before) || /[:(（]\s+元/.test(folded))
  return { name, doubtful }
}

const RAISED = /[\d０-９]\s*[¹²³⁰-⁹₀-₉①-⑳⑴-⒇]/

/** What stands before the raised digit, where that is a number. */
function raisedCandidates(text: string): number[] {
  const digits = /^\s*(\d+)\s*[¹²³⁰-⁹₀-₉①-⑳⑴-⒇]/.exec(text)?.[1]
  return digits === undefined ? [] : [Number(digits)]
}

/**
 * Read the text of a value cell.
 *
 * @param text The text as printed; the lines of the cell joined by `\n`.
 * @param kind What the form says that stands here.
 * @param headerUnit For amounts, the unit printed in the header or near it, if any.
 * @param wrap `true` when the cell is so narrow that a number had to go on in the next line.
 * @returns `unit` only where the cell prints one. An amount is in 万元 whatever was printed.
 *
 * @example parseFigure('14.28（亿元）', 'amount') // value 142800, unit '亿元'
 * @example parseFigure('22（其中修订16件）', 'count') // value 22, note '其中修订16件'
 * @example parseFigure('/', 'count') // state 'filler', value null
 */
export function parseFigure(
  text: string,
  kind: FigureKind,
  headerUnit: string | null = null,
  wrap = false,
): ParsedFigure {
  // A raised or circled digit behind a figure is a note, and would become one of its digits.
  if (RAISED.test(text)) return unreadable('not-a-number', raisedCandidates(text), null)
  const lines = fold(visible(text))
    .replace(DASHES, '-')
    .split('\n')
    .map((line) => (kind === 'amount' ? line.trim().replace(MONEY_MARK, '') : line).trim())
    .filter((line) => squeeze(line) !== '')
  if (lines.length === 0) return blank
  const joined = squeeze(lines.join('')).replace(/[，]/g, ',')
  if (FILLER.test(joined)) return { ...blank, state: 'filler' }
  const change = kind === 'change' ? SAID_CHANGE.exec(joined) : null
  // Digits on two lines may be two numbers.
  if (change?.[2] && lines.some((line) => squeeze(line).includes(change[2] ?? ''))) {
    const size = Number(change[2])
    const value = change[1] || size === 0 ? size : -size
    return Number.isSafeInteger(value) ? { ...blank, state: 'reported', value } : unreadable('not-safe')
  }

  // A remark in brackets: a unit where it is one, else a note.
  let note: string | null = null
  let unit: string | null = null
  let rest = lines.join('\n')
  rest = rest.replace(/\(([^()]*)\)|\[([^[\]]*)\]/g, (_all, round: string | undefined, square: string | undefined) => {
    const inside = squeeze(round ?? square ?? '').replace(/^单位:?/, '')
    if (MONEY_UNIT.test(inside) || COUNT_UNIT.test(inside)) unit = unit ?? inside
    else if (inside) note = note === null ? inside : `${note}; ${inside}`
    return '\n'
  })
  let numberLines = rest
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)
  if (numberLines.length === 0) return unreadable('not-a-number', [], note)

  // A unit behind the last digits.
  const last = numberLines[numberLines.length - 1] ?? ''
  const tail = /^([\d.,\s+-]*)([^\d.,\s+-]\S*)$/.exec(last)
  if (tail?.[2] !== undefined) {
    const word = squeeze(tail[2])
    if (MONEY_UNIT.test(word) || COUNT_UNIT.test(word) || (kind === 'amount' && word in BARE_SCALE)) {
      unit = unit ?? word
      const head = (tail[1] ?? '').trim()
      numberLines = head ? [...numberLines.slice(0, -1), head] : numberLines.slice(0, -1)
    }
  }
  if (numberLines.length === 0) return unreadable('not-a-number', [], note)

  // Pieces of digits: one is a number; several are one number only where the print says so.
  const pieces = numberLines.flatMap((line) => line.replace(/,\s+(?=\d{3})/g, ',').split(/\s+/)).filter(Boolean)
  let digits = pieces[0] ?? ''
  let doubt: FigureDoubt | null = null
  if (pieces.length === 2 && /^[+-]$/.test(digits)) digits += pieces[1]
  else if (pieces.length > 1) {
    const grouped =
      numberLines.length === 1 &&
      /^[+-]?\d{1,3}$/.test(digits) &&
      pieces.slice(1).every((piece) => /^\d{3}(?:\.\d+)?$/.test(piece))
    if (grouped && pieces.length > 1 && pieces.slice(1, -1).every((piece) => /^\d{3}$/.test(piece))) {
      // 1 234 is a thousands space in print, but two numbers in some extracts: only a doubt.
      return unreadable('split-digits', [Number(pieces.join(''))], note)
    }
    const whole = pieces.join('')
    if (numberLines.length === pieces.length && wrap && NUMBER.test(whole)) {
      digits = whole
      doubt = 'wrapped-digits'
    } else if (pieces.every((piece) => NUMBER.test(piece))) {
      const candidates = [...(NUMBER.test(whole) ? [toNumber(whole)] : []), ...pieces.map(toNumber)]
      return unreadable(
        pieces.every((piece) => /^\d$/.test(piece)) ? 'split-digits' : 'several-numbers',
        candidates,
        note,
      )
    } else return unreadable('not-a-number', [], note)
  }

  if (/^[零〇○]$/.test(digits)) return { state: 'reported', value: 0, unit, note, doubt: 'han-numeral', candidates: [] }
  if (!NUMBER.test(digits)) {
    if (!isConfused(squeeze(digits))) return unreadable('not-a-number', [], note)
    const meant = [...squeeze(digits)].map((char) => CONFUSED[char] ?? char).join('')
    return unreadable('confusable', NUMBER.test(meant) ? [toNumber(meant)] : [], note)
  }
  const plain = digits.replace(/,/g, '').replace(/^\+/, '')

  if (kind === 'amount') {
    if (unit !== null && COUNT_UNIT.test(unit)) return unreadable('not-a-number', [Number(plain)], note)
    if (plain.startsWith('-') && Number(plain) !== 0) doubt = 'negative-amount'
    const scale = unit === null ? null : (MONEY[moneyName(unit)] ?? BARE_SCALE[unit] ?? null)
    const headerScale = headerUnit === null ? null : (MONEY[moneyName(headerUnit)] ?? null)
    const places = scale ?? headerScale
    if (places === null) {
      if (Number(plain) === 0) return { state: 'reported', value: 0, unit, note, doubt, candidates: [] }
      return unreadable('unit-missing', [], note)
    }
    const value = Number(shiftDecimal(plain, places))
    if (!Number.isFinite(value) || significant(plain) > 15) return unreadable('not-safe', [], note)
    return { state: 'reported', value, unit, note, doubt, candidates: [] }
  }

  if (unit !== null && MONEY_UNIT.test(unit)) return unreadable('count-in-money', [Number(plain)], note)
  const value = Number(plain)
  if (!Number.isInteger(value)) return unreadable('not-an-integer', [value], note)
  if (!Number.isSafeInteger(value)) return unreadable('not-safe', [], note)
  if (kind === 'count' && value < 0) doubt = 'negative-count'
  return { state: 'reported', value: value === 0 ? 0 : value, unit, note, doubt, candidates: [] }
}

const toNumber = (digits: string): number => Number(digits.replace(/,/g, ''))
const significant = (digits: string): number => digits.replace(/[-.]/g, '').replace(/^0+/, '').length
const moneyName = (unit: string): string => MONEY_UNIT.exec(unit)?.[1] ?? unit
