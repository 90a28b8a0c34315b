/** What a run came to, and what to do next. */

import { join } from 'node:path'
import type { ArchiveSummary, Language } from '../node/index.js'

/** Codes shown; reports.csv and findings.csv have them all. */
const MOST_CODES = 6

const words = {
  en: {
    colon: ': ',
    inputs: (n: number) => (n === 1 ? 'file' : 'files'),
    read: 'read',
    partial: 'partial',
    failed: 'failed',
    duplicate: 'duplicates',
    'not-a-report': 'not reports',
    reused: (n: number) => ` (${n} done before)`,
    reports: (n: number, errors: number) =>
      `${n} ${n === 1 ? 'report' : 'reports'}, ${errors} with figures that do not agree or cannot be right`,
    findings: 'Findings',
    why: 'Not read in full',
    unused: (n: number) =>
      `${n} ${n === 1 ? 'decision' : 'decisions'} of decisions.json ${n === 1 ? 'fits' : 'fit'} no figures any more`,
    list: (path: string) => `→ ${path} lists every file with its state and why`,
    explain: (code: string) => `→ nianbao explain ${code} says what a code means`,
    retry: '→ the same command with --retry failed reads again what failed',
    merge: (out: string) => `→ nianbao merge ${out} … makes the outputs when all shards are done`,
  },
  zh: {
    colon: '：',
    inputs: () => '个文件',
    read: '已读取',
    partial: '部分读取',
    failed: '失败',
    duplicate: '重复',
    'not-a-report': '非年度报告',
    reused: (n: number) => `（其中 ${n} 个此前已完成）`,
    reports: (n: number, errors: number) => `${n} 份报告，其中 ${errors} 份存在数字不符或不可能成立的情况`,
    findings: '问题',
    why: '未完整读取',
    unused: (n: number) => `decisions.json 中有 ${n} 项决定已不对应任何数字`,
    list: (path: string) => `→ ${path} 列出每个文件的状态及原因`,
    explain: (code: string) => `→ nianbao explain ${code} 说明代码的含义`,
    retry: '→ 同一命令加 --retry failed 可重新读取失败的文件',
    merge: (out: string) => `→ 各分片完成后，用 nianbao merge ${out} … 生成结果`,
  },
} as const

const listed = (counts: Readonly<Record<string, number>>): string =>
  Object.entries(counts)
    .slice(0, MOST_CODES)
    .map(([code, count]) => `${code} ${count}`)
    .join(' · ')

function unused({ unusedDecisions }: ArchiveSummary, words: (n: number) => string): string[] {
  if (unusedDecisions.length === 0) return []
  const abouts = unusedDecisions.slice(0, MOST_CODES).map(({ about, fingerprint }) => about || fingerprint)
  return [`${words(unusedDecisions.length)}${abouts.join(' · ')}${unusedDecisions.length > abouts.length ? ' …' : ''}`]
}

/** Lines for a person. */
export function runSummary(summary: ArchiveSummary, out: string, language: Language): string[] {
  const word = words[language]
  const { states, codes, findings } = summary
  const shown = (['read', 'partial', 'failed', 'duplicate', 'not-a-report'] as const).filter(
    (state) => state === 'read' || states[state] > 0,
  )
  const ofReadings = Object.fromEntries(
    Object.entries(codes).filter(([code]) => !['input-duplicate', 'locate/not-a-report'].includes(code)),
  )
  const [first] = [...Object.keys(findings), ...Object.keys(ofReadings)]
  return [
    `${summary.inputs} ${word.inputs(summary.inputs)}${summary.reused > 0 ? word.reused(summary.reused) : ''}${word.colon}${shown
      .map((state) => `${states[state]} ${word[state]}`)
      .join(' · ')}`,
    word.reports(summary.reports, summary.flagged.error),
    ...(Object.keys(findings).length > 0 ? [`${word.findings}${word.colon}${listed(findings)}`] : []),
    ...(Object.keys(ofReadings).length > 0 ? [`${word.why}${word.colon}${listed(ofReadings)}`] : []),
    ...unused(summary, (n) => `${word.unused(n)}${word.colon}`),
    ...(summary.exported ? [word.list(join(out, 'reports.csv'))] : [word.merge(out)]),
    ...(first ? [word.explain(first)] : []),
    ...(states.failed > 0 && summary.exported ? [word.retry] : []),
  ]
}
