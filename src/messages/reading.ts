/** How to read a finding of a code: which of its fields say what. Told from the data of its rules. */

import type { FindingCode } from '../findings.js'
import { everyRule } from '../forms/every-rule.js'
import type { Language } from '../forms/names.js'
import type { Rule } from '../forms/rules.js'

/** Rules, as data, that a code reports. */
export const rulesOfCode = (code: FindingCode): Rule[] => everyRule.filter((rule) => rule.code === code)

type Kind = 'equation' | 'limit' | 'condition' | 'missing-total' | 'missing-parts' | 'series' | 'cells' | 'plain'

const SHAPES: readonly [RegExp, Kind][] = [
  [/\/total-missing$/, 'missing-total'],
  [/\/parts-missing$/, 'missing-parts'],
  [/^series\//, 'series'],
  [/^(?:cell\/|proactiveDisclosure\/scope$)/, 'cells'],
  [/^(?:applications\/subtotal|rules\/own)$/, 'equation'],
]

function kindOf(code: FindingCode): Kind {
  const shape = SHAPES.find(([pattern]) => pattern.test(code))
  if (shape) return shape[1]
  const own = rulesOfCode(code)
  if (own.some(({ equation }) => equation.includes('=>'))) return 'condition'
  if (own.some(({ equation }) => /[<>]/.test(equation))) return 'limit'
  return own.length > 0 ? 'equation' : 'plain'
}

const texts: Readonly<Record<Language, Readonly<Record<Kind, string>>>> = {
  en: {
    equation:
      '`actual` is what is printed, `expected` what the other side of `relation` adds up to. `suspects` are the cells of the smallest sets whose change makes every relation of the table hold, the likeliest set first; `args.changes` says how many cells the likeliest set has (they stand first), `args.mixed` that others have more or fewer, `args.explanations` how many sets there are, `args.more` that there may be more. `cause` says whether the document prints it so.',
    limit:
      '`actual` is what is printed, `expected` the limit that it passes. A suspect has a value only where no other one would do.',
    condition: '`args.values` holds the figures of `cells`, in their order.',
    'missing-total': '`cells` names the blank total, `expected` what its parts add up to.',
    'missing-parts': '`cells` names the totals that stand alone, `args.rows` how many they are.',
    series: '`actual` is what this report prints, `expected` what follows from the year before, `args.last`.',
    cells: '`cells` names the cells, `places` where they stand.',
    plain: 'Everything there is to say stands in the sentence; its data are in `args`.',
  },
  zh: {
    equation:
      '`actual` 是所印数字，`expected` 是 `relation` 另一侧之和。`suspects` 是改动后能使全表关系同时成立的最小单元格组，最可能的一组在前；`args.changes` 是最可能一组的格数（其各格在前），`args.mixed` 表示其他组格数不同，`args.explanations` 是组数，`args.more` 表示可能还有。`cause` 说明是否原件如此。',
    limit: '`actual` 是所印数字，`expected` 是所越过的界限。只有唯一的值能使关系成立时，疑点才给出数值。',
    condition: '`args.values` 依次是 `cells` 各格的数字。',
    'missing-total': '`cells` 是空白的总计，`expected` 是各分项之和。',
    'missing-parts': '`cells` 是没有分项的总计，`args.rows` 是其个数。',
    series: '`actual` 是本年报告所印，`expected` 由 `args.last` 年报告得出。',
    cells: '`cells` 是单元格名称，`places` 是所在位置。',
    plain: '一句话说尽，数据在 `args` 中。',
  },
}

/** How to read a finding of a code. */
export const howToRead = (code: FindingCode, language: Language): string => texts[language][kindOf(code)]
