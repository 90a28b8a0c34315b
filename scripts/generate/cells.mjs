import { forms } from '../../dist/forms/index.js'
import { CELL_COLUMNS, FINDING_COLUMNS } from '../../dist/output/csv.js'
import { code, doc, generated, table } from './markdown.mjs'

const cellColumns = {
  file: 'path as given to the command',
  issuer: 'body named in the title or the preamble',
  year: 'year reported on',
  table: 'id of the table',
  instance: 'copies of a table in one report count from 0',
  scope: 'caption that tells copies apart, where there is one',
  row: 'id of the row',
  column: 'id of the column',
  value: 'the figure; empty where it is null',
  raw: 'the printed text',
  unit: 'unit as printed, of amounts',
  page: 'page on which it is printed, from 1; empty for input without pages',
  confidence: 'how surely it was read, from 0 to 1',
}

const tableDoc = (id) => {
  const defs = forms.flatMap((form) => form.tables.filter((def) => def.table === id).map((def) => ({ form, def })))
  const seen = new Set()
  return defs.flatMap(({ def }) => {
    const shape = JSON.stringify(def.blocks)
    if (seen.has(shape)) return []
    seen.add(shape)
    const same = forms.filter((other) => other.tables.some((d) => d.table === id && JSON.stringify(d.blocks) === shape))
    return [
      `Edition ${same.map((other) => other.edition).join(', ')}:`,
      table(
        ['row', 'label', 'columns'],
        def.blocks.flatMap((block) =>
          block.rows.map((row) => [
            code(row.id),
            row.path.join(' '),
            def.shape === 'blocks' || def.shape === 'line'
              ? block.columns.map((column) => `${code(column.id)} ${column.path.at(-1)}`).join(', ')
              : 'all',
          ]),
        ),
      ),
      def.shape === 'matrix'
        ? table(
            ['column', 'label'],
            def.blocks[0].columns.map((column) => [code(column.id), column.path.join(' › ')]),
          )
        : null,
    ]
  })
}

/** docs/cells.md */
export function cellsDoc() {
  return doc(
    generated('src/forms and src/output'),
    '# The cell contract',
    'These ids are public: the JSON, the columns of the CSV, findings and documents all use them. A cell of a report is named `table.row.column`, such as `applications.withheld.stateSecrets.naturalPerson`; the same path leads to it in the report object, behind the copy of the table: `report.applications[0].withheld.stateSecrets.naturalPerson`.',
    'A report may print a table more than once, each for a scope of its own. Every printed table is kept: `scope` tells them apart, and `instance` counts from 0 in printed order.',
    ['proactiveDisclosure', 'applications', 'disputes'].map((id) => [`## ${code(id)}`, tableDoc(id)]),
    '## Values',
    '- A count is a whole number and not negative; a change may be negative; an amount is a decimal in 万元 (10,000 yuan), whatever unit is printed: 14.28 under 亿元 is 142800, 251000元 is 25.1. An amount without a unit anywhere near it is null, with a finding.\n- Every figure has a state: `reported` (a figure is printed), `blank` (the cell is empty), `filler` (a sign such as / or — says that there is none), `unreadable` (something is printed that cannot be read for certain), `absent` (the cell is not there). Only a reported figure has a value. A printed zero is 0; a blank is not.\n- Nothing is ever filled in from arithmetic: a value is what is printed. What arithmetic suggests stands in findings.',
    '## Statements',
    'Beside its tables a report has `statements`: the figures that its sentences state, each with its subject, the sentence and the place in it. [statements.md](statements.md) lists the subjects and what they are held against.',
    '## The long form',
    '`nianbao extract --format cells` and `toCellsCsv` give CSV in UTF-8 with a header, a line a cell, in the order above. Every cell of the recognised form is there, null ones too.',
    table(
      ['column', 'holds'],
      CELL_COLUMNS.map((column) => [code(column), cellColumns[column]]),
    ),
    `\`--format findings\` and \`toFindingsCsv\` give: ${FINDING_COLUMNS.map(code).join(', ')} (docs/findings.md).`,
  )
}
