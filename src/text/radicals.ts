/**
 * Radicals that stand for whole characters. Producers of PDFs name a glyph by the radical that looks like it (⺠ for 民,
 * ⼀ for 一): the print is the character, the code is not. Kangxi radicals and compatibility ideographs have a canonical
 * or compatibility mapping; those of the CJK Radicals Supplement have none, and are taken from Unicode's
 * EquivalentUnifiedIdeograph.txt (those in the basic plane).
 */

const FIRST = 0x2e80

/** Code points for U+2E80 to U+2EF3, in hexadecimal, 0 where there is no equivalent in the basic plane. */
const SUPPLEMENT =
  '0 5382 4e5b 4e5a 4e59 4ebb 5182 0 5200 5202 535c 353e 5c0f 5c0f 5140 5c23 5c22 0 5df3 5e7a 5f51 0 5fc4 38fa 624c 6535 0 65e1 65e5 6708 6b7a 6bcd 6c11 6c35 6c3a 706c 722b 722b 4e2c 725b 72ad 738b 0 76ee 793a 793b 0 7cf9 7e9f 7f53 7f52 34c1 5197 0 7f8a 0 0 8002 8080 807f 8089 0 8279 8279 8279 864e 8864 8980 897f 89c1 89d2 0 8ba0 8d1d 0 8f66 8fb6 8fb6 8fb6 9091 9485 9577 9578 957f 95e8 0 961d 96e8 9752 97e6 9875 98ce 98de 98df 0 98e0 9963 0 9a6c 9aa8 9b3c 9c7c 9e1f 5364 9ea6 9ec4 9efe 6589 9f50 6b6f 9f7f 7adc 9f99 9f9c 4e80 9f9f'
    .split(' ')
    .map((code) => Number.parseInt(code, 16))

/** Kangxi radicals whose mapping is the old form, where simplified print has the new one: 户, 青. */
const SIMPLIFIED: Record<number, string> = { 12094: '户', 12205: '青' }

const RADICAL = /[\u2e80-\u2ef3\u2f00-\u2fd5\uf900-\ufaff]/g

/**
 * Put the characters that are meant in place of radicals and compatibility ideographs. Each is one UTF-16 unit before
 * and after, so that offsets into the text stay what they are.
 */
export function unifyIdeographs(text: string): string {
  return text.replace(RADICAL, (char) => {
    const code = char.charCodeAt(0)
    if (code <= 0x2ef3) {
      const whole = SUPPLEMENT[code - FIRST]
      return whole ? String.fromCharCode(whole) : char
    }
    if (SIMPLIFIED[code]) return SIMPLIFIED[code] ?? char
    const normal = char.normalize('NFKC')
    return normal.length === 1 ? normal : char
  })
}
