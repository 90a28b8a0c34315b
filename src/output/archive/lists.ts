/** Closed lists of values in the exports, with what they mean. */

import type { FigureState } from '../../report/schema.js'
import type { ArchivedState } from './archived.js'
import type { DecisionKind } from './decisions.js'
import type { Category } from './fields.js'

const list = <T extends string>(entries: Readonly<Record<T, readonly [zh: string, en: string]>>): Category[] =>
  (Object.entries(entries) as [T, readonly [string, string]][]).map(([value, [zh, en]]) => ({ value, zh, en }))

export const figureStates = list<FigureState>({
  reported: ['印有数字', 'a figure is printed'],
  blank: ['空白', 'the cell is empty'],
  filler: ['填“/”“—”“无”等', 'a sign such as / or — says that there is none'],
  unreadable: ['有字但不能确定', 'something is printed that cannot be read for certain'],
  absent: ['没有该单元格', 'the cell is not there'],
})

export const archivedStates = list<ArchivedState>({
  read: ['已读', 'read'],
  partial: ['部分读出', 'read in part'],
  failed: ['未能读取', 'failed'],
  duplicate: ['重复文件', 'duplicate'],
  'not-a-report': ['不是年报', 'no annual report'],
})

export const severities = list<'error' | 'warning' | 'info'>({
  error: ['错误', 'cannot be right'],
  warning: ['警告', 'probably wrong, or something could not be read'],
  info: ['说明', 'good to know'],
})

export const causes = list<'published' | 'reading' | 'unknown'>({
  published: ['原件如此', 'the document itself prints figures that do not agree'],
  reading: ['读取存疑', 'the extraction is in doubt'],
  unknown: ['不明', 'unknown'],
})

export const decisionList = list<DecisionKind>({
  confirmed: ['属实', 'a person confirmed it'],
  dismissed: ['不成立', 'a person dismissed it'],
  corrected: ['已更正', 'a person gave the right value'],
})

export const qualities = list<'clean' | 'flagged' | 'partial'>({
  clean: ['无警告或错误', 'no warning and no error'],
  flagged: ['有警告或错误', 'warnings or errors'],
  partial: ['部分读出', 'read in part'],
})
