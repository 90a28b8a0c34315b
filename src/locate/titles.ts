/** Titles of reports: 洪泽区人民政府2023年政府信息公开工作年度报告. Who reports, and on which year. */

import { arabicYears } from '../text/dates.js'
import { fold, squeeze } from '../text/normalize.js'
import type { Block, Paragraph } from '../types.js'

/** 政府信息公开工作年度报告 and its kin. */
export const SUBJECT =
  '(?:政府信息|政务|(?<!政府)信息)公开(?:工作)?(?:情况)?的?(?:年度)?(?:工作)?(?:情况)?的?(?:年度)?(?:工作)?'
export const REPORT = `${SUBJECT}(?:(?:总结)?报告|年报)`
export const NAMED = new RegExp(`${SUBJECT}(?:总结)?报告`)
/** As the words of a menu: 政府信息公开年报 names a report only beside a year. */
const MENU = /年报$/
export const YEAR = '(20[0-3]\\d)年度?'
export const ORG = '([\\p{Script=Han}（）()、·]{2,40}?)'

/** What a title names. */
export interface Named {
  readonly issuer: string | null
  readonly year: number | null
}

/** Where a pattern names the body and the year: the number of the group, 0 for none. */
export interface Wording {
  readonly pattern: RegExp
  readonly issuer: number
  readonly year: number
}

const TITLE_PATTERNS: readonly Wording[] = [
  { pattern: new RegExp(`^(?:关于)?${ORG}(?:关于)?${YEAR}的?${REPORT}`, 'u'), issuer: 1, year: 2 },
  { pattern: new RegExp(`^(?:关于)?${YEAR}${ORG}${REPORT}`, 'u'), issuer: 2, year: 1 },
  { pattern: new RegExp(`^(?:关于)?${YEAR}${REPORT}`, 'u'), issuer: 0, year: 1 },
  { pattern: new RegExp(`^${ORG}${REPORT}`, 'u'), issuer: 1, year: 0 },
  // The year behind the subject: 某局政府信息公开2022年年度报告.
  { pattern: new RegExp(`^(?:关于)?${ORG}${SUBJECT}${YEAR}(?:年度)?(?:工作)?(?:报告|年报)`, 'u'), issuer: 1, year: 2 },
]

/** Words that a name of a body does not have. */
const NOT_A_NAME =
  /根据|按照|依据|规定|要求|现将|本报告|本机关|本单位|本级|我[局区县市镇乡办委街院厅部省校所中]|条例|年度|以下简称|向社会|报告|通知|编制|公布|发布|数据|下列|组成|包括|目录|附件|首页|正文|情况|精神/
/** Words by which a body means itself: nobody is named, but a title it is. */
const OURSELVES =
  /^(?:本(?:机关|单位|级|[局区县市镇乡办委街院厅部省校所中]|街道)|我[局区县市镇乡办委街院厅部省校所中])$/
/** Where the page stands on its site. */
const PATH = /^(?:首页|(?:您的?)?(?:当前|现在|所在的?)?位置)[^。]{0,80}?正文\s*/
/** What begins the line behind a title, where the end of the title's own line is lost. */
const RUN_ON = /^(?:(?:信息|文章)?来源|索引号|发布|发文|作者|[日时]期|时间|浏览|字[号体]|根据|按照|依据|为了?|现将)/

/** A report may be a numbered part of a longer document. */
const CHAPTER =
  /^(?:第[一二三四五六七八九十百\d]+[章节篇编部分]+|[一二三四五六七八九十]{1,3}[、.．]|[(（][一二三四五六七八九十]{1,3}[)）])/

/** A title is at most this many paragraphs, each at most this long. */
const TITLE_LINES = 4
export const TITLE_LENGTH = 60

/** A text as the patterns have it: without blanks, years in Arabic digits, brackets of one kind. */
export const plain = (text: string): string =>
  arabicYears(squeeze(fold(text)))
    .replace(/（/g, '(')
    .replace(/）/g, ')')

/** The lines of the title, and what they name: single ones first, then neighbours joined. */
export function findTitle(head: readonly Paragraph[]): (Named & { readonly text: string }) | null {
  const lines = head.map((paragraph) => titlePart(paragraph.text.trim()))
  let best: { reading: Named & { readonly text: string }; rank: number } | null = null
  for (let i = 0; i < lines.length; i++) {
    for (let n = 1; n <= TITLE_LINES && i + n <= lines.length; n++) {
      const group = lines.slice(i, i + n)
      if (group.some((line) => line.length > TITLE_LENGTH) || head[i]?.outside !== head[i + n - 1]?.outside) break
      const text = plain(group.join(''))
      const reading = parseTitle(text.replace(CHAPTER, ''))
      if (!reading) continue
      // Both parts count most, then the fewest lines; the first of equals wins.
      const rank = (reading.issuer ? 4 : 0) + (reading.year ? 4 : 0) - n * 0.5
      if (!best || rank > best.rank) best = { reading: { ...reading, text: group.join('') }, rank }
    }
  }
  return best?.reading ?? cutTitle(lines)
}

/** The last characters of a title stand on a line of their own, and may be lost under a seal: 某局2022年政府信息公开工作年度报. */
const CUT_END = /年度(?:工作)?报?$/

/** A title whose end is lost, where it names both a body and a year. */
function cutTitle(lines: readonly string[]): (Named & { readonly text: string }) | null {
  for (const line of lines) {
    if (line.length > TITLE_LENGTH || !CUT_END.test(line)) continue
    const reading = parseTitle(plain(line).replace(/报?$/, '报告'))
    if (reading?.issuer && reading.year) return { ...reading, text: line }
  }
  return null
}

/** A title, where it stands and what it names. */
export interface Title extends Named {
  /** Block of its first line. */
  readonly at: number
}

/** All titles of reports among the blocks, each with its own lines: those that name a year, or a body and a report. */
export function titlesIn(blocks: readonly Block[]): Title[] {
  const found: Title[] = []
  for (let i = 0; i < blocks.length; i++) {
    let text = ''
    let best: (Title & { readonly end: number; readonly rank: number }) | null = null
    for (let n = 0; n < TITLE_LINES; n++) {
      const block = blocks[i + n]
      if (block?.kind !== 'paragraph' || block.unseen || block.outside || block.text.length > TITLE_LENGTH) break
      text += titlePart(block.text.trim())
      if (!/公开/.test(text) || !/报告|年报/.test(text)) continue
      const reading = parseTitle(plain(text).replace(CHAPTER, ''))
      if (!reading || (reading.year === null && reading.issuer === null)) continue
      const rank = (reading.issuer ? 2 : 0) + (reading.year ? 2 : 0) - n * 0.1
      if (!best || rank > best.rank) best = { at: i, ...reading, end: i + n, rank }
    }
    if (!best) continue
    const { at, issuer, year, end } = best
    found.push({ at, issuer, year })
    i = end
  }
  return found
}

/** A title and, glued to it, what stood below it: 某局2022年政府信息公开工作年度报告来源：… The title alone. */
function titlePart(printed: string): string {
  const line = printed.replace(PATH, '')
  for (const match of line.slice(0, TITLE_LENGTH + 10).matchAll(/报告(?=\s*\S)/g)) {
    const end = match.index + match[0].length
    const reading = RUN_ON.test(line.slice(end).trim()) ? parseTitle(plain(line.slice(0, end))) : null
    if (reading?.issuer && reading.year) return line.slice(0, end)
  }
  return line
}

/** Read a title without spaces: 洪泽区人民政府2023年政府信息公开工作年度报告. */
export function parseTitle(text: string): Named | null {
  const bare = text.replace(/[《》〈〉“”"]/g, '').replace(/^(?:附件?\d*[:：]?)/, '')
  for (const { pattern, issuer, year } of TITLE_PATTERNS) {
    const match = pattern.exec(bare)
    if (!match) continue
    if (year === 0 && MENU.test(match[0])) continue
    const rest = bare.slice(match[0].length)
    if (rest !== '' && !/^(?:\([^()]*\)|[_|—-].*|\.(?:pdf|docx?|html?|txt|wps|md))$/i.test(rest)) continue
    const name = issuer > 0 ? cleanName(match[issuer] ?? '') : null
    if (issuer > 0 && name === null && !OURSELVES.test(match[issuer] ?? '')) continue
    const behind = /^\((20[0-3]\d)年?度?\)$/.exec(rest)?.[1]
    return { issuer: name, year: year > 0 ? Number(match[year]) : behind ? Number(behind) : null }
  }
  return null
}

export function cleanName(text: string): string | null {
  const name = text
    .replace(/^(?:关于|印发|公布|发布)+/, '')
    .replace(/(?:关于|的)+$/, '')
    .replace(/^[、()]+|[、(]+$/g, '')
    // 人民政府信息公开 names 政府 once for two.
    .replace(/人民$/, '人民政府')
  if (name.length < 2 || NOT_A_NAME.test(name)) return null
  return name
}
