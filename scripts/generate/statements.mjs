import { seriesRules } from '../../dist/forms/series-rules.js'
import { statementRules, statisticsRules } from '../../dist/forms/statement-rules.js'
import { subjects } from '../../dist/forms/subjects.js'
import { code, doc, generated, table } from './markdown.mjs'

/** docs/statements.md */
export function statementsDoc() {
  return doc(
    generated('src/forms'),
    '# Stated figures, and reports against each other',
    'What nianbao reads out of the text of a report, what it is held against, and what reports of one body for several years have to say to each other.',
    '## Statements',
    '`report.statements` has one entry for every figure that a sentence states and whose words name a subject: `subject`, `value`, `raw` (as printed), `unit`, `approximate` (约, 余, 近 …), `scope` (全市, 本级, 区政府办公室, 上半年 …), `year` (where the clause names another than that of the report), `of` (the statement of which it is a part, a share or the growth), `sentence`, and where it stands: `section`, `offset` and `length` in the text of that section, `page` where the input has pages. 未收到…申请 is a statement of 0; 均已办结 is one without a value.',
    table(
      ['subject', 'what is counted'],
      [
        ...subjects.map(({ id, gloss }) => [code(id), gloss]),
        [code('part'), 'a part, with a name of its own, of the statement `of`'],
        [code('share'), 'the share, in percent, that the statement `of` has of its whole'],
        [code('growth'), 'the change against last year, in percent, of the statement `of`'],
        [code('requests.allProcessed'), 'that all requests are processed (no value)'],
      ],
    ),
    '## Text against table',
    'A statement passes where one of the sums fits. It is not assessed where it is about, of another year or part of a year, where its words of scope name another body or may mean one (unless another figure with the same words agrees with the table), where another statement of the same subject agrees, or where the table prints no such figure. A blank total counts as the sum of the applicants printed beside it. In a finding, `expected` is what the text states and `actual` what the table prints.',
    table(
      ['rule', 'subject', 'table', 'may mean', 'level', 'source'],
      [...statementRules, ...statisticsRules].map((rule) => [
        code(rule.id),
        rule.subjects.map(code).join(', '),
        code(rule.table),
        rule.agrees.map(code).join(' or '),
        rule.level,
        rule.source,
      ]),
    ),
    [
      'And beside these:',
      table(
        ['rule', 'holds when', 'code'],
        [
          [
            code('NV-NONE'),
            'where the text says that there was none, the table prints 0 (new requests only)',
            code('narrative/figure'),
          ],
          [
            code('NV-CHAN'),
            'ways to apply add up to the requests received: never above, and not below where three or more are named',
            code('narrative/figure'),
          ],
          [
            `${code('NV-PRO')}, ${code('NV-UNITS')}`,
            'parts add up to their whole, where the list says that it is one: behind a colon or in brackets, with 其他 at its end, with shares that make 100%, or within half a percent of a large whole; parts that may hold each other are let pass',
            code('narrative/figure'),
          ],
          [
            code('NV-PCT'),
            'a share is that of some figure beside it, or of the requests of the table, to its printed digits',
            code('narrative/figure'),
          ],
          [code('NV-ALL'), 'nothing is carried forward where all is said to be done', code('narrative/all-processed')],
          [
            code('NV-FEE'),
            'where a sentence says for how many requests a fee for processing was taken, both are 0 or neither is; parts of a fee as under `NV-UNITS`',
            `${code('narrative/fee')}, ${code('narrative/figure')}`,
          ],
          [code('NV-FEE10'), 'the fee for processing information is a multiple of ten yuan', code('narrative/fee')],
          [
            code('NV-YEAR'),
            'title, preamble and period name one year, and the text does not speak of the year before alone',
            code('locate/year-contradiction'),
          ],
          [code('NV-YOY'), 'a change against last year follows from both reports', code('series/growth')],
        ],
      ),
      'Not checked: that all lawsuits were upheld (均获维持) is not held against those pending, since it is said of those decided.',
    ],
    '## Year against year',
    'Reports are of one body where their names are the same but for 人民政府 or 政府, 管理委员会 or 管委会, the word for the government behind the name of its place, and the names of the governments above it, as long as only one body in the list fits. A body that was renamed is another one. Neighbouring years are compared; two reports for one year are compared with none.',
    table(
      ['rule', 'table', 'equation', 'holds in', 'level', 'code', 'source'],
      seriesRules.map((rule) => [
        code(rule.id),
        `${code(rule.table)}${rule.edition ? ` of ${rule.edition}` : ''}`,
        code(rule.equation),
        rule.each === 'column' ? 'each column' : `each row${rule.rows ? `: ${rule.rows.map(code).join(', ')}` : ''}`,
        rule.level,
        code(rule.code),
        rule.source,
      ]),
    ),
    'Beside these: jumps of ten times and more (`series/jump`), tables whose figures are all those of last year (`series/unchanged`), text that stood in last year’s report (`series/copied-text`, with the share), missing years (`series/gap`).',
    '## Body against body',
    '`checkHierarchy(parent, children, { expected })` adds up the reports of the bodies below one, and says first how many there are and which of those expected are missing (`hierarchy/completeness`). A sum above the figure of the parent is told always, one below it only where all are there (`hierarchy/sum`); both are `info` unless they are. `nianbao hierarchy PARENT CHILD…` does the same with files.',
  )
}
