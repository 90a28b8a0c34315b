/** What both editions of table 三 share. Source of every label: the forms annexed to the notices of 2019 and 2021. */

import type { ColumnDef, RowDef } from './define.js'

const ORGANIZATIONS = '法人或其他组织'
const APPLICANTS = '申请人情况'

export const applicantColumns: readonly ColumnDef[] = [
  { id: 'naturalPerson', path: [APPLICANTS, '自然人'], aliases: ['公民', '个人'], gloss: 'natural persons' },
  { id: 'business', path: [APPLICANTS, ORGANIZATIONS, '商业企业'], aliases: ['企业'], gloss: 'businesses' },
  { id: 'researchInstitution', path: [APPLICANTS, ORGANIZATIONS, '科研机构'], gloss: 'research institutions' },
  {
    id: 'publicInterestOrganization',
    path: [APPLICANTS, ORGANIZATIONS, '社会公益组织'],
    aliases: ['公益组织', '社会组织'],
    gloss: 'public interest organizations',
  },
  {
    id: 'legalServiceOrganization',
    path: [APPLICANTS, ORGANIZATIONS, '法律服务机构'],
    aliases: ['法律机构'],
    gloss: 'legal service organizations',
  },
  {
    id: 'otherOrganization',
    path: [APPLICANTS, ORGANIZATIONS, '其他'],
    aliases: ['其它'],
    gloss: 'other organizations',
  },
  { id: 'total', path: [APPLICANTS, '总计'], aliases: ['合计', '总数', '小计'], gloss: 'total' },
]

const RESULTS = '三、本年度办理结果'
const WITHHELD = '（三）不予公开'
const UNABLE = '（四）无法提供'
const NOT_PROCESSED = '（五）不予处理'

export const receivedRows: readonly RowDef[] = [
  {
    id: 'received',
    path: ['一、本年新收政府信息公开申请数量'],
    aliases: ['一、本年新收政府信息公开申请', '一、新收政府信息公开申请', '一、新收申请', '一、本年新收'],
    gloss: 'requests received this year',
  },
  {
    id: 'broughtForward',
    path: ['二、上年结转政府信息公开申请数量'],
    aliases: ['二、上年结转政府信息公开申请', '二、上年度结转政府信息公开申请数量', '二、上年结转'],
    gloss: 'requests brought forward from last year',
  },
]

export const outcomeRows: readonly RowDef[] = [
  { id: 'grantedInFull', path: [RESULTS, '（一）予以公开'], gloss: 'granted in full' },
  {
    id: 'grantedInPart',
    path: [RESULTS, '（二）部分公开（区分处理的，只计这一情形，不计其他情形）'],
    aliases: ['（二）部分公开'],
    gloss: 'granted in part',
  },
  { id: 'withheld.stateSecrets', path: [RESULTS, WITHHELD, '1.属于国家秘密'], gloss: 'withheld: state secrets' },
  {
    id: 'withheld.prohibitedByLaw',
    path: [RESULTS, WITHHELD, '2.其他法律行政法规禁止公开'],
    aliases: ['2.其他法律法规禁止公开', '2.其他法律行政止公开', '2.法律行政法规禁止公开'],
    gloss: 'withheld: disclosure prohibited by other laws or regulations',
  },
  {
    id: 'withheld.securityAndStability',
    path: [RESULTS, WITHHELD, '3.危及“三安全一稳定”'],
    gloss: 'withheld: endangers security or stability',
  },
  {
    id: 'withheld.thirdPartyRights',
    path: [RESULTS, WITHHELD, '4.保护第三方合法权益'],
    gloss: 'withheld: rights of third parties',
  },
  {
    id: 'withheld.internalAffairs',
    path: [RESULTS, WITHHELD, '5.属于三类内部事务信息'],
    gloss: 'withheld: internal affairs',
  },
  {
    id: 'withheld.deliberativeProcess',
    path: [RESULTS, WITHHELD, '6.属于四类过程性信息'],
    gloss: 'withheld: deliberative process',
  },
  {
    id: 'withheld.enforcementFiles',
    path: [RESULTS, WITHHELD, '7.属于行政执法案卷'],
    aliases: ['7.属于行政执法案卷信息'],
    gloss: 'withheld: enforcement files',
  },
  {
    id: 'withheld.administrativeInquiries',
    path: [RESULTS, WITHHELD, '8.属于行政查询事项'],
    gloss: 'withheld: matters for an administrative inquiry',
  },
  {
    id: 'unableToProvide.notHeld',
    path: [RESULTS, UNABLE, '1.本机关不掌握相关政府信息'],
    gloss: 'unable to provide: not held',
  },
  {
    id: 'unableToProvide.requiresCreation',
    path: [RESULTS, UNABLE, '2.没有现成信息需要另行制作'],
    gloss: 'unable to provide: would have to be created',
  },
  {
    id: 'unableToProvide.stillUnclear',
    path: [RESULTS, UNABLE, '3.补正后申请内容仍不明确'],
    gloss: 'unable to provide: still unclear after correction',
  },
  {
    id: 'notProcessed.petitions',
    path: [RESULTS, NOT_PROCESSED, '1.信访举报投诉类申请'],
    gloss: 'not processed: petitions and complaints',
  },
  {
    id: 'notProcessed.repeated',
    path: [RESULTS, NOT_PROCESSED, '2.重复申请'],
    gloss: 'not processed: repeated request',
  },
  {
    id: 'notProcessed.publications',
    path: [RESULTS, NOT_PROCESSED, '3.要求提供公开出版物'],
    gloss: 'not processed: asks for publications',
  },
  {
    id: 'notProcessed.excessive',
    path: [RESULTS, NOT_PROCESSED, '4.无正当理由大量反复申请'],
    gloss: 'not processed: excessive requests without proper reason',
  },
  {
    id: 'notProcessed.reconfirmation',
    path: [RESULTS, NOT_PROCESSED, '5.要求行政机关确认或重新出具已获取信息'],
    gloss: 'not processed: asks to confirm or reissue information',
  },
]

export const otherHandlingRow: RowDef = {
  id: 'otherHandling',
  path: [RESULTS, '（六）其他处理'],
  aliases: ['（六）其他', '（六）其它处理'],
  gloss: 'other handling',
}

const OTHER_HANDLING = '（六）其他处理'

export const otherHandlingRows: readonly RowDef[] = [
  {
    id: 'otherHandling.notCorrected',
    path: [RESULTS, OTHER_HANDLING, '1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请'],
    aliases: ['1.申请人无正当理由逾期不补正', '1.逾期不补正'],
    gloss: 'other handling: not corrected in time',
  },
  {
    id: 'otherHandling.feeUnpaid',
    path: [RESULTS, OTHER_HANDLING, '2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请'],
    aliases: ['2.申请人逾期未按收费通知要求缴纳费用', '2.逾期不缴费', '2.逾期未缴费'],
    gloss: 'other handling: fee not paid in time',
  },
  {
    id: 'otherHandling.other',
    path: [RESULTS, OTHER_HANDLING, '3.其他'],
    aliases: ['3.其它'],
    gloss: 'other handling: other',
  },
]

export const closingRows: readonly RowDef[] = [
  {
    id: 'totalProcessed',
    path: [RESULTS, '（七）总计'],
    aliases: ['（七）合计', '（七）总数'],
    gloss: 'total processed',
  },
  {
    id: 'carriedForward',
    path: ['四、结转下年度继续办理'],
    aliases: ['四、结转下一年继续办理', '四、结转下年继续办理', '四、结转下年度办理', '四、结转下年度'],
    gloss: 'carried forward to next year',
  },
]
