/**
 * All rules that the forms, the law and common sense set for a report, and where each is tried: the table of docs/findings.md.
 *
 * A rule is tried where a finding code names it (`rules` in `findings.ts`). One that no code names has a reason here.
 */

export interface BookedRule {
  readonly id: string
  readonly says: { readonly en: string; readonly zh: string }
  /** Why it is not tried; not looked at where a code names the rule. */
  readonly untried?: { readonly en: string; readonly zh: string }
}

export const ruleBook: readonly BookedRule[] = [
  {
    id: 'T3-BAL',
    says: {
      en: 'received + brought forward = processed + carried forward, in each column',
      zh: '第一项+第二项 = 第三项（七）总计+第四项，逐列成立',
    },
  },
  {
    id: 'T3-OUT-G3',
    says: {
      en: 'row （七） is the sum of all outcomes, form of 2019',
      zh: '（七）总计 = （一）+（二）+（三）1…8+（四）1…3+（五）1…5+（六）',
    },
  },
  {
    id: 'T3-OUT-G4',
    says: {
      en: 'row （七） is the sum of all outcomes, form of 2021',
      zh: '（七）总计 = （一）+（二）+（三）1…8+（四）1…3+（五）1…5+（六）1…3',
    },
  },
  {
    id: 'T3-ROW',
    says: {
      en: 'the total of a row is the sum of the six kinds of applicants',
      zh: '总计 = 自然人+商业企业+科研机构+社会公益组织+法律服务机构+其他，逐行成立',
    },
  },
  {
    id: 'T3-SUB',
    says: {
      en: 'a printed subtotal of （三）, （四） or （五） is the sum of its rows',
      zh: '若件中另印小计，则小计=其分项之和（官方格式不印小计）',
    },
  },
  {
    id: 'T3-INT',
    says: { en: 'counts are whole and not below zero', zh: '件数为非负整数' },
  },
  {
    id: 'T3-BLANK',
    says: { en: 'blanks count as zero in a sum, and are counted', zh: '空白按0代入再算，并报告空白数' },
    untried: {
      en: 'No finding: every check says whether it took blanks as zeros (`blanksAsZero`), and every figure says whether it is blank.',
      zh: '不作提示：每项校验都注明是否以空白为零，每个数字都注明是否空白。',
    },
  },
  {
    id: 'T3-VAR',
    says: { en: 'the form is that of the year', zh: '2021年报起（六）应有三个分项；2019、2020应为一行' },
  },
  {
    id: 'T3-ONLYTOTAL',
    says: { en: 'a total without its parts is no wrong total', zh: '总计>0 而六个分列全空，分列缺失，不是行合计错误' },
  },
  {
    id: 'T4-SUM-REC',
    says: {
      en: 'the total of reviews is the sum of the four results',
      zh: '行政复议 总计 = 结果维持+结果纠正+其他结果+尚未审结',
    },
  },
  {
    id: 'T4-SUM-DIR',
    says: {
      en: 'the total of direct lawsuits is the sum of the four results',
      zh: '行政诉讼·未经复议直接起诉 总计 = 结果维持+结果纠正+其他结果+尚未审结',
    },
  },
  {
    id: 'T4-SUM-AFT',
    says: {
      en: 'the total of lawsuits after review is the sum of the four results',
      zh: '行政诉讼·复议后起诉 总计 = 结果维持+结果纠正+其他结果+尚未审结',
    },
  },
  {
    id: 'T4-INT',
    says: { en: 'counts are whole and not below zero', zh: '件数为非负整数' },
  },
  {
    id: 'T4-COLS',
    says: { en: 'fifteen cells; fewer are a cut table, not zeros', zh: '三块各5列；少列=截断，不得当0' },
  },
  {
    id: 'T4-ZEROTOTAL',
    says: {
      en: 'a total left at 0 beside results: a shape of T4-SUM, named as the suspect',
      zh: '标注 T4-SUM 失败的一种常见形态：总计未改',
    },
  },
  {
    id: 'T4-RATIO',
    says: { en: 'disputes are not far more than requests', zh: '复议诉讼总量远超办理总量时提示（案件可属往年申请）' },
  },
  {
    id: 'T2-POWER',
    says: {
      en: 'a body that cannot make 规章 has made none',
      zh: '无规章制定权的机关，规章各栏应为0（国务院部门、省级政府、设区的市/自治州政府除外；转载公开的上级规章不算）',
    },
  },
  {
    id: 'T2-INFORCE',
    says: {
      en: 'in force is no less than issued less repealed',
      zh: '现行有效 ≥ 本年制发 − 本年废止（上年现行有效不可能为负）',
    },
  },
  {
    id: 'T2-DISC',
    says: { en: 'disclosed in all is no less than disclosed this year', zh: '对外公开总数量 ≥ 本年新公开数量' },
  },
  {
    id: 'T2-ITEMS',
    says: { en: "last year's items and this year's change are not below zero", zh: '上一年项目数量+本年增/减 ≥ 0' },
  },
  {
    id: 'T2-DECNOITEM',
    says: { en: 'decisions come from items', zh: '有处理决定而事项数为0时提示' },
  },
  {
    id: 'T2-PROC',
    says: {
      en: 'procurement has projects where it has money, and money where it has projects',
      zh: '项目数与金额同为0或同不为0',
    },
  },
  {
    id: 'T2-UNIT',
    says: {
      en: 'an amount has a unit',
      zh: 'G3采购金额无列单位，须从单元格读出；G4收费列单位为万元，单元格另写单位时以单元格为准并提示',
    },
  },
  {
    id: 'T2-NONNEG',
    says: { en: 'nothing but a change is below zero', zh: '除 本年增/减 外不得为负' },
  },
  {
    id: 'T2-FEEUNIT',
    says: { en: 'fees are no sum in yuan', zh: '数量级异常提示可能填了元' },
  },
  {
    id: 'XY-CARRY',
    says: {
      en: 'brought forward is what last year carried forward',
      zh: '上年结转(t) = 结转下年度继续办理(t−1)（总计列不等报 error，分列不等报 warning）',
    },
  },
  {
    id: 'XY-INFORCE',
    says: {
      en: "in force is last year's, and issued, less repealed",
      zh: '现行有效(t) = 现行有效(t−1)+制发(t)−废止(t)（近似：自然失效、修改、清理、划转、统计范围变化）',
    },
  },
  {
    id: 'XY-ITEMS',
    says: {
      en: 'the items of 2019 with their change are the prior items of 2020',
      zh: '2020报 上一年项目数量 = 2019报 上一年项目数量+本年增/减',
    },
  },
  {
    id: 'XY-DISC',
    says: {
      en: 'disclosed in all grows by what was disclosed this year',
      zh: '对外公开总数量近似累加（清理下架会打破）',
    },
  },
  {
    id: 'XY-PENDING',
    says: { en: 'pending disputes come back next year', zh: '仅当报告注明含上年结转案件时成立（上海2025注）' },
  },
  {
    id: 'XY-JUMP',
    says: { en: 'a figure is not ten times that of last year, nor a tenth', zh: '同一指标同比相差10倍以上时提示' },
  },
  {
    id: 'NV-RECV',
    says: {
      en: 'requests received, as the text and the table say',
      zh: '叙述“收到/受理N件”与表：先比 一，再比 一+二，再比 （七）；按用词和并表范围选',
    },
  },
  {
    id: 'NV-DONE',
    says: { en: 'requests completed, as the text and the table say', zh: '办结/答复件数 = （七）总计' },
  },
  {
    id: 'NV-OVER',
    says: { en: 'brought forward, as the text and the table say', zh: '上年结转件数 = 二' },
  },
  {
    id: 'NV-FWD',
    says: { en: 'carried forward, as the text and the table say', zh: '结转下年件数 = 四' },
  },
  {
    id: 'NV-APPL',
    says: {
      en: 'persons and organizations, as the text and the table say',
      zh: '自然人/法人拆分与一（或一+二）的分列一致，两数之和等于所称总数',
    },
  },
  {
    id: 'NV-OUT',
    says: {
      en: 'outcomes by class, as the text and the table say',
      zh: '叙述的大类件数 = 表中小计；各大类之和 = （七）',
    },
  },
  {
    id: 'NV-PCT',
    says: { en: 'a percentage agrees with its figures', zh: '百分比与件数、基数相符（四舍五入）' },
  },
  {
    id: 'NV-CHAN',
    says: {
      en: 'the channels add up to what was received',
      zh: '各渠道之和 = 收到数（2019年后表中已无渠道栏，只能叙述内自洽）',
    },
  },
  {
    id: 'NV-PRO',
    says: { en: 'the parts of what was disclosed add up', zh: '“其中”各项穷尽时之和 = 总数（不穷尽时 ≤）' },
  },
  {
    id: 'NV-T4',
    says: {
      en: 'reviews and lawsuits, as the text and the table say',
      zh: '叙述复议数 = 行政复议总计；诉讼数 = 两块诉讼总计之和',
    },
  },
  {
    id: 'NV-NONE',
    says: { en: 'where the text says none, the table has 0', zh: '叙述称没有，表须为0' },
  },
  {
    id: 'NV-ALL',
    says: {
      en: 'where the text says all are completed, nothing is carried forward',
      zh: '称全部办结而结转>0时提示（“均在法定期限内”不等于全部办结）',
    },
  },
  {
    id: 'NV-YEAR',
    says: { en: 'title, period and text name one year', zh: '标题年、统计期限年一致' },
  },
  {
    id: 'NV-YOY',
    says: { en: 'growth agrees with the figures of both years', zh: '同比与两年数据相符' },
  },
  {
    id: 'NV-FEE',
    says: {
      en: 'fees have cases, and cases fees; those of several bodies add up',
      zh: '件数与金额同有同无；分单位之和 = 总额',
    },
  },
  {
    id: 'NV-FEE10',
    says: {
      en: 'the fee for processing is a multiple of 10 yuan',
      zh: '按件 100 元起跳、按页 10/20/40 元，故信息处理费总额应为10的整数倍（按件部分见109号文，按页部分凭记忆）',
    },
  },
  {
    id: 'NV-UNITS',
    says: { en: 'the bodies in brackets add up to the whole', zh: '括注分单位之和 = 总数' },
  },
  {
    id: 'HI-SUM',
    says: {
      en: "a government's figures are the sums of those of the bodies below it",
      zh: '政府的数字等于所辖各机关之和',
    },
  },
  {
    id: 'NV-DOC',
    says: {
      en: 'documents and decisions, as the text and the table say',
      zh: '制发文件、处理决定等数，叙述与表二一致',
    },
  },
  {
    id: 'XY-GAP',
    says: { en: 'no year is missing between two reports of a body', zh: '同一机关各年报告不缺年份' },
  },
  {
    id: 'XY-SAME',
    says: { en: 'a table is not that of last year, figure by figure', zh: '整表数字不与上年完全相同' },
  },
  {
    id: 'XY-TEXT',
    says: { en: 'the text is not that of last year', zh: '文字不照抄上年报告' },
  },
  {
    id: 'SC-SUB',
    says: {
      en: 'of two copies of a table one holds the other',
      zh: '本级（如市政府办公室）各数 ≤ 全域各数；增/减列不比',
    },
  },
  {
    id: 'SC-CAP',
    says: { en: 'copies of a table have captions', zh: '同表出现两次而无范围标题：范围记 unknown，不得相加、不得覆盖' },
  },
  {
    id: 'ST-SEC',
    says: { en: 'the six sections are there', zh: '六部分齐全、顺序一致（编号可重启，按标题词识别）' },
  },
  {
    id: 'ST-TAB',
    says: { en: 'the three tables are there', zh: '二、三、四部分均须有表（可为图片，标注需OCR）' },
  },
  {
    id: 'ST-TOK',
    says: {
      en: 'fillers are kept apart from zeros',
      zh: '记录 / - — 无 等填充符；按 notApplicable 处理，算式中以0代入',
    },
  },
  {
    id: 'ST-LABEL',
    says: { en: 'labels are the official ones', zh: '标签错漏字：记录原文与匹配分' },
  },
  {
    id: 'ST-DATE',
    says: { en: 'published in time', zh: '公布期限（条例第四十九条）' },
    untried: {
      en: 'The day of publication stands on the site, not in the report. Where a saved page has a date, it may be that of a new posting or of a move to another site.',
      zh: '公布日期在网站上而不在报告中；网页所载日期可能是重新发布或网站迁移的日期。',
    },
  },
  {
    id: 'G2-RECV',
    says: { en: 'requests received are the sum of their channels', zh: '收到申请数 = 当面+传真+网络+信函' },
  },
  {
    id: 'G2-DONE',
    says: { en: 'requests completed are those on time and those extended', zh: '申请办结数 = 按时办结数+延期办结数' },
  },
  {
    id: 'G2-REPLY',
    says: { en: 'replies are the sum of the eight kinds', zh: '申请答复数 = 1…8 之和' },
  },
  {
    id: 'G2-REFUSE',
    says: { en: 'refusals are the sum of their six reasons', zh: '不同意公开答复数 = 其中六项之和' },
  },
  {
    id: 'G2-DONEREPLY',
    says: {
      en: 'as many requests completed as replied to',
      zh: '申请办结数 一般= 申请答复数（撤回、补正中等会使其不等）',
    },
  },
  {
    id: 'G2-FLOW',
    says: {
      en: 'replies may exceed requests by what was left over',
      zh: '答复数可大于收到数（上年未办结件），差额不记录',
    },
    untried: {
      en: 'The table does not say how much was left over from the year before, so that no figure can break the rule.',
      zh: '统计表不填上年未办结数，没有数字能违反本条。',
    },
  },
  {
    id: 'G2-REV',
    says: { en: 'reviews are the sum of their results', zh: '行政复议数量 = 维持+被依法纠错+其他' },
  },
  {
    id: 'G2-LIT',
    says: { en: 'lawsuits are the sum of their results', zh: '行政诉讼数量 = 维持或驳回+被依法纠错+其他' },
  },
  {
    id: 'G2-STAFF',
    says: { en: 'staff is full-time and part-time', zh: '工作人员数 = 专职+兼职' },
  },
  {
    id: 'G2-CHANMAX',
    says: {
      en: 'items disclosed: no fewer than in any channel, no more than in all',
      zh: '相同信息计1条 ⇒ max(渠道) ≤ 主动公开政府信息数 ≤ 渠道之和（不是等式）',
    },
  },
  {
    id: 'G2-SUBSET',
    says: { en: '"of which" is no more than the whole', zh: '其中项 ≤ 上级项' },
  },
  {
    id: 'G2-NORM',
    says: {
      en: 'normative documents: no more disclosed than issued',
      zh: '制发总数 一般≥ 主动公开规范性文件数（单位件/条不同，且可补公开旧件）',
    },
  },
  {
    id: 'G1-REQ',
    says: {
      en: 'requests are the sum of their channels (local tables)',
      zh: '申请总数 = 当面+传真+电子邮件+网上+信函+其他形式',
    },
  },
  {
    id: 'G1-REP',
    says: { en: 'replies are the sum of their kinds (local tables)', zh: '对申请的答复总数 = 同意+部分+否决' },
  },
  {
    id: 'G1-REF',
    says: { en: 'refusals are the sum of their reasons (local tables)', zh: '否决公开答复总数 = （1）…（11）' },
  },
  {
    id: 'G1-PRO',
    says: {
      en: 'full texts are part of what was disclosed (local tables)',
      zh: '主动公开信息数 ≥ 全文电子化数（浦东程序要求 ≥ 全文电子化+公文类，且公文类 ≥ 新增规范性文件）',
    },
  },
]
