/** What is said of reports against each other, in Chinese. */

import type { CodeTexts } from './define.js'
import { quote } from './quote.js'

export const seriesZh = {
  'series/items': {
    title: '项目数与上年不衔接',
    sentence: (f, say) =>
      `${say.cell(f.cells[0] ?? '')}：按 ${say.arg(f, 'last')} 年报告应为 ${say.number(f.expected)}，印作 ${say.number(f.actual)}。`,
    why: '上一年项目数量应等于上年报告的上一年项目数量加本年增/减。',
    todo: '请对照两份报告；增/减处可能填了项目数。',
  },
  'series/disclosed': {
    title: '对外公开总数与上年不衔接',
    sentence: (f, say) =>
      `${say.cell(f.cells[0] ?? '')}：按 ${say.arg(f, 'last')} 年报告应为 ${say.number(f.expected)}，印作 ${say.number(f.actual)}。`,
    why: '对外公开总数量近似为上年总数加本年新公开数量，清理下架会打破这一关系。',
    todo: '仅供参考。',
  },
  'series/pending': {
    title: '案件总数少于上年未结数',
    sentence: (f, say) =>
      `${say.cell(f.cells[0] ?? '')}：${say.arg(f, 'last')} 年报告尚未审结 ${say.number(f.expected)} 件，本年总计印作 ${say.number(f.actual)}。`,
    why: '上年未审结的案件本年应审结或仍未审结；有的机关只计新收案件。',
    todo: '仅供参考；表下附注可能说明口径。',
  },
  'series/jump': {
    title: '与上年相差十倍以上',
    sentence: (f, say) =>
      `${say.cell(f.cells[0] ?? '')}：本年 ${say.number(f.actual)}，${say.arg(f, 'last')} 年报告为 ${say.number(f.expected)}。`,
    why: '此类数字很少相差十倍：统计范围或单位可能变化，或漏了数字。',
    todo: '请对照两份原件。',
  },
  'series/unchanged': {
    title: '全表数字与上年相同',
    sentence: (f, say) => `${say.table(f.table)}有 ${say.arg(f, 'cells')} 格与 ${say.arg(f, 'last')} 年报告完全相同。`,
    why: '如此多的数字不会碰巧相同，有时是整表沿用。',
    todo: '请询问该机关。',
  },
  'series/growth': {
    title: '同比与两年数据不符',
    sentence: (f, say) =>
      `正文称 ${say.number(f.actual)}%，由 ${say.arg(f, 'last')} 年报告至本年 ${say.arg(f, 'now')} 件应为 ${say.number(f.expected)}%：“${quote(f)}”。`,
    why: '同比由两年的收到数（或加结转数、或办结数）算出。',
    todo: '请对照两份报告；上年数字可能事后更正。',
  },
  'series/copied-text': {
    title: '正文沿用上年',
    sentence: (f, say) => `正文约 ${Math.round(Number(f.args.share) * 100)}% 已见于 ${say.arg(f, 'last')} 年报告。`,
    why: '国办公开办函〔2021〕30号把内容雷同列为问题。按十字片段比较，数字视为相同，格式性语句不计。',
    todo: '引用正文前请对照两年原文。',
  },
  'series/gap': {
    title: '年份不连续',
    sentence: (f, say) => `${say.arg(f, 'year')} 年报告之前缺 ${say.list(say.args(f, 'missing'))} 年。`,
    why: '每个机关每年都应报告；所缺年份可能未公布，也可能未收集。',
    todo: '请查找所缺报告；隔年不作比较。',
  },
  'hierarchy/completeness': {
    title: '下级报告是否齐全',
    sentence: (f, say) => {
      const missing = say.args(f, 'missing')
      const known =
        f.args.expected === null
          ? '应有哪些机关不详'
          : missing.length === 0
            ? `应有的 ${say.arg(f, 'expected')} 份齐全`
            : `缺 ${say.list(missing)}`
      return `已汇总 ${say.arg(f, 'year')} 年报告 ${say.arg(f, 'children')} 份，${known}。`
    },
    why: '部分机关之和不能说明总数。',
    todo: '请给出全部下级机关名称，以便判断是否齐全。',
  },
  'hierarchy/sum': {
    title: '下级之和与上级不符',
    sentence: (f, say) =>
      `${say.cell(f.cells[0] ?? '')}为 ${say.number(f.actual)}，下级 ${say.arg(f, 'children')} 份之和为 ${say.number(f.expected)}。`,
    why: '汇总性报告的数字是所属各机关与本机关之和。',
    todo: '请核实报告的统计范围：有的只计一个机关。',
  },
} satisfies Partial<CodeTexts>
