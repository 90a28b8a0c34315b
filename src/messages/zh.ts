import type { CodeTexts } from './define.js'
import { seriesZh } from './series-zh.js'
import { textZh } from './text-zh.js'

const sources: Record<string, string> = {
  title: '标题',
  preamble: '引言',
  period: '统计期限',
  signature: '落款',
  text: '正文',
  page: '网页标题',
  name: '文件名',
}

const reasons: Record<string, string> = {
  'not-a-number': '不是数字',
  'several-numbers': '一格内有几个数',
  glued: '与相邻数字连在一起，有多种分法',
  rearranged: '按数字的顺序和勾稽关系，可能是其中几个数字之一',
  confusable: '含有与数字形近的字母或符号',
  'split-digits': '数字分开排列，可能是一个数，也可能是几个数',
  'not-an-integer': '件数应为整数',
  'not-safe': '位数过多，无法准确保存',
  'count-in-money': '应填件数处填了金额',
  'hidden-text': '来自扫描件的隐藏文字层，其中的数字不可信',
  garbled: '其中的字符被划去、相互重叠、不是文字，或字体没有可用的字符映射',
  'engines-differ': '两个引擎读出的内容不同',
  'unsure-blank': '看似空白，但旁边有未能归行的数字',
  'unsure-reading': '由图片识别而来，把握不足',
  adrift: '位置在两列之间',
  'lost-text': '看似空白，但文件的部分文字已丢失',
  shared: '所在单元格横跨几行或几列',
}

const source = (key: string): string => sources[key] ?? key

export const zh: CodeTexts = {
  ...textZh,
  ...seriesZh,
  'read/degraded': {
    title: '文件已损坏',
    sentence: (f, say) => `文件已损坏，只读出可读的部分，可能有缺失（${say.arg(f, 'reason')}）。`,
    why: '严格方式读取失败，宽松方式读取成功；宽松方式会丢弃读不出的内容。',
    todo: '请重新下载文件，或与页面核对数字。',
  },
  'read/engine-warning': {
    title: 'PDF 引擎发出警告',
    sentence: (f, say) => `PDF 引擎提示：${say.arg(f, 'warning')}`,
    why: 'pdf.js 丢弃文字时只发出警告。',
    todo: '如缺少数字，请查看该页；否则不必处理。',
  },
  'read/page-failed': {
    title: '有页面无法读取',
    sentence: (f, say) => `第 ${say.arg(f, 'pages')} 页无法读取，其余页面已读取。`,
    why: '严格和宽松两种方式都读不出该页。',
    todo: '请重新下载文件，或另行打印成 PDF。',
  },
  'read/page-limit': {
    title: '部分页面未读',
    sentence: (f, say) => `文件共 ${say.arg(f, 'pages')} 页，只读了前 ${say.arg(f, 'limit')} 页。`,
    why: '年报不会有这么多页；设上限是为防止恶意文件耗尽时间。',
    todo: '如年报在后面的页中，请调高 limits.pages。',
  },
  'read/operator-limit': {
    title: '页面绘图过多',
    sentence: (f, say) => `第 ${say.arg(f, 'page')} 页绘图指令过多，读到 ${say.arg(f, 'limit')} 条为止。`,
    why: '地图和恶意文件会有数百万条绘图指令，表格不会。',
    todo: '如缺表格，请调高 limits.operators。',
  },
  'read/font-lost': {
    title: '有字体无法读取',
    sentence: (f, say) => `第 ${say.arg(f, 'page')} 页有 ${say.arg(f, 'fonts')} 种字体的文字无法读取。`,
    why: '字体程序损坏或类型未知。',
    todo: '请与页面核对。',
  },
  'read/ocr-layer': {
    title: '文字是扫描件的隐藏层',
    sentence: (f, say) =>
      `第 ${say.list(say.args(f, 'pages'))} 页是图片，上面覆有看不见的文字；其中的数字不可信，一律标为不可读。`,
    why: '图片上以不可见方式绘制的文字来自某种识别程序，曾见外观完好的报告中此层数字有误。',
    todo: '请与图片核对数字。',
  },
  'read/no-text': {
    title: '页面是图片',
    sentence: (f, say) => `第 ${say.list(say.args(f, 'pages'))} 页是图片，没有文字。`,
    why: '页面大部分是一张图片，且没有字符。',
    todo: '请先做文字识别。',
  },
  'read/scanned': {
    title: '页面由图片识别',
    sentence: (f, say) => `第 ${say.list(say.args(f, 'pages'))} 页的内容由图片识别而来。`,
    why: '页面没有文字，或文字与印出的内容不符。表格逐格裁出、逐格识别，数字的置信度即识别的把握。',
    todo: '请对照原页核对标为存疑的数字；nianbao inspect 会把读数叠在图片上。',
  },
  'read/scan-blank': {
    title: '页面图片是空白',
    sentence: (f, say) => `第 ${say.list(say.args(f, 'pages'))} 页的图片上没有印字。`,
    why: '校正纸色、去掉黑边后没有剩下墨迹。',
    todo: '如本来就是白页，无需处理。',
  },
  'read/scan-failed': {
    title: '页面图片无法识别',
    sentence: (f, say) => `第 ${say.arg(f, 'page')} 页的图片无法识别（${say.arg(f, 'reason')}），其余页面已读取。`,
    why: '图片无法解码、没有可识别的印字，或识别引擎在该页出错。',
    todo: '请查看该页；如缺少表格，请以 300 dpi 重新扫描。',
  },
  'read/garbled': {
    title: '页面字符不可用',
    sentence: (f, say) => `第 ${say.list(say.args(f, 'pages'))} 页的字体给出的字符没有意义。`,
    why: '私用区、未分配或替换字符过多：字体没有可用的字符映射。',
    todo: '请另行打印成 PDF，或做文字识别。',
  },
  'read/encoding': {
    title: '文本含无法解码的字节',
    sentence: (f, say) => `文本按 ${say.arg(f, 'encoding')} 读取，无法解码的字节已替换。`,
    why: '文件损坏，或混用了几种编码。',
    todo: '请在文本中查找字符 �。',
  },
  'layout/stream': {
    title: '表格按对齐方式读取',
    sentence: (f, say) => `第 ${say.list(say.args(f, 'pages'))} 页有表格没有框线，按数字的对齐方式读取。`,
    why: '对齐不如框线可靠，可信度略有降低。',
    todo: '如数字看似错位，请与页面核对。',
  },
  'locate/not-a-report': {
    title: '不是年度报告',
    sentence: () => '文件中没有政府信息公开工作年度报告。',
    why: '没有标题或引言提到这种报告，也没有找到其中任何一张表。',
    todo: '请检查文件；如是扫描件，请先做文字识别。',
  },
  'locate/several-reports': {
    title: '文件中有几份报告',
    sentence: (f, say) => `文件中有 ${say.arg(f, 'reports')} 份报告，已分别给出。`,
    why: '文件中有不同机关或不同年度的标题，其后各有章节或表格。',
    todo: '如报告份数无误，无需处理；否则请查看各份报告的起点。',
  },
  'locate/table-missing': {
    title: '缺少表格',
    sentence: (f, say) => `没有找到${say.table(f.table)}。`,
    why: '2019 年以来的报告都有三张表；以往报告的统计表，其指标名称见于正文，而数字无法对应。',
    todo: '请查看表格是否为图片，或在另一文件中。',
  },
  'locate/section-missing': {
    title: '缺少章节',
    sentence: (f, say) => `没有找到以下章节的标题：${say.list(say.args(f, 'sections'))}。`,
    why: '格式规定六个部分。标题按文字识别，抽取的文本常会丢失标题。',
    todo: '如不需要该章节文字，不必处理。',
  },
  'locate/row-missing': {
    title: '缺少格式规定的行',
    sentence: (f, say) =>
      `${say.table(f.table)}没有找到以下各行：${say.list(say.args(f, 'rows').map((row) => say.row(f.table, row)))}。`,
    why: '这些行的单元格记为“无此格”，不是零。',
    todo: '请与页面核对，原表可能也缺这些行。',
  },
  'locate/column-missing': {
    title: '缺少格式规定的列',
    sentence: (f, say) =>
      `${say.table(f.table)}没有找到以下各列：${say.list(say.args(f, 'columns').map((column) => say.column(f.table, column)))}。`,
    why: '表格被截断或列数不足；这些单元格记为“无此格”，不是零，其他数字没有移位。',
    todo: '请与页面核对。',
  },
  'locate/unplaced': {
    title: '数字无法归位',
    sentence: (f, say) =>
      `${say.table(f.table)}在文本中，但${f.cells.length > 0 ? `其中 ${f.cells.length} 格` : ''}无法确定哪个数字属于哪一格。`,
    why: '工具把标签与数字拆开或连在一起；标签、顺序、个数和勾稽关系留有不止一种读法。这些单元格记为“无法辨认”，而不是“无此格”：其数字就在所指位置的数字之中。',
    todo: '请查看页面上的表格，或生成该文本的原文件。',
  },
  'locate/row-unmatched': {
    title: '有一行不在格式中',
    sentence: (f, say) =>
      `${say.table(f.table)}有一行不在格式中：“${say.arg(f, 'label')}”，数字为 ${say.list(say.args(f, 'texts'))}。`,
    why: '有的机关会加行，例如小计。数字保留在 extra.rows 中。',
    todo: '请在报告对象或页面上查看该行。',
  },
  'locate/column-unmatched': {
    title: '有一列不在格式中',
    sentence: (f, say) => `${say.table(f.table)}有一列不在格式中：“${say.arg(f, 'label')}”。`,
    why: '文字保留在 extra.columns 中。',
    todo: '请在报告对象或页面上查看该列。',
  },
  'locate/label-typo': {
    title: '行名有误',
    sentence: (f, say) => `“${say.arg(f, 'label')}”读作“${say.row(f.table, say.arg(f, 'row'))}”。`,
    why: '行名与格式不同，但序号、所属类别和位置相符。',
    todo: '如该行另有含义，请注意。',
  },
  'locate/label-lost': {
    title: '有一行没有行名',
    sentence: (f, say) => `有一行没有行名，按位置读作“${say.row(f.table, say.arg(f, 'row'))}”。`,
    why: '上下两行已知，其间恰好缺此一行。可信度已降低。',
    todo: '请与页面核对该行。',
  },
  'locate/form-mixed': {
    title: '格式与年份不符',
    sentence: (f, say) =>
      f.args.year === null
        ? `各表使用了不同版本的格式：${say.list(say.args(f, 'form'))}。`
        : `${say.arg(f, 'year')} 年报告的${say.table(f.table)}使用 ${say.arg(f, 'form')} 年格式。`,
    why: '格式按每张表的行列名识别；有的机关仍在使用旧格式。',
    todo: '跨年比较时请注意：不同格式的单元格含义可能不同。',
  },
  'locate/issuer-missing': {
    title: '未写明报告机关',
    sentence: () => '标题和引言都没有写明报告机关。',
    why: '许多报告只写“我局”。',
    todo: '请从文件来源确定机关名称。',
  },
  'locate/issuer-contradiction': {
    title: '出现两个机关',
    sentence: (f, say) =>
      `${source(say.arg(f, 'source'))}写的是${say.arg(f, 'issuer')}，${source(say.arg(f, 'otherSource'))}写的是${say.arg(f, 'other')}。`,
    why: '取前者。后者往往是编写报告的办公室。',
    todo: '请核实数字属于哪个机关。',
  },
  'locate/issuer-misread': {
    title: '机关名称中的地名并不存在',
    sentence: (f, say) => {
      const others = say.list(say.args(f, 'others'))
      return others
        ? `图像中识别为${say.arg(f, 'read')}，可能是${others}。`
        : `图像中识别为${say.arg(f, 'read')}；与之相像的地名只有一个，应为${say.arg(f, 'issuer')}。`
    },
    why: '文字识别不认识许多地名中的生僻字，会识别为相像的常用字。',
    todo: '请查看扫描件的标题。',
  },
  'locate/year-missing': {
    title: '未写明年份',
    sentence: () => '标题、引言、统计期限和文件名都没有写明年份。',
    why: '没有年份就无法排入历年序列。',
    todo: '请从文件来源确定年份。',
  },
  'locate/year-contradiction': {
    title: '年份前后不一',
    sentence: (f, say) =>
      `${source(say.arg(f, 'source'))}写的是 ${say.arg(f, 'year')} 年，另见 ${say.list(say.args(f, 'others'))}。`,
    why: '沿用上年文本时常忘改年份。',
    todo: '请核实数字属于哪一年。',
  },
  'cell/unreadable': {
    title: '单元格无法确认',
    sentence: (f, say) => {
      const candidates = say.args(f, 'candidates')
      const may = candidates.length > 0 ? `；可能是 ${say.list(candidates)}` : ''
      return `${say.cell(f.cells[0] ?? '')}：“${say.arg(f, 'raw')}”标为不可读，因为${reasons[say.arg(f, 'reason')] ?? say.arg(f, 'reason')}${may}。`
    },
    why: '可作两种读法的数字一律不猜。',
    todo: '请查看页面上的该格。',
  },
  'cell/unit-missing': {
    title: '金额没有单位',
    sentence: (f, say) => `${say.cell(f.cells[0] ?? '')}：“${say.arg(f, 'raw')}”在格内和表头都没有单位，不给出数值。`,
    why: '2019 年格式的采购总金额没有印单位，可能是元，也可能是万元。',
    todo: '请询问该机关，或与其他年份比较。',
  },
  'cell/negative': {
    title: '不应为负的数字为负',
    sentence: (f, say) => `${say.cell(f.cells[0] ?? '')}印作 ${say.number(f.actual)}。`,
    why: '件数和金额不会小于零，只有“本年增/减”可以。',
    todo: '请查看该格：负号可能是破折号。',
  },
  'cell/shared': {
    title: '一个数字占了几格',
    sentence: (f, say) => `${say.cell(f.cells[0] ?? '')}：“${say.arg(f, 'text')}”所在单元格横跨几行或几列。`,
    why: '合并的单元格没有说明数字属于哪一格。',
    todo: '请查看页面上的该格。',
  },
  'applications/balance': {
    title: '收办不平衡',
    sentence: (f, say) =>
      `${say
        .cell(`applications.received.${say.arg(f, 'at')}`)
        .split('·')
        .pop()}列：本年新收加上年结转为 ${say.number(f.expected)}，总计加结转下年为 ${say.number(f.actual)}。${say.suspect(f)}`,
    why: '表中注明：第一项加第二项之和，等于第三项加第四项之和。',
    todo: '请查看四格；如原件如此，请询问该机关。',
  },
  'series/carry-forward': {
    title: '上年结转与上年报告不符',
    sentence: (f, say) =>
      `${say.cell(f.cells[0] ?? '')}：${say.arg(f, 'last')} 年报告结转 ${say.number(f.expected)}，本年报告印作 ${say.number(f.actual)}。`,
    why: '上年度结转下年度继续办理的申请，即本年度的上年结转，各列均应相等。',
    todo: '核对两年的报告；机构合并、拆分或重新统计也会造成差异。',
  },
  'series/in-force': {
    title: '现行有效件数与上年不衔接',
    sentence: (f, say) =>
      `${say.cell(f.cells[0] ?? '')}：按 ${say.arg(f, 'last')} 年报告推算应为 ${say.number(f.expected)}，印作 ${say.number(f.actual)}。`,
    why: '现行有效件数等于上年现行有效件数加本年制发件数减本年废止件数。',
    todo: '仅供参考：清理旧文件会使件数变动而不计入废止。',
  },
  'statistics/sum': {
    title: '统计表分项合计不符',
    sentence: (f, say) =>
      `${say.arg(f, 'label')}：各分项之和为 ${say.number(f.expected)}，印作 ${say.number(f.actual)}。${say.suspect(f)}`,
    why: '下列分项自 1 起连续编号的，该项应为各分项之和；公开渠道可重复计算，不在此列。',
    todo: '对照原文核对；若原文即如此，则系原文自相矛盾。',
  },
  'applications/outcome-total': {
    title: '办理结果合计不符',
    sentence: (f, say) =>
      `${say
        .cell(`applications.received.${say.arg(f, 'at')}`)
        .split('·')
        .pop()}列：各项办理结果之和为 ${say.number(f.expected)}，（七）总计印作 ${say.number(f.actual)}。${say.suspect(f)}`,
    why: '（七）总计是以上各项办理结果之和。',
    todo: '请查看该列；如原件如此，请询问该机关。',
  },
  'applications/applicant-total': {
    title: '申请人合计不符',
    sentence: (f, say) =>
      `“${say.row('applications', say.arg(f, 'at'))}”：各类申请人之和为 ${say.number(f.expected)}，总计印作 ${say.number(f.actual)}。${say.suspect(f)}`,
    why: '最后一列是六类申请人之和。',
    todo: '请查看该行；如原件如此，请询问该机关。',
  },
  'applications/total-missing': {
    title: '总计未填',
    sentence: (f, say) => `${say.cell(f.cells[0] ?? '')}空白，而各分项之和为 ${say.number(f.expected)}。`,
    why: '分项已填，总计不是零。',
    todo: '请使用分项；本程序不代填总计。',
  },
  'applications/parts-missing': {
    title: '只填了总计',
    sentence: (f, say) => `有 ${say.arg(f, 'rows')} 行只填总计，没有填申请人分类。`,
    why: '总计大于零，而分项全部空白。',
    todo: '请使用总计；申请人类别无从得知。',
  },
  'disputes/total': {
    title: '复议或诉讼合计不符',
    sentence: (f, say) =>
      `${say.row('disputes', say.arg(f, 'at'))}：各项结果之和为 ${say.number(f.expected)}，总计印作 ${say.number(f.actual)}。${say.suspect(f)}`,
    why: '总计是前四项结果之和。总计留作 0 是最常见的疏漏。',
    todo: '请查看该表；如原件如此，请询问该机关。',
  },
  'disputes/total-missing': {
    title: '复议或诉讼总计未填',
    sentence: (f, say) => `${say.cell(f.cells[0] ?? '')}空白，而各项结果之和为 ${say.number(f.expected)}。`,
    why: '各项结果已填，总计不是零。',
    todo: '请使用各项结果；本程序不代填总计。',
  },
  'disputes/parts-missing': {
    title: '复议或诉讼只填了总计',
    sentence: (f, say) => `有 ${say.arg(f, 'rows')} 个总计没有分项。`,
    why: '总计大于零，而各项结果全部空白。',
    todo: '请使用总计；结果无从得知。',
  },
  'proactiveDisclosure/in-force': {
    title: '现行有效件数少于本年净增',
    sentence: (f, say) =>
      `${say.row('proactiveDisclosure', say.arg(f, 'at'))}：现行有效 ${say.number(f.actual)} 件，而本年制发减废止为 ${say.number(f.expected)} 件。`,
    why: '本年制发而未废止的文件，年末都现行有效。',
    todo: '请查看三格；现行有效件数常误留为 0。',
  },
  'proactiveDisclosure/disclosed': {
    title: '公开总数少于本年新公开',
    sentence: (f, say) =>
      `${say.row('proactiveDisclosure', say.arg(f, 'at'))}：对外公开总数 ${say.number(f.actual)}，而本年新公开 ${say.number(f.expected)}。`,
    why: '本年新公开的包括在公开总数之内。',
    todo: '请查看两格。',
  },
  'proactiveDisclosure/items': {
    title: '项目数小于零',
    sentence: (f, say) =>
      `${say.row('proactiveDisclosure', say.arg(f, 'at'))}：上一年项目数与本年增减之和为 ${say.number(f.actual)}。`,
    why: '项目数不会小于零。',
    todo: '请查看两格：增/减处可能填了总数。',
  },
  'proactiveDisclosure/scope': {
    title: '两份同名表互有大小',
    sentence: (f, say) => `两份${say.table(f.table)}互有大小：${say.list(f.cells.map(say.cell))}。`,
    why: '同一张表为两个范围各印一次时，大范围应包含小范围。',
    todo: '请核实两份表各属什么范围。',
  },
  'applications/subtotal': {
    title: '所印小计不符',
    sentence: (f, say) =>
      `${say.column('applications', say.arg(f, 'at'))}：“${say.arg(f, 'label')}”各项之和为 ${say.number(f.expected)}，印作 ${say.number(f.actual)}。`,
    why: '官方格式不印小计；报告另印小计的，应为本组各项之和。',
    todo: '请查看本组各行；小计原文保存在 extra.rows。',
  },
  'statistics/limit': {
    title: '分项大于总项',
    sentence: (f, say) =>
      `${say.arg(f, 'label')}印作 ${say.number(f.actual)}，与“${say.list(say.args(f, 'other'))}”的 ${say.number(f.expected)} 不相容。`,
    why: '“其中”不大于所属总项。不同渠道和方式公开相同信息计 1 条，因此主动公开数不少于任一渠道，也不多于各渠道之和。',
    todo: '请与原件核对；主动公开数常被误填为各渠道之和，或另行统计。',
  },
  'statistics/replies': {
    title: '办结数与答复数不等',
    sentence: (f, say) => `申请答复数印作 ${say.number(f.actual)}，申请办结数印作 ${say.number(f.expected)}。`,
    why: '申请一般以答复办结；撤回、补正中等情形会使两数不等。',
    todo: '仅供参考：报告正文可能说明差额。',
  },
  'disputes/ratio': {
    title: '复议诉讼远多于申请',
    sentence: (f, say) =>
      `复议和诉讼共 ${say.number(f.actual)} 件，而按办理总量推算，${say.number(f.expected)} 件已属偏多。`,
    why: '复议、诉讼针对本年或往年的申请，数量远超申请的情形少见。',
    todo: '请查看两表总计：其中一张可能属于另一范围。',
  },
  'proactiveDisclosure/rule-making': {
    title: '无规章制定权的机关填报规章',
    sentence: (f, say) => `${say.cell(f.cells[0] ?? '')}印作 ${say.number(f.actual)}，而该机关没有规章制定权。`,
    why: '规章只能由国务院部门、省级政府、设区的市和自治州政府制定（立法法）；县、乡和地方政府部门没有制定权，所填往往是执行的规章。',
    todo: '汇总时请勿与其他机关的数字相加。',
  },
  'proactiveDisclosure/decisions-without-items': {
    title: '有处理决定而无项目',
    sentence: (f, say) =>
      `${say.row('proactiveDisclosure', say.arg(f, 'at'))}：处理决定 ${say.args(f, 'values')[0] ?? ''} 件，而上一年项目数与本年增减之和不大于零。`,
    why: '处理决定依项目作出；没有项目的机关一般没有处理决定。',
    todo: '请查看三格：项目数常误留为 0。',
  },
  'proactiveDisclosure/procurement': {
    title: '采购项目与金额一有一无',
    sentence: (f, say) =>
      `${say.row('proactiveDisclosure', say.arg(f, 'at'))}：项目 ${say.args(f, 'values')[0] ?? ''} 项，金额 ${say.args(f, 'values')[1] ?? ''} 万元。`,
    why: '有项目就有金额，反之亦然。',
    todo: '请查看两格：其中一格可能误留为 0。',
  },
  'proactiveDisclosure/fee-unit': {
    title: '收费金额过大',
    sentence: (f, say) =>
      `${say.cell(f.cells[0] ?? '')}印作 ${say.number(f.actual)} 万元，超过 ${say.number(f.expected)} 万元，省级也不会有这么多。`,
    why: '表中收费以万元计；误填以元计的数字会大一万倍。',
    todo: '请查看该格，或与其他年份比较。',
  },
  'locate/other-year': {
    title: '其他年度的表',
    sentence: (f, say) =>
      `${say.table(f.table)}的标题为“${say.arg(f, 'scope')}”，而报告年度为 ${say.arg(f, 'year')} 年。`,
    why: '有的报告为便于对比，同时印出上一年度的数字。这样的表单独保留，不代替本年度的表。',
    todo: '请取 scope 为报告年度的那一份；instance 用来区分。面板数据已如此选取。',
  },
  'locate/scope-missing': {
    title: '同一张表重复而无标题',
    sentence: (f, say) => `${say.table(f.table)}印了 ${say.arg(f, 'copies')} 次，没有标题说明各属哪个范围。`,
    why: '同一张表常为全市和市政府本级各印一次，两者不得相加。',
    todo: '请在页面上查看各属何范围；instance 用来区分。',
  },
  'rules/own': {
    title: '自定规则不成立',
    sentence: (f, say) =>
      `自定规则 ${f.rule ?? ''}“${say.arg(f, 'title')}”（${say.arg(f, 'at')}）：${f.actual === null ? `各格为 ${say.list(say.args(f, 'values'))}，规则不成立` : `印作 ${say.number(f.actual)}，另一侧为 ${say.number(f.expected)}`}。${say.suspect(f)}`,
    why: '该规则由 --rules 或选项 rules 给出。',
    todo: '按您写下该规则的用意处理。',
  },
}
