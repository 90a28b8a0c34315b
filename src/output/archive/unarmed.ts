/**
 * Text that a spreadsheet would run as a formula when it opens a CSV file (CWE-1236) → text that it shows.
 *
 * Excel and its kin take a cell for a formula when it begins with = + - @ (the full-width forms too, after conversion),
 * with a tab or a carriage return before them. An apostrophe in front turns that off. Plain numbers and lone fillers
 * (-5, —) can be no formula and stay as they are; a text that begins with apostrophes before such a sign gets one more,
 * so that {@link armed} gives every text back.
 */
export const unarmed = (text: string): string => (DANGEROUS.test(text) && !HARMLESS.test(text) ? `'${text}` : text)

const DANGEROUS = /^'*(?:[\t\r\n]|\s*[=+\-@＝＋－＠])/
const HARMLESS = /^[+-]?\d+(?:\.\d+)?$|^[-－+＋]+$/

/** The text that {@link unarmed} was given. */
export const armed = (text: string): string =>
  text.startsWith("'") && DANGEROUS.test(text) && !HARMLESS.test(text.slice(1)) ? text.slice(1) : text
