import { everyRule } from '../../dist/forms/every-rule.js'
import { forms } from '../../dist/forms/index.js'
import { sections } from '../../dist/forms/sections.js'
import { code, doc, generated, table } from './markdown.mjs'

const years = ([first, last]) => (last === null ? `reports for ${first} and later` : `reports for ${first} to ${last}`)

/** docs/forms.md */
export function formsDoc() {
  return doc(
    generated('src/forms'),
    '# Forms and rules',
    'What the official forms say, as nianbao knows it. The form of a table is told from the table itself, not from the year of the report: a report may print table 二 of one edition beside table 三 of another. To add an edition, write a file beside those in `src/forms` and add a line to `src/forms/index.ts`.',
    forms.map((form) => [
      `## Edition ${form.edition}`,
      `${form.notice}; ${years(form.years)}.`,
      form.tables.map((def) => [
        `### ${code(def.table)} ${def.name.zh}`,
        def.blocks.map((block) => [
          block.title ? `${block.title}` : null,
          table(
            ['column', 'label', 'also printed as'],
            block.columns.map((column) => [
              code(column.id),
              column.path.join(' › '),
              (column.aliases ?? []).join('、'),
            ]),
          ),
          table(
            ['row', 'label', 'also printed as'],
            block.rows.map((row) => [code(row.id), row.path.join(' › '), (row.aliases ?? []).join('、')]),
          ),
        ]),
      ]),
    ]),
    '## Sections',
    'Found by their words, not by their numerals.',
    table(
      ['id', 'heading', 'also'],
      sections.map((section) => [code(section.id), section.title, (section.aliases ?? []).join('、')]),
    ),
    '## Rules',
    'Every rule has three outcomes: pass, fail, and not assessable. A cell that is unreadable or absent makes a rule not assessable. A blank or a filler counts as zero only in a table that leaves its zeros blank: one that prints no 0 at all, or whose blanks make every other relation hold.',
    table(
      ['id', 'equation', 'holds in', 'edition', 'level', 'authority', 'code', 'source'],
      everyRule.map((rule) => [
        code(rule.id),
        code(rule.equation),
        `${rule.each === 'once' ? 'once, ' : `each ${rule.each} of `}${code(rule.table)}${rule.rows ? `: ${rule.rows.map(code).join(', ')}` : ''}`,
        rule.edition ?? 'all',
        rule.level,
        rule.authority,
        code(rule.code),
        rule.source,
      ]),
    ),
  )
}
