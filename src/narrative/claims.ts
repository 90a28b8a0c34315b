/** What a sentence says without a figure: that there was nothing, or that all was done. */

import { ALL_PROCESSED, FEES } from '../forms/subjects.js'

export interface Claim {
  readonly subject: string
  readonly value: 0 | null
  readonly from: number
  readonly to: number
}

const NOTHING =
  /(?:未曾|从未|尚未|暂未|均未|未|没有|暂无|无|零)(?:收到|接收到|接到|接收|受理|发生|产生|出现|引发|引起|存在|涉及|提起|收取|有)?过?(?:任何)?([^，。；:]{2,60})$/u
/** Nothing of these is no claim that there was nothing at all. */
const SPECIAL =
  /纠错|败诉|纠正|撤销|违法|超期|逾期|超时|投诉|举报|信访|减免|听证|许可|咨询|结转|转结|遗留|顺延|不予|部分|收费标准|被责令|问责|问题|影响|其他/
const REQUESTS =
  /(?:公开(?:的)?申请|依申请公开|申请公开)(?:政府|政务)?(?:信息)?(?:公开)?(?:的)?(?:申请)?(?:情况|事项|信息|信件|件|业务|案件|工作)?$/
/** What else is all done, and what is said of those alone that are done. */
const OTHER_WORK =
  /复议|诉讼|结案|建议|提案|议案|热线|工单|留言|来信|来访|信访|信箱|许可|咨询|已办(?:理)?(?:件|的|申请)|已办结的|按[时期](?:办结|办复)率/
/** 均在法定期限内办结 is said of those that are done, and does not say that all are. */
const ALL =
  /(?:均|全部|都|所有申请)(?:已)?(?:经)?(?:全部|按[时期]|按规定|按要求|依法|及时|依规|予以|依法依规)*(?:办结|办理完[成毕结]|办复)|(?:办结|办复)率(?:均)?(?:为|达到|达|是)?(?:100%|百分之百)/u

/**
 * @param context What the paragraph has said so far, and the sentence.
 * @param near The sentence and the one before it: what all is said to be done of.
 */
export function claimsIn(sentence: string, context: string, near: string): Claim[] {
  const found: Claim[] = []
  let at = 0
  for (const clause of sentence.split(/(?<=[，；:])/)) {
    const from = at
    at += clause.length
    const text = clause.replace(/[，；:]$/, '')
    const match = NOTHING.exec(text)
    if (match && !/\d/.test(match[0])) {
      for (const subject of absent(match[1] ?? '', context))
        found.push({ subject, value: 0, from: from + match.index, to: from + text.length })
      continue
    }
    const all = ALL.exec(text)
    if (
      all &&
      !OTHER_WORK.test(text) &&
      (/申请/.test(sentence) || (/申请/.test(near) && !OTHER_WORK.test(lastCounted(near))))
    )
      found.push({ subject: ALL_PROCESSED, value: null, from: from + all.index, to: from + all.index + all[0].length })
  }
  return found
}

/** The last clause of a text that counts something. */
const lastCounted = (text: string): string => text.split(/[，；。]/).findLast((clause) => /\d/.test(clause)) ?? ''

function absent(noun: string, context: string): string[] {
  if (SPECIAL.test(noun)) return []
  if (/收费|处理费/.test(noun)) return [FEES]
  const disputes = /复议|诉讼/.test(noun)
  if (disputes) {
    if (!/信息公开|政务公开|依申请|公开申请|公开工作/.test(context)) return []
    // 复议后起诉 and the like are kinds of lawsuits.
    if (/复议后|直接起诉/.test(noun)) return []
    return [
      ...(/复议/.test(noun) ? ['disputes.reconsideration'] : []),
      ...(/诉讼/.test(noun) ? ['disputes.litigation'] : []),
    ]
  }
  return REQUESTS.test(noun) ? ['requests.received'] : []
}
