/**
 * Who reports, and on which year: from the title, the preamble, the period, the text, what a web page calls itself and the
 * file name, in that order of trust.
 * The wordings are those of published reports; docs/forms.md lists them.
 */

import { type Finding, note } from '../findings.js'
import { type Period, periodsIn } from '../text/dates.js'
import { type Places, placeOf, placesIn } from '../text/places.js'
import type { Block, Paragraph } from '../types.js'
import { voteOn } from './issuer-vote.js'
import {
  cleanName,
  findTitle,
  NAMED,
  type Named,
  ORG,
  parseTitle,
  plain,
  REPORT,
  SUBJECT,
  TITLE_LENGTH,
  titlesIn,
  type Wording,
  YEAR,
} from './titles.js'

export interface Identity {
  /** The title as printed, its lines joined; null where the text has none. */
  readonly title: string | null
  readonly issuer: string | null
  readonly year: number | null
  readonly period: Period | null
  /** True where something calls itself such a report. */
  readonly named: boolean
  readonly notes: readonly Finding[]
}

type Source = 'title' | 'preamble' | 'period' | 'signature' | 'text' | 'page' | 'name'

/** 现将某局2022年政府信息公开工作情况报告如下: a body that tells of its own work. */
const REPORTED = `${SUBJECT}(?:向社会)?(?:作)?(?:报告|汇报)如下`

const PREAMBLE_PATTERNS: readonly Wording[] = [
  { pattern: new RegExp(`(?:公布|发布|公开|编制|形成)(?:了)?《?${ORG}${YEAR}的?${REPORT}`, 'u'), issuer: 1, year: 2 },
  { pattern: new RegExp(`(?:公布|发布|公开|编制|形成)(?:了)?《?${YEAR}${ORG}${REPORT}`, 'u'), issuer: 2, year: 1 },
  { pattern: new RegExp(`《${ORG}${YEAR}的?${REPORT}》`, 'u'), issuer: 1, year: 2 },
  { pattern: new RegExp(`现[将就]${ORG}${YEAR}的?${REPORTED}`, 'u'), issuer: 1, year: 2 },
  { pattern: new RegExp(`现[将就]${YEAR}${ORG}${REPORTED}`, 'u'), issuer: 2, year: 1 },
  { pattern: new RegExp(`由${ORG}(?:根据|按照|依据|负责|组织|汇总|编制|编写|撰写|综合)`, 'u'), issuer: 1, year: 0 },
  {
    pattern: new RegExp(`[，,。]${ORG}(?:编制|编写)(?:完成)?(?:了|完成)?(?:本|此|该|了)?(?:${YEAR}(?!\\d))?`, 'u'),
    issuer: 1,
    year: 2,
  },
  {
    pattern: new RegExp(
      `(?:公布|发布|公开|编制|形成)(?:了)?《?${YEAR}(?:本级|本机关|本单位|我[局区县镇乡办委市])?${REPORT}`,
      'u',
    ),
    issuer: 0,
    year: 1,
  },
]

/** What the names of bodies end in. */
const BODY_END =
  /(?:人民政府|政府|委员会|管委会|党工委|委|局|厅|办公室|办事处|办|部|院|署|中心|镇|乡|街道|省|市|区|县|旗|州|盟|集团|公司|学校|大学|学院|医院|馆|处|所|站|会|社|大队|支队|总队|分局|新区|开发区|园区|实验区|口岸|农场|林场|海关|银行)$/

interface Reading extends Named {
  readonly source: Source
  readonly text: string
}

export function identify(
  blocks: readonly Block[],
  firstSection: number,
  name: string | null,
  /** Given where the text was read from pictures, so that single characters may be wrong: the places that bodies are named by. */
  places: Places | null = null,
): Identity {
  const seen = (block: Block): block is Paragraph => block.kind === 'paragraph' && !block.unseen
  const head = blocks.slice(0, firstSection < 0 ? 14 : firstSection).filter(seen)
  // What stands above the text may be its title; what stands below it beside the report is none of it.
  const paragraphs = [...head, ...blocks.filter(seen).slice(head.length).filter(inside)]
  const readings: Reading[] = []
  const title = findTitle(head.slice(0, 30))
  if (title) readings.push({ source: 'title', ...title })
  const preamble = plain(
    [...head.map((p) => p.text), ...paragraphs.slice(head.length, head.length + 6).map((p) => p.text)].join('。'),
  )
  readings.push(...fromPreamble(preamble))
  const period = findPeriod(
    plain(
      paragraphs
        .slice(0, head.length + 30)
        .map((p) => p.text)
        .join('。'),
    ),
  )
  if (period)
    readings.push({
      source: 'period',
      issuer: null,
      year: Number(period.to.slice(0, 4)),
      text: `${period.from} – ${period.to}`,
    })
  const within = paragraphs.filter(inside)
  readings.push(...fromSignature(within), ...fromCaptions(within))
  readings.push(...fromText(paragraphs.slice(head.length)))
  // Dates above the text are those of its publication.
  readings.push(...fromText(head.filter((one) => inside(one) && !/^20\d\d年\d/.test(plain(one.text)))))
  const page = fromPage(blocks)
  readings.push(...page)
  if (name) readings.push(...fromName(name))

  const notes: Finding[] = []
  const issuerReading = readings.find((reading) => reading.issuer !== null)
  const yearReading = readings.find((reading) => reading.year !== null)
  const printed = issuerReading?.issuer ?? null
  const vote = printed && places ? voteOn(printed, paragraphs, name) : null
  const read = vote?.issuer ?? printed
  const place = read && places ? placeOf(read, places) : null
  // A place that is none is misread where the same name stands elsewhere with one that is, or that can be told.
  const depth = places && place ? placesIn(place.name, places) : 0
  const told = places ? new Set(vote?.seen.map((one) => placeOf(one, places).name)) : []
  const elsewhere = [...told].filter((one) => places && placesIn(one, places) > depth)
  const issuer = (elsewhere.length === 1 ? elsewhere[0] : place?.name) ?? read
  const year = yearReading?.year ?? null
  const named =
    (title !== null && (period !== null || !isList(blocks))) ||
    // A text that speaks of such reports says of which year it is one; a notice on how to write them does not become one.
    (title === null && NAMED.test(preamble) && (year !== null || head.some(isBare)) && !head.some(isOther)) ||
    // The frame of a page without its text is no report.
    (page.length > 0 && firstSection >= 0)
  if (named || NAMED.test(preamble)) {
    if (issuer === null) notes.push(note('locate/issuer-missing'))
    if (year === null) notes.push(note('locate/year-missing'))
  }
  const otherYears = readings.filter(
    (reading) =>
      reading.year !== null && reading.year !== year && ['title', 'preamble', 'period'].includes(reading.source),
  )
  const stale = year === null ? null : staleYear(paragraphs.slice(head.length).filter(inside), year)
  if (year !== null && (otherYears.length > 0 || stale !== null) && yearReading) {
    notes.push(
      note('locate/year-contradiction', {
        year,
        source: yearReading.source,
        others: [
          ...otherYears.map((reading) => `${reading.source} ${reading.year}`),
          ...(stale === null ? [] : [`text ${stale}`]),
        ],
      }),
    )
  }
  const otherIssuer = readings.find(
    (reading) =>
      reading.issuer !== null &&
      ['title', 'preamble'].includes(reading.source) &&
      issuer !== null &&
      !sameBody(reading.issuer, issuer) &&
      (read === null || !sameBody(reading.issuer, read)),
  )
  if (place && (issuer !== read || place.others.length > 0))
    notes.push(note('locate/issuer-misread', { issuer, read, others: place.others }))
  if (vote?.other && issuer && issuerReading) {
    notes.push(
      note('locate/issuer-contradiction', {
        issuer,
        source: issuerReading.source,
        other: vote.other,
        otherSource: 'text',
      }),
    )
  } else if (otherIssuer && issuer && issuerReading) {
    notes.push(
      note('locate/issuer-contradiction', {
        issuer,
        source: issuerReading.source,
        other: otherIssuer.issuer,
        otherSource: otherIssuer.source,
      }),
    )
  }
  return { title: title?.text ?? null, issuer, year, period, named, notes }
}

/** What the titles of texts about such reports end in: 关于编制2023年政府信息公开工作年度报告的通知. */
const OTHER_TITLE =
  /公开.{0,40}(?:通知|通报|公告|指南|目录|方案|办法|意见|规定|规范|制度|申请表|须知|批复|复函|培训会?)(?:[(（][^()（）]*[)）])?$/

const isOther = (paragraph: Paragraph): boolean => {
  const text = plain(paragraph.text)
  return inside(paragraph) && text.length <= TITLE_LENGTH && OTHER_TITLE.test(text)
}

/** A title that names nobody and no year. */
const BARE = new RegExp(`^${NAMED.source}$`)
const isBare = ({ text }: Paragraph): boolean => BARE.test(plain(text))

/** So many titles, of several bodies or years, are those of a list: one report has one. */
const LISTED = 3

function isList(blocks: readonly Block[]): boolean {
  const titles = titlesIn(blocks)
  return new Set(titles.map(({ issuer, year }) => `${issuer} ${year}`)).size >= LISTED
}

/** Not beside the report on its page. */
const inside = (paragraph: Paragraph): boolean => !paragraph.outside

function fromPreamble(text: string): Reading[] {
  const found: Reading[] = []
  for (const { pattern, issuer, year } of PREAMBLE_PATTERNS) {
    const match = pattern.exec(text)
    if (!match) continue
    const name = issuer > 0 ? tailName(match[issuer] ?? '') : null
    const value = year > 0 && match[year] ? Number(match[year]) : null
    if (name === null && value === null) continue
    found.push({ source: 'preamble', issuer: name, year: value, text: match[0] })
  }
  // The first words that name a body are those that count.
  const named = found.filter((reading) => reading.issuer !== null)
  const dated = found.filter((reading) => reading.year !== null)
  return [...named.slice(0, 1), ...dated.slice(0, 1)].filter((reading, i, all) => all.indexOf(reading) === i)
}

/** A name at the end of a clause: what stands before its last comma is no part of it. */
function tailName(text: string): string | null {
  const name = cleanName(text.split(/[，,。、:：]/).pop() ?? '')
  return name !== null && BODY_END.test(name) ? name : null
}

/** The period that the figures cover: one of those that a word like 统计期限 stands before, else a whole year. */
function findPeriod(text: string): Period | null {
  const match = /(?:统计|期限|时限|周期|时间|数据)[^。]{0,30}?(20\d{2}年[^。]{0,40})/.exec(text)
  const named = match?.[1] ? periodsIn(match[1]) : []
  if (named[0]) return named[0]
  const wholeYear = ({ from, to }: Period): boolean =>
    from.endsWith('-01-01') && to.slice(0, 7) === `${from.slice(0, 4)}-12`
  return periodsIn(text).find(wholeYear) ?? null
}

/** The last lines: the body, and below it the date. */
function fromSignature(paragraphs: readonly Paragraph[]): Reading[] {
  for (const paragraph of paragraphs.slice(-4)) {
    const text = plain(paragraph.text).replace(/(?:20\d{2}年.*)$/, '')
    if (text.length >= 3 && text.length <= 30 && BODY_END.test(text) && !/[，,。;；:：]/.test(text)) {
      const name = cleanName(text)
      if (name) return [{ source: 'signature', issuer: name, year: null, text }]
    }
  }
  return []
}

/** The body that filled in the statistics tables, where all of them name the same: 填报单位（盖章）：… */
function fromCaptions(paragraphs: readonly Paragraph[]): Reading[] {
  const names = paragraphs.flatMap(({ text }) => {
    const printed = /(?:填报|报送)(?:单位|机关)\s*(?:[(（]盖章[)）])?\s*[:：]\s*(\S{3,30})/.exec(text)?.[1]
    return printed ? (tailName(plain(printed)) ?? []) : []
  })
  const [name, ...others] = new Set(names)
  return name && others.length === 0 ? [{ source: 'signature', issuer: name, year: null, text: name }] : []
}

/** The year that the text itself begins with: 2016年度，全县公安机关… */
function fromText(paragraphs: readonly Paragraph[]): Reading[] {
  for (const paragraph of paragraphs.slice(0, 8)) {
    const text = plain(paragraph.text)
    // A date that stands alone is that of the signature.
    if (/^20\d\d年\d{1,2}月(?:\d{1,2}日)?$/.test(text)) continue
    const match = /^(?:\([一二三四五]\)[^。]{0,12})?(?:今年|在)?(20[0-3]\d)年度?[，,以来]?/.exec(text)
    if (match) return [{ source: 'text', issuer: null, year: Number(match[1]), text: match[0] }]
  }
  return []
}

/**
 * The year before that of the report, where the text speaks of that one in its leading words and never names its own: taken over from last
 * year. A text that names both looks back; one that names neither says nothing.
 */
function staleYear(paragraphs: readonly Paragraph[], year: number): number | null {
  let leads = false
  for (const paragraph of paragraphs) {
    const text = plain(paragraph.text)
    if (text.includes(`${year}年`)) return null
    leads ||= new RegExp(
      `(?:^|。)(?:\\([一二三四五六]\\)[^。，,]{0,16}[。:])?(?:在|自)?${year - 1}年度?[，,全我本]`,
    ).test(text)
  }
  return leads ? year - 1 : null
}

/** What a page says of itself unseen: its title, alone or among the names of the site and its parts. */
function fromPage(blocks: readonly Block[]): Reading[] {
  return blocks.flatMap((block): Reading[] => {
    if (block.kind !== 'paragraph' || !block.unseen) return []
    for (const piece of [block.text, ...block.text.split(/[\s_|｜>»·—–-]+/)]) {
      const title = parseTitle(plain(piece))
      if (title && (title.issuer !== null || title.year !== null)) return [{ source: 'page', ...title, text: piece }]
    }
    return []
  })
}

function fromName(name: string): Reading[] {
  const base = plain(name.replace(/^.*[/\\]/, '').replace(/\.[A-Za-z0-9]{1,5}$/, '')).replace(/[_\s-]+/g, '')
  const title = parseTitle(base)
  if (title) return [{ source: 'name', ...title, text: base }]
  const year = /(?:^|\D)(20[0-3]\d)(?:年|\D|$)/.exec(base)
  return year ? [{ source: 'name', issuer: null, year: Number(year[1]), text: base }] : []
}

/** One name at the end of the other is the same body, or its office: 洪泽区人民政府, 淮安市洪泽区人民政府办公室. */
function sameBody(a: string, b: string): boolean {
  const core = (name: string): string => name.replace(/(?:人民政府|政府)?(?:办公室|办)?$/, '').replace(/^市/, '')
  return a === b || core(a).endsWith(core(b)) || core(b).endsWith(core(a))
}
