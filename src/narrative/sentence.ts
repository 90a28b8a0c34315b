/** One sentence → what it states, each figure with its subject and the whole that it is a part or share of. */

import { FEE_REQUESTS, FEES, GROWTH, PART, SHARE } from '../forms/subjects.js'
import { claimsIn } from './claims.js'
import { type Quantity, quantitiesIn } from './quantities.js'
import { subjectOf } from './subject-of.js'
import { inherited, LEAVES_OUT, otherYearIn, scopeIn } from './whose.js'

/** A statement before its place in the printed text is looked up. */
export interface Draft {
  readonly subject: string
  readonly value: number | null
  readonly unit: string | null
  readonly approximate: boolean
  readonly decimals: number
  readonly scope: string | null
  readonly year: number | null
  /** Index among all drafts. */
  readonly of: number | null
  /** Offsets in the sentence. */
  readonly from: number
  readonly to: number
}

/** What the paragraph has said before. */
export interface Before {
  /** All drafts; those from `paragraph` on are of this paragraph. */
  readonly drafts: readonly Draft[]
  readonly paragraph: number
  readonly words: string
  readonly scope: string | null
  readonly year: number | null
}

/** A list of parts that is being read. */
interface List {
  readonly whole: number
  readonly unit: string
  readonly bracket: boolean
  /** Whether no other list has parted the whole before: parts of two lists add up to nothing. */
  readonly first: boolean
}

const ASKS = /^requests\.(?:received|newlyReceived)$/
const DONE = /^requests\.(?:completed|answered|handled)$/
/** Wholes of which a list of parts may follow. */
const WHOLES = /^(?:requests\.(?!brought|carried)|disclosure\.items$|disputes|fees\.informationProcessing$)/
/** What is never a part of the list before it. */
const NEW_TOPIC = /^(?:requests\.|disputes)/
/** What begins a list of parts, where it stands behind the whole. */
const OPENS = /其中|^[:(]|^，(?:包括|分别(?:是|为))/
/** One figure for each of two. */
const EACH = /(?:各|均)[为是有计共]*$/
/** A figure that leaves some out is of a scope of its own: 5件（不含撤回）. */
const leftOut = (right: string): string | null => {
  const [, words = ''] = /^\(([^()]*)/.exec(right) ?? []
  return LEAVES_OUT.test(words) ? words : null
}
/** What stands between the requests and the money that was taken for them. */
const TAKEN =
  /^[^，。；\d]{0,20}(?:信息(?:公开)?处理费)?(?:[，(])?(?:总)?(?:共计|合计|总计|共|计|总额|金额)?(?:金额)?(?:为|是|:)?$/
/** Verbs of other things than those that a list counts. */
const OTHER_THINGS =
  /召开|举办|开展|组织|培训|收到|受理|办理|答复|阅读|浏览|访问|粉丝|点击|同比|较上年|比上年|较去年|比去年|同时|此外|另有/

export function draftsOf(words: string, before: Before): Draft[] {
  const { year, paragraph } = before
  const drafts: Draft[] = []
  const base = before.drafts.length
  const at = (index: number): Draft | undefined => (index < base ? before.drafts[index] : drafts[index - base])
  const last = (pattern: RegExp, from = base): number | null => {
    for (let i = base + drafts.length - 1; i >= from; i--) if (pattern.test(at(i)?.subject ?? '')) return i
    return null
  }
  const listOf = (whole: number | null, bracket: boolean): List | null => {
    if (whole === null) return null
    const first = ![...before.drafts, ...drafts].some(({ subject, of }) => subject === PART && of === whole)
    return { whole, bracket, first, unit: at(whole)?.unit ?? '' }
  }
  const context = `${before.words}。${words}`
  const lefts: string[] = []
  const quantities = quantitiesIn(words)
  const from = inherited(before.scope, words)
  const scopeAt = (offset: number): string | null => scopeIn(words.slice(0, offset)) ?? from
  let list: List | null = /^其中/.test(words) ? listOf(last(WHOLES, paragraph), false) : null

  for (const [i, quantity] of quantities.entries()) {
    const previous = quantities[i - 1]
    const left = words.slice(previous?.to ?? 0, quantity.from)
    lefts.push(left)
    const right = words.slice(quantity.to, quantities[i + 1]?.from ?? words.length)
    const behind = drafts.at(-1)
    if (list?.bracket && /^[^()]*\)/.test(left.replace(/\([^()]*\)/g, ''))) list = null
    if (behind && previous && behind.to === previous.to && WHOLES.test(behind.subject) && OPENS.test(left))
      list = listOf(base + drafts.length - 1, left.startsWith('('))
    if (/百分点$/.test(quantity.unit)) continue
    const common = {
      ...measures(quantity),
      scope: leftOut(right) ?? scopeAt(quantity.from),
      year: otherYearIn(words.slice(0, quantity.from), year),
    }
    if (quantity.unit === '%') {
      const rate = rateOf(left, quantity, drafts, base)
      if (rate) drafts.push({ ...common, ...rate })
      continue
    }
    // 收取信息处理费25件，共计2950元: what was taken for these requests.
    const taken = behind?.subject === FEE_REQUESTS && behind.to === previous?.to && TAKEN.test(left)
    if (taken && /^万?元$/.test(quantity.unit)) {
      drafts.push({ ...common, subject: FEES, of: base + drafts.length - 1 })
      continue
    }
    const def = subjectOf({ left, right, unit: quantity.unit, context })
    if (def === null) {
      // 甲局1件420元: the money has the name that stands before the cases.
      const named = left === '' && previous?.unit === '件' ? `${lefts[i - 1]}` : left
      if (list?.first && isPart(named, quantity, list)) drafts.push({ ...common, subject: PART, of: list.whole })
      else if (list && OTHER_THINGS.test(left)) list = null
      continue
    }
    const { id } = def
    if (list && NEW_TOPIC.test(id) && !/其中|\(/.test(left)) list = null
    // Items disclosed in a list of items disclosed are parts of them: 网站公开信息 within 公开信息.
    const inner =
      id === 'disclosure.items' && list !== null && at(list.whole)?.subject === id && isPart(left, quantity, list)
    const of = id.startsWith('results.') ? last(caseIn(left)) : wholeOf(id, list, at, last)
    // A result of nothing that is named is no result.
    if (id.startsWith('results.') && of === null) continue
    const each = id === 'disputes' && EACH.test(left) ? ['disputes.reconsideration', 'disputes.litigation'] : [id]
    const carried = carriedYear(id, left, right, year)
    for (const subject of inner ? [PART] : each)
      drafts.push({ ...common, subject, of, year: carried === undefined ? common.year : carried })
  }
  const near = before.words.split('。').findLast((one) => one !== '') ?? ''
  for (const { subject, value, from, to } of claimsIn(words, context, `${near}。${words}`)) {
    // 工单3421件，办结率100%: what is all done is what was counted last.
    const counted = quantities.findLast((one) => one.to <= from && one.unit !== '%')
    const done = (draft: Draft): boolean => draft.from === counted?.from && OF_REQUESTS.test(draft.subject)
    if (value === null && counted && !drafts.some(done)) continue
    const about = words.slice(0, from)
    drafts.push({
      ...{ subject, value, from, to, unit: null, approximate: false, decimals: 0, of: null },
      scope: scopeAt(from),
      year: otherYearIn(about, year),
    })
  }
  return drafts
}

/** Figures behind which all requests can be said to be done. */
const OF_REQUESTS = /^(?:(?:requests|outcomes|channels|applicants)\.|part$)/

/** The cases that a result is said of: those that its own words name, or else the last. */
const caseIn = (left: string): RegExp =>
  /诉讼[^，。；、]*$/.test(left)
    ? /^disputes\.litigation$/
    : /复议[^，。；、]*$/.test(left)
      ? /^disputes\.reconsideration$/
      : /^disputes\.(?:reconsideration|litigation(?:\.\w+)?)$/

/** A part has a name of its own, in one clause, and the unit of its whole. */
function isPart(left: string, { unit }: Quantity, list: List): boolean {
  const clause = left.replace(/^[，；、:()]+|^其中[，:]?/g, '').replace(/^其中[，:]?/, '')
  return unit === list.unit && /\p{Script=Han}{2}/u.test(clause) && !/[，；]/.test(clause) && !OTHER_THINGS.test(clause)
}

const measures = ({ value, unit, approximate, decimals, from, to }: Quantity) => ({
  ...{ value, unit, approximate, decimals, from, to },
})

function wholeOf(
  id: string,
  list: List | null,
  at: (i: number) => Draft | undefined,
  last: (pattern: RegExp) => number | null,
): number | null {
  const listed = list === null ? '' : (at(list.whole)?.subject ?? '')
  if (/^(?:applicants|channels)\./.test(id)) return list && ASKS.test(listed) ? list.whole : last(ASKS)
  if (id.startsWith('outcomes.')) return list && (DONE.test(listed) || ASKS.test(listed)) ? list.whole : last(DONE)
  return list?.whole ?? null
}

const UP = /(?:增长|增加|上升|上涨|提高|提升)(?:了|约|率|:|为|达)*$/
const DOWN = /(?:下降|减少|降低|回落|下滑)(?:了|约|率|:|为|达)*$/
/** Only what stands beside the figure grows: a clause between them may speak of anything. */
const COMPARED =
  /^(?:(?:的)?政府信息公开申请)?(?:\([^()]*\))?[，(]?(?:申请(?:数量|总量|量|件数|数)?)?(?:同比|[较比](?:上年|去年|上一年|20\d\d年)|与(?:上年|去年|上一年|20\d\d年)相?比)[^，。；()]{0,10}$/
const OF_WHOLE = /^(?:[，(、]?(?:占比|占)[^，。；()%]{0,14}|\()$/

/** A share of a whole, or a change against last year, of the figure before it. */
function rateOf(
  left: string,
  { value, from }: Quantity,
  drafts: readonly Draft[],
  base: number,
): { readonly subject: string; readonly of: number; readonly value: number } | null {
  const own = drafts.findLastIndex(({ subject }) => subject !== SHARE && subject !== GROWTH)
  const draft = drafts[own]
  if (!draft || draft.unit === null || from - draft.to > left.length + 8) return null
  if (COMPARED.test(left)) {
    if (UP.test(left)) return { subject: GROWTH, of: base + own, value }
    return DOWN.test(left) ? { subject: GROWTH, of: base + own, value: -value } : null
  }
  return OF_WHOLE.test(left) && draft.to === from - left.length ? { subject: SHARE, of: base + own, value } : null
}

/**
 * Requests are carried from last year and into the next: null for these years. Others are carried between other years; undefined where the
 * words name none.
 */
function carriedYear(id: string, left: string, right: string, year: number | null): number | null | undefined {
  if (year === null) return undefined
  if (id === 'requests.broughtForward') {
    const from = /(20\d\d)年度?[^，。；]{0,10}(?:结转|转结|遗留|转入|顺延)[^，。；]*$/.exec(left)?.[1]
    return from === undefined ? undefined : Number(from) === year - 1 ? null : Number(from)
  }
  if (id !== 'requests.carriedForward') return undefined
  const to = /(?:转|顺延|延续)[^，。；|]{0,6}?(20\d\d)年/.exec(`${left.slice(-40)}|${right.slice(0, 40)}`)?.[1]
  return to === undefined ? undefined : Number(to) === year + 1 ? null : Number(to)
}
