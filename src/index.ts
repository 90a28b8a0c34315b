/**
 * nianbao: China's government information disclosure annual reports as tables that people can trust and check.
 *
 * This entry reads bytes and runs anywhere. Paths, limits that hold against hostile files, and the command live in
 * `nianbao/node`.
 */

export type { Check, Outcome } from './check/evaluate.js'
export { checkHierarchy, type HierarchyOptions, type HierarchyResult } from './check/hierarchy.js'
export { type CheckOptions, type CheckResult, checkReport } from './check/index.js'
export { checkSeries, type Series, seriesOf } from './check/series.js'
export { type ErrorCode, errorCodes, NianbaoError } from './errors.js'
export {
  type Args,
  type Cause,
  codes,
  type Finding,
  type FindingCode,
  findingCodes,
  type Level,
  type Suspect,
} from './findings.js'
export type { BlockDef, ColumnDef, FormDef, RowDef, TableDef, TableId } from './forms/define.js'
export { everyRule } from './forms/every-rule.js'
export { forms } from './forms/index.js'
export { cellTitle } from './forms/names.js'
export type { OwnRule } from './forms/own-rules.js'
export { type BookedRule, ruleBook } from './forms/rule-book.js'
export { type Rule, rules } from './forms/rules.js'
export { explainCode, formatFinding, type Language } from './messages/index.js'
export { howToRead, rulesOfCode } from './messages/reading.js'
export type { Limits, Progress, ReadOptions } from './options.js'
export { toCellsCsv, toFindingsCsv } from './output/csv.js'
export { toInspectHtml } from './output/inspect.js'
export { readReport } from './read.js'
export type { Input, ReadResult, ReportReading, Trace } from './read-report.js'
export { type CellId, cellName, cellsOf, type ReportCell } from './report/cells.js'
export { type CellRecord, reportFromCells, reportsFromCells } from './report/from-cells.js'
export type {
  ApplicationsTable,
  DisputesTable,
  Figure,
  FigureState,
  ProactiveDisclosureTable,
  Report,
  Section,
  Statement,
  StatisticsTable,
} from './report/schema.js'
export { SCHEMA_VERSION } from './report/schema-version.js'
export type { Block, Box, Cell, Grid, Page, Paragraph, Place, Ruling, TextRun } from './types.js'
export { version } from './version.js'
