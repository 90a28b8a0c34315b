/** Reports whose text says something. */

import { findStatements } from '../../src/narrative/statements.js'
import { type Report, reportSchema } from '../../src/report/schema.js'

export const headings: Readonly<Record<string, string>> = {
  overview: '一、总体情况',
  applications: '三、收到和处理政府信息公开申请情况',
  disputes: '四、政府信息公开行政复议、行政诉讼情况',
  problems: '五、存在的主要问题及改进情况',
  other: '六、其他需要报告的事项',
}

/** The same report with a text of its own in one section, and what it states. */
export function withText(report: Report, text: string, id = 'overview'): Report {
  const section = { id, heading: headings[id] ?? id, text, pages: [] }
  const sections = [...report.sections.filter((one) => one.id !== id), section]
  return reportSchema.parse({ ...report, sections, statements: findStatements(sections, report.year) })
}

/** What a text states, in short: subject, value, and what was asked for beside them. */
export const stated = (text: string, year = 2023, id = 'overview') =>
  findStatements([{ heading: headings[id] ?? id, text }], year)
