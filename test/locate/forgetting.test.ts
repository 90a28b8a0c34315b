/** What is kept of labels that were read before is forgotten when there are too many, and nothing is found otherwise for it. */
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { forms } from '../../src/forms/index.js'
import { readReport, toFindingsCsv } from '../../src/index.js'
import { compared } from '../../src/locate/column-likeness.js'
import { parseLabel } from '../../src/locate/labels.js'
import { rowLabels } from '../../src/locate/row-scores.js'

/** More labels than are kept. */
const forgetLabels = (): void => {
  for (let i = 0; i < 6000; i++) parseLabel(`第${i}列的名称`)
}

const tables = forms.flatMap(({ edition, tables }) => tables.map((def) => ({ name: `${def.table} ${edition}`, def })))

test.each(tables)('headers of $name are like the same columns after the labels are forgotten', ({ def }) => {
  for (const block of def.blocks) {
    // The same words, set with a space, are compared anew.
    const before = block.columns.map(({ path }) => compared(path, block))
    forgetLabels()
    const behind = block.columns.map(({ path }) =>
      compared(
        path.map((text) => `${text} `),
        block,
      ),
    )
    const numbers = (all: typeof before) => all.map((row) => row.map(({ text: _, ...rest }) => rest))
    expect(numbers(behind)).toEqual(numbers(before))
    for (const [i, row] of before.entries()) expect(Math.max(...row.map(({ score }) => score))).toBe(row[i]?.score)
  }
})

test.each(tables)('rows of $name have the same scores after the labels are forgotten', ({ def }) => {
  const form = rowLabels(def)
  const scores = () =>
    form.official.map(({ row }) =>
      form.scores(parseLabel(row.path[row.path.length - 1] ?? ''), row.path.slice(0, -1).map(parseLabel), 0.6),
    )
  const before = scores()
  forgetLabels()
  expect(scores()).toEqual(before)
})

test('a report that is read when the labels are forgotten has the findings that it has alone', async () => {
  const path = 'fixtures/pdf/chromium-banded'
  await readReport(readFileSync('fixtures/text/tabs-torn.txt'), {})
  forgetLabels()
  const read = await readReport(readFileSync(`${path}.pdf`), { name: 'chromium-banded.pdf' })
  expect(toFindingsCsv([{ file: 'chromium-banded.pdf', ...read }])).toBe(readFileSync(`${path}.findings.csv`, 'utf8'))
})
