/**
 * Rules that hold as a rule: what breaks them may be right and is worth a look. They name no suspects, and a blank cell is no
 * reason to speak.
 */

import type { Rule } from './rules.js'

export const plausibleRules: readonly Rule[] = [
  {
    id: 'T2-POWER',
    code: 'proactiveDisclosure/rule-making',
    table: 'proactiveDisclosure',
    each: 'row',
    rows: ['governmentRules'],
    when: 'noGovernmentRules',
    equation: 'issued = 0',
    edition: '2021',
    level: 'info',
    authority: 'statute',
    source: '立法法：国务院部门，省、自治区、直辖市和设区的市、自治州的人民政府，可以制定规章',
    blanks: 'unknown',
  },
  {
    id: 'T2-POWER',
    code: 'proactiveDisclosure/rule-making',
    table: 'proactiveDisclosure',
    each: 'row',
    rows: ['governmentRules'],
    when: 'noGovernmentRules',
    equation: 'produced = 0',
    edition: '2019',
    level: 'info',
    authority: 'statute',
    source: '立法法：国务院部门，省、自治区、直辖市和设区的市、自治州的人民政府，可以制定规章',
    blanks: 'unknown',
  },
  {
    id: 'T2-DECNOITEM',
    code: 'proactiveDisclosure/decisions-without-items',
    table: 'proactiveDisclosure',
    edition: '2019',
    each: 'row',
    rows: ['licensing', 'otherServices', 'penalties', 'coerciveMeasures'],
    equation: 'decisions > 0 => previousItems + change > 0',
    level: 'info',
    authority: 'plausibility',
    source: '国办公开办函〔2019〕60号 表二：项目数量、处理决定数量',
    blanks: 'unknown',
  },
  {
    id: 'T2-PROC',
    code: 'proactiveDisclosure/procurement',
    table: 'proactiveDisclosure',
    edition: '2019',
    each: 'row',
    rows: ['procurement'],
    equation: 'projects > 0 <=> amount > 0',
    level: 'info',
    authority: 'plausibility',
    source: '国办公开办函〔2019〕60号 表二：采购项目数量、采购总金额',
    blanks: 'unknown',
  },
  {
    id: 'T2-FEEUNIT',
    code: 'proactiveDisclosure/fee-unit',
    table: 'proactiveDisclosure',
    edition: '2021',
    each: 'row',
    rows: ['fees'],
    // 10 billion yuan: more than a province takes. Below, a sum in yuan cannot be told from a large one in 万元.
    equation: 'amount <= 10000000',
    level: 'info',
    authority: 'plausibility',
    source: '国办公开办函〔2021〕30号 表二：本年收费金额（单位：万元）',
    blanks: 'unknown',
  },
  {
    id: 'T4-RATIO',
    code: 'disputes/ratio',
    table: 'disputes',
    each: 'once',
    // A few cases of former years are nothing to speak of beside a few requests.
    equation:
      'disputes.reconsideration.total + disputes.litigation.direct.total + disputes.litigation.afterReconsideration.total <= 1.5 * applications.totalProcessed.total + 20',
    level: 'info',
    authority: 'plausibility',
    source: '表三（七）总计，表四总计',
    blanks: 'unknown',
  },
]
