/**
 * The indicators of the statistics table of the reports for 2014–2018, 政府信息公开情况统计表 (国办发〔2014〕32号): what a printed
 * label means, whatever table of a province or ministry it stands in. Labels without number and brackets.
 *
 * To add an indicator, add a line: `id`, its label, the indicator it is a part of, other labels in use, an English gloss.
 */

export interface Indicator {
  /** Row id of docs/cells.md. */
  readonly id: string
  readonly label: string
  readonly parent: string | null
  readonly aliases?: readonly string[]
  readonly gloss: string
}

export const indicators: readonly Indicator[] = [
  {
    id: 'proactiveTotal',
    label: '主动公开政府信息数',
    parent: null,
    aliases: ['主动公开文件数', '主动公开信息数', '主动公开政府信息总数'],
    gloss: 'items proactively disclosed (same item via several channels counted once)',
  },
  {
    id: 'proactiveNormativeDocuments',
    label: '主动公开规范性文件数',
    parent: 'proactiveTotal',
    gloss: 'of which normative documents',
  },
  {
    id: 'normativeDocumentsIssuedAll',
    label: '制发规范性文件总数',
    parent: null,
    gloss: 'normative documents issued, disclosed or not',
  },
  {
    id: 'channelGazette',
    label: '政府公报公开政府信息数',
    parent: null,
    aliases: ['政府公报公开数'],
    gloss: 'via government gazette',
  },
  {
    id: 'channelWebsite',
    label: '政府网站公开政府信息数',
    parent: null,
    aliases: ['政府网站公开数'],
    gloss: 'via government websites',
  },
  { id: 'channelWeibo', label: '政务微博公开政府信息数', parent: null, gloss: 'via government microblogs' },
  { id: 'channelWechat', label: '政务微信公开政府信息数', parent: null, gloss: 'via government WeChat' },
  { id: 'channelOther', label: '其他方式公开政府信息数', parent: null, gloss: 'via other means' },
  {
    id: 'hotTopicsAnswered',
    label: '回应公众关注热点或重大舆情数',
    parent: null,
    gloss: 'public concerns or major incidents answered (same one counted once)',
  },
  {
    id: 'pressConferences',
    label: '参加或举办新闻发布会总次数',
    parent: null,
    gloss: 'press conferences attended or held',
  },
  {
    id: 'pressConferencesByPrincipal',
    label: '主要负责同志参加新闻发布会次数',
    parent: 'pressConferences',
    gloss: 'of which with the principal official',
  },
  {
    id: 'onlineInterviews',
    label: '政府网站在线访谈次数',
    parent: null,
    gloss: 'online interviews on government websites',
  },
  {
    id: 'onlineInterviewsByPrincipal',
    label: '主要负责同志参加政府网站在线访谈次数',
    parent: 'onlineInterviews',
    gloss: 'of which with the principal official',
  },
  {
    id: 'policyExplainers',
    label: '政策解读稿件发布数',
    parent: null,
    gloss: 'policy interpretation articles published',
  },
  {
    id: 'responsesViaSocialMedia',
    label: '微博微信回应事件数',
    parent: null,
    gloss: 'matters answered via microblog/WeChat',
  },
  { id: 'responsesViaOther', label: '其他方式回应事件数', parent: null, gloss: 'matters answered by other means' },
  {
    id: 'requestsReceived',
    label: '收到申请数',
    parent: null,
    aliases: [
      '收到依申请公开信息总数',
      '受理依申请公开信息总数',
      '收到申请总数',
      '申请总数',
      '受理申请总数',
      '收到政府信息公开申请数',
    ],
    gloss: 'requests received',
  },
  { id: 'requestsInPerson', label: '当面申请数', parent: 'requestsReceived', gloss: 'in person' },
  { id: 'requestsByFax', label: '传真申请数', parent: 'requestsReceived', gloss: 'by fax' },
  {
    id: 'requestsOnline',
    label: '网络申请数',
    parent: 'requestsReceived',
    aliases: ['网上申请数', '网络平台申请数'],
    gloss: 'online (incl. e-mail)',
  },
  {
    id: 'requestsByLetter',
    label: '信函申请数',
    parent: 'requestsReceived',
    aliases: ['信函申请数'],
    gloss: 'by letter',
  },
  { id: 'requestsCompleted', label: '申请办结数', parent: null, gloss: 'requests completed' },
  {
    id: 'completedOnTime',
    label: '按时办结数',
    parent: 'requestsCompleted',
    gloss: 'completed within the normal time',
  },
  {
    id: 'completedExtended',
    label: '延期办结数',
    parent: 'requestsCompleted',
    gloss: 'completed after a lawful extension',
  },
  {
    id: 'requestsReplied',
    label: '申请答复数',
    parent: null,
    aliases: ['对申请的答复总数', '答复申请数', '申请答复总数'],
    gloss: 'replies given',
  },
  {
    id: 'replyAlreadyPublic',
    label: '属于已主动公开范围数',
    parent: 'requestsReplied',
    gloss: 'already proactively disclosed',
  },
  { id: 'replyGranted', label: '同意公开答复数', parent: 'requestsReplied', gloss: 'granted' },
  { id: 'replyPartiallyGranted', label: '同意部分公开答复数', parent: 'requestsReplied', gloss: 'partially granted' },
  {
    id: 'replyRefused',
    label: '不同意公开答复数',
    parent: 'requestsReplied',
    aliases: ['不予公开答复数'],
    gloss: 'refused',
  },
  { id: 'refusedG2StateSecrets', label: '涉及国家秘密', parent: 'replyRefused', gloss: 'state secrets' },
  { id: 'refusedG2TradeSecrets', label: '涉及商业秘密', parent: 'replyRefused', gloss: 'trade secrets' },
  { id: 'refusedG2PersonalPrivacy', label: '涉及个人隐私', parent: 'replyRefused', gloss: 'personal privacy' },
  {
    id: 'refusedG2Security',
    label: '危及国家安全、公共安全、经济安全和社会稳定',
    parent: 'replyRefused',
    gloss: 'endangers security or stability',
  },
  {
    id: 'refusedG2NotGovernmentInformation',
    label: '不是《条例》所指政府信息',
    parent: 'replyRefused',
    gloss: 'not government information under the Regulations',
  },
  {
    id: 'refusedG2OtherStatutory',
    label: '法律法规规定的其他情形',
    parent: 'replyRefused',
    gloss: 'other statutory cases',
  },
  {
    id: 'replyNotThisAgency',
    label: '不属于本行政机关公开数',
    parent: 'requestsReplied',
    gloss: 'not for this agency to disclose',
  },
  { id: 'replyNotExisting', label: '申请信息不存在数', parent: 'requestsReplied', gloss: 'information does not exist' },
  {
    id: 'replyToldToAmend',
    label: '告知作出更改补充数',
    parent: 'requestsReplied',
    gloss: 'told to amend or supplement',
  },
  {
    id: 'replyToldOtherChannel',
    label: '告知通过其他途径办理数',
    parent: 'requestsReplied',
    gloss: 'told to use another channel',
  },
  {
    id: 'g2Reconsiderations',
    label: '行政复议数量',
    parent: null,
    aliases: ['行政复议数'],
    gloss: 'administrative reconsiderations',
  },
  { id: 'g2ReconsiderationsUpheld', label: '维持具体行政行为数', parent: 'g2Reconsiderations', gloss: 'upheld' },
  { id: 'g2ReconsiderationsCorrected', label: '被依法纠错数', parent: 'g2Reconsiderations', gloss: 'corrected' },
  { id: 'g2ReconsiderationsOther', label: '其他情形数', parent: 'g2Reconsiderations', gloss: 'other' },
  {
    id: 'g2Litigations',
    label: '行政诉讼数量',
    parent: null,
    aliases: ['行政诉讼数'],
    gloss: 'administrative litigations',
  },
  {
    id: 'g2LitigationsUpheld',
    label: '维持具体行政行为或者驳回原告诉讼请求数',
    parent: 'g2Litigations',
    gloss: 'upheld or claim dismissed',
  },
  { id: 'g2LitigationsCorrected', label: '被依法纠错数', parent: 'g2Litigations', gloss: 'corrected' },
  { id: 'g2LitigationsOther', label: '其他情形数', parent: 'g2Litigations', gloss: 'other' },
  { id: 'g2Complaints', label: '举报投诉数量', parent: null, aliases: ['举报投诉数'], gloss: 'reports and complaints' },
  {
    id: 'g2FeesCollected',
    label: '依申请公开信息收取的费用',
    parent: null,
    gloss: 'fees collected for disclosure upon request',
  },
  { id: 'dedicatedUnits', label: '政府信息公开工作专门机构数', parent: null, gloss: 'dedicated disclosure units' },
  { id: 'readingPoints', label: '设置政府信息公开查阅点数', parent: null, gloss: 'public reading points' },
  { id: 'staffTotal', label: '从事政府信息公开工作人员数', parent: null, gloss: 'staff working on disclosure' },
  {
    id: 'staffFullTime',
    label: '专职人员数',
    parent: 'staffTotal',
    gloss: 'full-time (excl. gazette and website staff)',
  },
  { id: 'staffPartTime', label: '兼职人员数', parent: 'staffTotal', gloss: 'part-time' },
  {
    id: 'dedicatedFunds',
    label: '政府信息公开专项经费',
    parent: null,
    gloss: 'dedicated funds (excl. gazette and website)',
  },
  { id: 'meetings', label: '召开政府信息公开工作会议或专题会议数', parent: null, gloss: 'meetings held' },
  { id: 'trainingCourses', label: '举办各类培训班数', parent: null, gloss: 'training courses held' },
  { id: 'traineeAttendances', label: '接受培训人员数', parent: null, gloss: 'trainee attendances' },
] as const

/** Parts that need not add up to their whole: the same information given in several ways counts once. */
export const overlapping = ['主动公开', '公开政府信息', '公开数', '渠道', '回应', '解读'] as const
