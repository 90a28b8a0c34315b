/** Years and periods in Chinese dates, in Arabic and Chinese digits. */

const HAN_DIGITS: Record<string, string> = {
  〇: '0',
  '○': '0',
  '◯': '0',
  零: '0',
  一: '1',
  二: '2',
  三: '3',
  四: '4',
  五: '5',
  六: '6',
  七: '7',
  八: '8',
  九: '9',
}

/** 二〇一二年 → 2012年: four Chinese digits before 年, nothing else. */
export function arabicYears(text: string): string {
  return text.replace(/[〇○◯零一二三四五六七八九]{4}(?=年)/g, (digits) =>
    [...digits].map((digit) => HAN_DIGITS[digit] ?? digit).join(''),
  )
}

export interface Period {
  /** First and last day, as YYYY-MM-DD. */
  readonly from: string
  readonly to: string
}

const PERIOD =
  /(20\d{2})年(?:0?(\d{1,2})月)?(?:0?(\d{1,2})日)?(?:起|开始)?,?(?:至|到|—+|-+|~|–)(?:(20\d{2})年)?(?:0?(\d{1,2})月)(?:0?(\d{1,2})日)?/g

/**
 * Periods of time named in a text without spaces, in printed order.
 *
 * @example periodsIn('自2023年1月1日起至12月31日止') // [{ from: '2023-01-01', to: '2023-12-31' }]
 */
export function periodsIn(text: string): Period[] {
  const found: Period[] = []
  for (const match of text.normalize('NFKC').matchAll(PERIOD)) {
    const [, y1, m1 = '1', d1 = '1', y2 = y1, m2 = '12', d2] = match
    const from = isoDate(y1, m1, d1)
    const to = isoDate(y2, m2, d2 ?? lastDay(Number(y2), Number(m2)))
    if (from && to && from <= to) found.push({ from, to })
  }
  return found
}

const lastDay = (year: number, month: number): string => String(new Date(Date.UTC(year, month, 0)).getUTCDate())

function isoDate(year: string | undefined, month: string, day: string): string | null {
  const m = Number(month)
  const d = Number(day)
  if (!year || m < 1 || m > 12 || d < 1 || d > 31) return null
  return `${year}-${String(m).padStart(2, '0')}-${String(d).padStart(2, '0')}`
}
