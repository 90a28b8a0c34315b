/**
 * Rules of the statistics table of the reports for 2014–2018 (国办发〔2014〕32号), over the ids of its indicators. A rule is
 * tried where the table prints all its lines, and no other part of the same total.
 */

import type { Level } from '../findings.js'
import type { Rule } from './rules.js'

const source = '国办发〔2014〕32号 政府信息公开情况统计表'

const sum = (id: string, equation: string): Rule => ({
  id,
  code: 'statistics/sum',
  table: 'statistics',
  each: 'column',
  equation,
  total: equation.split(' = ')[0] as string,
  level: 'error',
  authority: 'impliedByStructure',
  source,
  blanks: 'unknown',
})

const limit = (id: string, equation: string, authority: Rule['authority'], level: Level = 'warning'): Rule => ({
  id,
  code: 'statistics/limit',
  table: 'statistics',
  each: 'column',
  equation,
  level,
  authority,
  source,
  blanks: 'unknown',
})

const channels = ['channelGazette', 'channelWebsite', 'channelWeibo', 'channelWechat', 'channelOther']

export const statisticsRules: readonly Rule[] = [
  sum('G2-RECV', 'requestsReceived = requestsInPerson + requestsByFax + requestsOnline + requestsByLetter'),
  sum('G2-DONE', 'requestsCompleted = completedOnTime + completedExtended'),
  sum(
    'G2-REPLY',
    'requestsReplied = replyAlreadyPublic + replyGranted + replyPartiallyGranted + replyRefused + replyNotThisAgency + replyNotExisting + replyToldToAmend + replyToldOtherChannel',
  ),
  sum(
    'G2-REFUSE',
    'replyRefused = refusedG2StateSecrets + refusedG2TradeSecrets + refusedG2PersonalPrivacy + refusedG2Security + refusedG2NotGovernmentInformation + refusedG2OtherStatutory',
  ),
  sum(
    'G2-REV',
    'g2Reconsiderations = g2ReconsiderationsUpheld + g2ReconsiderationsCorrected + g2ReconsiderationsOther',
  ),
  sum('G2-LIT', 'g2Litigations = g2LitigationsUpheld + g2LitigationsCorrected + g2LitigationsOther'),
  sum('G2-STAFF', 'staffTotal = staffFullTime + staffPartTime'),
  {
    id: 'G2-DONEREPLY',
    code: 'statistics/replies',
    table: 'statistics',
    each: 'column',
    equation: 'requestsReplied = requestsCompleted',
    level: 'info',
    authority: 'impliedByDefinition',
    source,
    blanks: 'unknown',
  },
  // The same item counts once however often it is given: no channel has more than there are, all together have as many.
  ...channels.map((channel) => limit('G2-CHANMAX', `proactiveTotal >= ${channel}`, 'statedInForm')),
  limit('G2-CHANMAX', `proactiveTotal <= ${channels.join(' + ')}`, 'statedInForm'),
  limit('G2-SUBSET', 'proactiveTotal >= proactiveNormativeDocuments', 'impliedByStructure', 'error'),
  limit('G2-SUBSET', 'pressConferences >= pressConferencesByPrincipal', 'impliedByStructure', 'error'),
  limit('G2-SUBSET', 'onlineInterviews >= onlineInterviewsByPrincipal', 'impliedByStructure', 'error'),
  limit('G2-NORM', 'normativeDocumentsIssuedAll >= proactiveNormativeDocuments', 'plausibility', 'info'),
]
