/** What is said of figures in the text, in Chinese. */

import type { CodeTexts } from './define.js'
import { quote } from './quote.js'

export const textZh = {
  'narrative/figure': {
    title: '正文数字不符',
    sentence: (f, say) => {
      if (f.args.parts !== undefined)
        return `正文称 ${say.arg(f, 'stated')}，而所列各项（${say.list(say.args(f, 'parts'))}）之和为 ${say.number(f.expected)}：“${quote(f)}”。`
      if (f.args.part !== undefined)
        return `${say.arg(f, 'part')}占${say.arg(f, 'whole')}的 ${say.number(f.expected)}%，正文称 ${say.arg(f, 'stated')}：“${quote(f)}”。`
      const cells = f.cells.map(say.cell)
      return cells.length === 1
        ? `正文称 ${say.number(f.expected)}，表中${cells[0]}为 ${say.number(f.actual)}：“${quote(f)}”。`
        : `正文称 ${say.number(f.expected)}，表中${cells.length > 3 ? `${cells[0]}等 ${cells.length} 格` : cells.join('与')}之和为 ${say.number(f.actual)}：“${quote(f)}”。`
    },
    why: '正文所述与表格应当一致：收到（新收，或新收加上年结转）、办结、结转、各类处理结果、申请人类别、复议和诉讼；各部分之和等于总数，百分比与件数、基数相符。其他机关、其他年份以及约数不作比较。',
    todo: '请对照原句与表格。其中之一可能沿用上年，或属于另一机关。',
  },
  'narrative/scope': {
    title: '正文与表格口径不同',
    sentence: (f, say) =>
      `正文就“${say.arg(f, 'scope')}”称 ${say.number(f.expected)}，表中${say.cell(f.cells[0] ?? '')}为 ${say.number(f.actual)}：“${quote(f)}”。`,
    why: '某一机关或某一级政府的数字不必等于表中数字，后者可能汇总了所属各机关。',
    todo: '引用时请注明口径。',
  },
  'narrative/all-processed': {
    title: '称全部办结而有结转',
    sentence: (f, say) => `正文称“${say.arg(f, 'stated')}”，而结转下年度继续办理 ${say.number(f.actual)} 件。`,
    why: '结转下年度的申请尚未办结；原文往往只指到期的申请。',
    todo: '请以表格为准。',
  },
  'narrative/fee': {
    title: '信息处理费金额可疑',
    sentence: (f, say) =>
      f.rule === 'NV-FEE'
        ? `正文称就 ${say.arg(f, 'requests')}收取信息处理费 ${say.arg(f, 'stated')}，件数与金额一有一无。`
        : `正文称信息处理费 ${say.arg(f, 'stated')}，而该费用应为十元的整数倍。`,
    why: '国办函〔2020〕109号：按件计收以百元递增，按量计收以十元递增。收了费就有被收费的申请。',
    todo: '请查看原句：单位可能不同，或为另一种收费。',
  },
} satisfies Partial<CodeTexts>
