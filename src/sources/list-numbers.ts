/** Numbers of lists as Word prints them (ECMA-376 part 1, 17.18.59 ST_NumberFormat). */

const HAN = '〇一二三四五六七八九'
/** What the formats for counting by digits print for 0. */
const HAN_DIGITS = '○一二三四五六七八九'
const UNITS = ['', '十', '百', '千']
const LEGAL_SIMPLE = ['零壹贰叁肆伍陆柒捌玖', '拾', '佰', '仟'] as const
const LEGAL = ['零壹貳參肆伍陸柒捌玖', '拾', '佰', '仟'] as const
const STEMS = '甲乙丙丁戊己庚辛壬癸'
const BRANCHES = '子丑寅卯辰巳午未申酉戌亥'

/** 1 → 一, 12 → 十二, 105 → 一百零五. Up to 9,999. */
function counted(value: number, digits: string, units: readonly string[], short: boolean): string {
  let text = ''
  let gap = false
  const all = String(value)
  for (const [i, char] of [...all].entries()) {
    const digit = Number(char)
    const unit = units[all.length - 1 - i] ?? ''
    if (digit === 0) gap = text !== ''
    else {
      if (gap) text += digits[0]
      gap = false
      // 十二, not 一十二.
      text += short && digit === 1 && unit === units[1] && text === '' ? unit : digits[digit] + unit
    }
  }
  return text || (digits[0] ?? '')
}

const byDigits = (value: number, digits: string): string =>
  [...String(value)].map((digit) => digits[Number(digit)] ?? digit).join('')

function roman(value: number): string {
  const parts: readonly [number, string][] = [
    [1000, 'm'],
    [900, 'cm'],
    [500, 'd'],
    [400, 'cd'],
    [100, 'c'],
    [90, 'xc'],
    [50, 'l'],
    [40, 'xl'],
    [10, 'x'],
    [9, 'ix'],
    [5, 'v'],
    [4, 'iv'],
    [1, 'i'],
  ]
  let rest = value
  let text = ''
  for (const [size, letters] of parts) {
    while (rest >= size) {
      text += letters
      rest -= size
    }
  }
  return text
}

/** The n-th of a row of signs that stand one after the other in Unicode; the plain number behind their end. */
const sign = (value: number, first: number, most: number): string =>
  value >= 1 && value <= most ? String.fromCodePoint(first + value - 1) : String(value)

/** a, b, … z, aa, bb. */
function letter(value: number): string {
  if (value < 1) return String(value)
  const times = Math.floor((value - 1) / 26) + 1
  return times > 8 ? String(value) : String.fromCharCode(97 + ((value - 1) % 26)).repeat(times)
}

const FORMATS: ReadonlyMap<string, (value: number) => string> = new Map<string, (value: number) => string>([
  ['decimalZero', (n) => String(n).padStart(2, '0')],
  ['decimalFullWidth', (n) => byDigits(n, '０１２３４５６７８９')],
  ['decimalFullWidth2', (n) => byDigits(n, '０１２３４５６７８９')],
  ['lowerLetter', letter],
  ['upperLetter', (n) => letter(n).toUpperCase()],
  ['lowerRoman', roman],
  ['upperRoman', (n) => roman(n).toUpperCase()],
  ['decimalEnclosedCircle', (n) => sign(n, 0x2460, 20)],
  ['decimalEnclosedCircleChinese', (n) => sign(n, 0x2460, 20)],
  ['decimalEnclosedParen', (n) => sign(n, 0x2474, 20)],
  ['decimalEnclosedFullstop', (n) => sign(n, 0x2488, 20)],
  ['ideographEnclosedCircle', (n) => sign(n, 0x3280, 10)],
  ['ideographTraditional', (n) => STEMS[n - 1] ?? String(n)],
  ['ideographZodiac', (n) => BRANCHES[n - 1] ?? String(n)],
  ['ideographDigital', (n) => byDigits(n, HAN)],
  ['japaneseDigitalTenThousand', (n) => byDigits(n, HAN)],
  ['taiwaneseDigital', (n) => byDigits(n, HAN_DIGITS)],
  // These two count by digits from 100 on.
  ['chineseCounting', (n) => (n < 100 ? counted(n, HAN_DIGITS, UNITS, true) : byDigits(n, HAN_DIGITS))],
  ['taiwaneseCounting', (n) => (n < 100 ? counted(n, HAN_DIGITS, UNITS, true) : byDigits(n, HAN_DIGITS))],
  ['chineseCountingThousand', (n) => counted(n, `零${HAN.slice(1)}`, UNITS, true)],
  ['taiwaneseCountingThousand', (n) => counted(n, `零${HAN.slice(1)}`, UNITS, true)],
  ['japaneseCounting', (n) => counted(n, HAN, UNITS, true).replaceAll('〇', '')],
  ['chineseLegalSimplified', (n) => counted(n, LEGAL_SIMPLE[0], ['', ...LEGAL_SIMPLE.slice(1)], false)],
  ['ideographLegalTraditional', (n) => counted(n, LEGAL[0], ['', ...LEGAL.slice(1)], false)],
])

/** A number in one of the formats of Word; in figures where the format is unknown or ends before it. */
export function listNumber(value: number, format: string): string {
  if (!Number.isInteger(value) || value < 0 || value > 9_999) return String(value)
  // Rows of letters and numerals have no 0.
  return FORMATS.get(format)?.(value) || String(value)
}
