/**
 * What figures in the text of a report speak of, by the words that stand before or behind them. The words are those of published
 * reports and of the rows of table 三 and 四; a subject is tried in the order of this list.
 */

export interface SubjectDef {
  readonly id: string
  readonly gloss: string
  /** What a clause ends in before the figure: 收到政府信息公开申请 … 件. */
  readonly before?: string
  /** What a clause begins with behind the figure: 受理 36 件政府信息公开申请; `lead` is what must stand before it. */
  readonly behind?: string
  readonly lead?: string
  /** Units the figure may have; counts of cases where nothing is said. */
  readonly units?: string
  /** Only in a sentence that speaks of this. */
  readonly context?: string
  /** Not where these words stand before the figure in its clause, or in them and its unit. */
  readonly not?: string
}

/**
 * Words that say nothing of what is counted, between it and the figure. Each is taken away from the end of a clause in its turn, the
 * longer ones before their parts; what is left is looked at after every one.
 */
export const fillers: readonly string[] = [
  '政府信息公开',
  '信息公开',
  '政府信息',
  '公开申请',
  '答复意见',
  '原行政行为',
  '分别为',
  ...['答复', '类别', '类型', '申请', '信息', '情形', '情况', '事项', '案件', '信件', '件数', '数量', '总数', '总量'],
  ...['办理', '处理', '共计', '合计', '总计', '累计', '一共', '总共', '共有', '均为', '达到', '占比', '金额'],
  ...[
    '渠道',
    '平台',
    '方式',
    '形式',
    '途径',
    '提交',
    '提出',
    '递交',
    '收到',
    '接收',
    '受理',
    '程序',
    '机关',
    '原因',
    '内容',
    '结果',
  ],
  ...['的', '类', '案', '件', '数', '共', '为', '是', '有', '达', '占', '各', '计', '等', '了', ':'],
]

/** Nothing that a request for information is, though it is received and answered too. */
const OTHER_BUSINESS =
  '咨询|信访(?!、?举?报?投?诉?类)|热线|12345|12315|留言|来信|来电|来访|信箱|建议|提案|议案|许可|听证|减免|意见|邮件往来|网民|投诉举报|备案|登记注册|审批|审查|督办|转办|问政|仲裁|调解|补正通知|培训|会议|检查|清理'

const REQUEST = '(?:依申请公开|公开申请|信息申请|申请公开|申请|依申请)'
/** Ways to apply: 收到网上申请 is no more than one of them. */
const WAYS = '网上|网络|网站|在线|线上|当面|现场|窗口|信函|书面|邮寄|信件|快递|传真|邮件|邮箱'
const RECEIVE = '(?:收到|收悉|接收|接到|收办|受理|收取|收)'
const CASES = '件|条|起|宗|份|例|个|件次'

/** Words between a verb and 申请 that make it no request for another thing: 受理辅具申请. */
const OF_DISCLOSURE = `(?:[^，。；:()]{0,40}?公开[^，。；:()]{0,20}?|(?:共|总|合|累|计|到|了|的|有效|各类|书面|当面|网上|网络|信函|公民|法人|自然人|或|和|及|者|与|、|其[他它]|组织|群众|社会|公众|企业|申请人|提出|提交|该类|上述|全部|所有|政府|信息|依|数量?|件|\\d)*)`
/** A request, somewhere in the sentence. */
const ABOUT_REQUESTS = '申请'
/** Items of information are in 条 as requests are: 不予公开信息15条. */
const ITEMS = '公开(?:的)?(?:各类)?(?:政府|政务)?(?:信息|文件)(?:数|数量)?[为共计是]*[条篇]'
/** A dispute over disclosure: a government reports on others too. */
const ABOUT_DISPUTES = '信息公开|政务公开|依申请|公开申请|公开工作'

const outcome = (id: string, gloss: string, words: string): SubjectDef => ({
  id,
  gloss,
  before: `${words}$`,
  context: ABOUT_REQUESTS,
  not: ITEMS,
})

const reason = (id: string, gloss: string, words: string): SubjectDef => ({
  id: `outcomes.${id}`,
  gloss,
  before: `(?:${words})$`,
  context: ABOUT_REQUESTS,
})

const channel = (id: string, gloss: string, words: string): SubjectDef => ({
  id: `channels.${id}`,
  gloss,
  before: `(?:${words})$`,
  context: ABOUT_REQUESTS,
  not: '答复|办结|公开信息|发布|主动公开|咨询',
})

const result = (id: string, gloss: string, words: string): SubjectDef => ({
  id: `results.${id}`,
  gloss,
  before: `(?:${words})$`,
  context: '复议|诉讼',
})

export const subjects: readonly SubjectDef[] = [
  // Disputes first: they are received and applied for as requests are.
  {
    id: 'disputes',
    gloss: 'reviews and lawsuits together',
    before: `复议(?:申请|案件|案|程序)?(?:和|与|及|以及|、|或)(?:提起)?(?:行政)?(?:诉讼|应诉)$`,
    context: ABOUT_DISPUTES,
  },
  {
    id: 'disputes.reconsideration',
    gloss: 'administrative reviews',
    before: `复议(?:机关)?(?:申请)?(?:程序)?$`,
    behind: '[^，。；、()]{0,24}复议(?:申请|案件|案)?(?![^，。；]{0,4}(?:诉讼|纠|维持))',
    lead: '(?:有|收到|发生|产生|引发|引起|涉及|办理|共)[^，。；]{0,4}$',
    context: ABOUT_DISPUTES,
    not: '诉讼|未|无|维持|纠|复议机关',
  },
  {
    id: 'disputes.litigation.direct',
    gloss: 'lawsuits without a review before',
    before: `(?:未经(?:行政)?复议)?直接(?:起诉|提起行政诉讼)$`,
    context: ABOUT_DISPUTES,
    not: '未(?!经)|无|维持|纠',
  },
  {
    id: 'disputes.litigation.afterReconsideration',
    gloss: 'lawsuits after a review',
    before: `复议后(?:再)?(?:起诉|提起行政诉讼)$`,
    context: ABOUT_DISPUTES,
    not: '未|无|维持|纠',
  },
  {
    id: 'disputes.litigation',
    gloss: 'lawsuits',
    before: `(?:诉讼|应诉)(?:程序)?$`,
    behind: '[^，。；、()]{0,24}(?:行政诉讼|诉讼案)',
    lead: '(?:有|收到|发生|产生|引发|引起|涉及|办理|共)[^，。；]{0,4}$',
    context: ABOUT_DISPUTES,
    not: '未|无|维持|纠|复议后|直接起诉',
  },
  result('upheld', 'upheld', '维持'),
  result('corrected', 'corrected', '(?<!未被?)(?:结果纠正|被纠正|被纠错|予以纠正|纠正|(?<!无)纠错)'),
  result('otherOutcome', 'other results', '其他结果'),
  result('pending', 'not yet decided', '尚未审结|未审结|尚在审理中?|正在审理中?'),

  // What became of requests, the reasons before the groups that they belong to.
  reason('withheld.stateSecrets', 'state secrets', '属于国家秘密|涉及国家秘密'),
  reason('withheld.prohibitedByLaw', 'prohibited by law', '其他法律行政法规禁止公开|法律、?行政法规禁止公开'),
  reason('withheld.securityAndStability', 'security and stability', '三安全一稳定'),
  reason('withheld.thirdPartyRights', 'rights of third parties', '第三方合法权益'),
  reason('withheld.internalAffairs', 'internal affairs', '三类内部事务信息|内部事务信息'),
  reason('withheld.deliberativeProcess', 'deliberative process', '四类过程性信息|过程性信息'),
  reason('withheld.enforcementFiles', 'enforcement files', '行政执法案卷(?:信息)?'),
  reason('withheld.administrativeInquiries', 'administrative inquiries', '行政查询事项'),
  reason('unableToProvide.notHeld', 'not held', '本机关不掌握(?:相关)?(?:政府)?信息|本机关不掌握'),
  reason('unableToProvide.requiresCreation', 'requires creation', '需要?另行制作|没有现成信息'),
  reason('unableToProvide.stillUnclear', 'still unclear', '补正后(?:申请)?(?:内容)?仍不明确'),
  reason('notProcessed.petitions', 'petitions', '信访、?举报、?投诉类?(?:申请|事项)?'),
  reason('notProcessed.repeated', 'repeated requests', '重复申请'),
  reason('notProcessed.publications', 'publications', '要求提供公开出版物'),
  reason('notProcessed.excessive', 'excessive requests', '无正当理由大量反复申请'),
  reason('notProcessed.reconfirmation', 'reconfirmation', '确认或重新出具(?:已获取信息)?'),
  reason('otherHandling.notCorrected', 'not corrected in time', '逾期[不未]补正'),
  reason('otherHandling.feeUnpaid', 'fee not paid in time', '逾期[不未](?:按(?:收费)?通知要求)?缴(?:纳费用|费)'),
  outcome(
    'outcomes.granted',
    'granted in full or in part',
    '(?:公开|提供)(?:及|和|或|与|以及|、)(?:予以|准予)?部分(?:予以)?公开',
  ),
  outcome(
    'outcomes.grantedInPart',
    'granted in part',
    '(?<!(?:公开|提供)(?:及|和|或|与|、)(?:予以|准予)?)部分(?:予以)?公开',
  ),
  outcome('outcomes.withheld', 'withheld', '(?:不予|不同意|决定不|决定不予)公开'),
  outcome('outcomes.grantedInFull', 'granted in full', '(?<!不)(?<!部分)(?:予以|同意|全部|准予)公开'),
  outcome('outcomes.unableToProvide', 'unable to provide', '(?:无法|不能)提供'),
  outcome('outcomes.notProcessed', 'not processed', '不予(?:重复)?处理'),
  outcome('outcomes.otherHandling', 'other handling', '(?<!以)其[他它](?:方式)?处理'),

  // The stock of requests.
  {
    id: 'requests.broughtForward',
    gloss: 'requests brought forward',
    before: `(?:上年度?|上一年度?|去年|(?:20\\d\\d)年度?)[^，。；:()]{0,6}(?:结转|转结|遗留|转入|顺延)(?:至?(?:本年度?|今年))?[^，。；:()]{0,8}$`,
    context: ABOUT_REQUESTS,
    not: '(?:未|无|没有)(?:结转|转结)',
  },
  {
    id: 'requests.carriedForward',
    gloss: 'requests carried forward',
    before: `(?:结转|转结|延续|顺延|转)[^，。；:()]{0,3}(?:下年度?|下一?年度?|次年度?|明年|20\\d\\d年度?)(?:继续)?(?:办理|答复|处理)?$`,
    behind:
      '(?:(?:申请)?(?:正在|尚在|仍在)办理(?:过程)?(?:之?中)?，)?[^，。；()]{0,20}(?:结转|转结|延续|顺延|转)[^，。；()]{0,3}(?:下年|下一?年度|下一年|次年|明年|20\\d\\d年)',
    lead: '',
    context: ABOUT_REQUESTS,
    not: '(?:未|无|没有)(?:结转|转结)',
  },
  {
    id: 'requests.newlyReceived',
    gloss: 'requests newly received',
    before: `新(?:收到?|增|受理)${OF_DISCLOSURE}${REQUEST}$|^(?:其中)?(?:本年度?|当年|20\\d\\d年度?)?新收到?$`,
    not: `复议|诉讼|${OTHER_BUSINESS}`,
  },
  {
    id: 'requests.received',
    gloss: 'requests received',
    before: `${RECEIVE}${OF_DISCLOSURE}(?:(?<!${WAYS})${REQUEST}|信息公开)$|(?:依申请公开|信息公开申请|公开信息申请)(?:事项|件)?(?:共|总|合计)?(?:收到|受理|接收)$`,
    behind: '(?:的)?[^，。；()、]{0,14}(?:公开申请|依申请公开|信息申请|申请公开)(?!复议|行政)',
    lead: `${RECEIVE}(?:的|了|到)?(?:共|共计|各类)?$`,
    not: `复议|诉讼|主动公开|未${RECEIVE}|${OTHER_BUSINESS}`,
  },
  // Who asked, and how.
  {
    id: 'applicants.naturalPerson',
    gloss: 'requests of natural persons',
    before: `(?:自然人|公民个人)$`,
    context: ABOUT_REQUESTS,
    not: '法人|复议|诉讼',
  },
  {
    id: 'applicants.organizations',
    gloss: 'requests of organisations',
    before: `(?<!自然人[和、与及])法人(?:或|和|及|、|或者)其[他它]组织$`,
    context: ABOUT_REQUESTS,
    not: '复议|诉讼',
  },
  {
    id: 'applicants.business',
    gloss: 'requests of businesses',
    before: `商业企业$`,
    context: ABOUT_REQUESTS,
    not: '复议|诉讼',
  },
  {
    id: 'applicants.researchInstitution',
    gloss: 'requests of research institutions',
    before: `科研机构$`,
    context: ABOUT_REQUESTS,
  },
  {
    id: 'applicants.publicInterestOrganization',
    gloss: 'requests of public interest organisations',
    before: `社会公益组织$`,
    context: ABOUT_REQUESTS,
  },
  {
    id: 'applicants.legalServiceOrganization',
    gloss: 'requests of legal service organisations',
    before: `法律服务机构$`,
    context: ABOUT_REQUESTS,
  },
  channel('inPerson', 'requests made in person', '当面|现场|窗口'),
  channel('online', 'requests made online', '网络|网上|网站|互联网|在线|线上'),
  channel('letter', 'requests by letter', '信函|书信|邮寄|信件|邮政|快递|书面'),
  channel('fax', 'requests by fax', '传真'),
  channel('email', 'requests by e-mail', '电子邮件|电子邮箱|(?<!电子)邮件|邮箱'),

  {
    id: 'requests.completed',
    gloss: 'requests completed',
    before: `(?:办结|办复|办理完[毕成])${OF_DISCLOSURE}(?:${REQUEST})?$`,
    behind: `[^，。；()、]{0,10}(?:公开申请|依申请公开|信息申请)`,
    lead: '(?:办结|办复)(?:了|的)?$',
    context: ABOUT_REQUESTS,
    not: `复议|诉讼|主动公开|率|未|延[期长]|[逾超]期|撤回|${OTHER_BUSINESS}`,
  },
  {
    id: 'requests.answered',
    gloss: 'requests answered',
    before: `(?<!顺延[^，。；]{0,8})(?:答复|回复)${OF_DISCLOSURE}(?:${REQUEST})?$`,
    behind: `[^，。；()、]{0,10}(?:公开申请|依申请公开|信息申请)`,
    lead: '(?:答复|回复)(?:了|的)?$',
    context: ABOUT_REQUESTS,
    not: `复议|诉讼|主动公开|率|未|延[期长]|[逾超]期|撤回|(?<!申请)公开答复|结转|转下|转入|${OTHER_BUSINESS}`,
  },
  {
    id: 'requests.handled',
    gloss: 'requests handled',
    before: `(?:办理|处理)(?:了)?(?:政府)?(?:信息)?(?:公开)?(?:依申请公开|申请)?$`,
    behind: `[^，。；()、]{0,10}(?:公开申请|依申请公开|信息申请)`,
    lead: '(?:办理|处理)(?:了|的)?$',
    context: ABOUT_REQUESTS,
    not: `复议|诉讼|主动公开|率|未|不予|其[他它]|继续|正在|转下|结转|${OTHER_BUSINESS}`,
  },

  // Documents of table 二, by the words of its columns.
  {
    id: 'documents.normativeDocuments.inForce',
    gloss: 'administrative normative documents in force',
    before: `现行有效(?:的)?(?:行政)?规范性文件$`,
    not: '清理',
  },
  {
    id: 'documents.normativeDocuments.repealed',
    gloss: 'administrative normative documents repealed',
    before: `废止(?:的)?行政规范性文件$`,
    behind: '行政规范性文件(?!制定)',
    lead: '废止(?:了)?$',
    not: '清理|拟',
  },
  {
    id: 'documents.normativeDocuments.issued',
    gloss: 'administrative normative documents issued',
    before: `(?:制发|新制定|制定出台|制定印发)(?:的)?行政规范性文件$`,
    behind: '行政规范性文件(?!制定)',
    lead: '(?:制发|新制定|制定出台|制定印发)(?:了)?$',
    not: '清理|拟',
  },
  {
    id: 'disclosure.items',
    gloss: 'items disclosed on the body’s own initiative',
    before: `(?:主动公开|公开|发布)(?:的)?(?:各类|各种)?(?:的)?(?:政府|政务|公共)?信息(?:公开)?$`,
    units: '条|件|篇|个|项|次',
    not: `申请(?!公开、)|不予|${OTHER_BUSINESS}`,
  },
  {
    id: 'fees.requests',
    gloss: 'requests for which a fee for processing was taken',
    before: `收取(?:了)?(?:政府)?(?:信息公开)?信息(?:公开)?处理费$`,
    behind: '[^，。；()、]{0,14}(?:申请|申请件)[^，。；()、]{0,4}收取(?:了)?[^，。；()、\\d]{0,8}信息(?:公开)?处理费',
    lead: '(?:对|就)(?:其中)?(?:的)?$',
  },
  {
    id: 'fees.informationProcessing',
    gloss: 'fees for processing information, in yuan',
    before: `(?:信息(?:公开)?处理费|信息公开收费)$`,
    behind: '(?:的)?(?:政府)?信息(?:公开)?(?:信息)?处理费',
    lead: '收取(?:了|费用)?(?:共计|共)?$',
    units: '元|万元',
  },
]

/** A figure that no subject has, in a list of parts. */
export const PART = 'part'
/** A percentage of a whole, and a change against last year, of the figure that they stand behind. */
export const SHARE = 'share'
export const GROWTH = 'growth'
/** 均已办结, 办结率100%: no figure, but a claim. */
export const ALL_PROCESSED = 'requests.allProcessed'
export const FEES = 'fees.informationProcessing'
export const FEE_REQUESTS = 'fees.requests'

export const defaultUnits = CASES

/** Ids of all that a statement may speak of. */
export const subjectIds: readonly string[] = [...subjects.map(({ id }) => id), PART, SHARE, GROWTH, ALL_PROCESSED]

/** Words that say whose or which figures these are, where they are not simply those of the report. */
export const SCOPE_WORDS = [
  '(?<!占)全[省市区县州旗盟镇乡](?:范围内|政府系统|行政机关|各级(?:各部门|行政机关|政府)?|各部门|各单位)?',
  '全(?:街道|系统|局|委|厅|办)',
  '各(?:区县|县区|县市|市县|乡镇|镇街|街镇|部门|单位)',
  '[省市区县州旗镇乡]?本级(?:政府|行政机关)?',
  '[省市区县州旗]?(?:人民)?政府办(?:公[室厅])?(?:代表[省市区县州]?(?:人民)?政府)?',
  '[我本](?:机关(?!不掌握)|单位|街道|[省市区县州旗镇乡局委办厅院部署校所中])(?!级)',
  '[省市区县州旗镇乡](?:人民)?政府(?:机关|部门|系统)?(?!(?:门户)?网|信息|公报|规章|文件|规范|常务|工作)',
  '(?:[省市区县州旗])?(?:(?![年度我本共由各全对向与及其])\\p{Script=Han}){2,8}(?:局(?!机关|属|直|内|系统)|委员会|发改委|住建委|街道办事处)',
] as const

/** Parts of a year, and more than a year: other figures than those of the tables. */
export const OTHER_PERIOD =
  '(?:[上下]半年|[一二三四1-4第前后]{1,2}季度|历年累计|历年|自20\\d\\d年[^，。；]{0,12}以来|20\\d\\d年以来累计|截[至止](?:目前|20\\d\\d年底累计)|十[三四五]五期间|近[三五]年|(?<!\\d)(?:[2-9]|1[01])月份?(?!\\d)(?!\\d*日)|1月份)'
