import { errorCodes, NianbaoError } from '../../dist/errors.js'
import { codes, codesOfRule } from '../../dist/findings.js'
import { ruleBook } from '../../dist/forms/rule-book.js'
import { explainCode } from '../../dist/messages/index.js'
import { howToRead, rulesOfCode } from '../../dist/messages/reading.js'
import { code, doc, generated, table } from './markdown.mjs'

/** docs/findings.md */
export function findingsDoc() {
  const names = Object.keys(codes)
  const anchor = (name) => name.replace('/', '').toLowerCase()
  return doc(
    generated('src/findings.ts, src/forms and src/messages'),
    '# Findings',
    'What nianbao says about a report beside its figures. A finding never changes a figure. `nianbao explain CODE` prints what stands here.',
    [
      'Fields of a finding, in the JSON and, where they have a column, in the CSV of `--format findings`:',
      table(
        ['field', 'column', 'holds'],
        [
          ['`code`', '`code`', 'one of the codes below'],
          [
            '`level`',
            '`severity`',
            '`error`: cannot be right. `warning`: probably wrong, or not readable. `info`: good to know',
          ],
          ['`table`, `instance`', 'the same', 'the table concerned; copies of a table count from 0'],
          ['`rule`', '', 'the rule of docs/forms.md that does not hold'],
          ['`relation`', 'the same', 'its equation over the names of cells'],
          ['`expected`, `actual`', 'the same', 'what the parts give, and what is printed'],
          ['`cells`', 'the same', 'names of the cells concerned, joined by a space in the CSV'],
          [
            '`suspects`',
            '`suspect`, `suggested`',
            'cells of the smallest sets whose change would make all relations hold, those of the likeliest set first, and their values then; never applied',
          ],
          [
            '`cause`',
            'the same',
            '`published`: the document itself prints it so. `reading`: the extraction is in doubt. `unknown`',
          ],
          ['`places`', '', 'where it is printed'],
          ['`args`', '', 'what the sentence needs beside these'],
        ],
      ),
    ],
    table(
      ['code', 'level', 'title', '中文'],
      names.map((name) => [
        `[${code(name)}](#${anchor(name)})`,
        codes[name].level,
        explainCode(name, 'en').title,
        explainCode(name, 'zh').title,
      ]),
    ),
    names.map((name) => {
      const en = explainCode(name, 'en')
      const zh = explainCode(name, 'zh')
      return [
        `## ${name}`,
        `**${en.title}.** ${zh.title}。 Level: ${codes[name].level}.${codes[name].rules ? ` Rules: ${codes[name].rules.map(code).join(', ')}.` : ''}`,
        `- Why: ${en.why}\n- How to read it: ${howToRead(name, 'en')}\n- What to do: ${en.todo}\n- 原因：${zh.why}\n- 读法：${howToRead(name, 'zh')}\n- 处理：${zh.todo}`,
        rulesTable(rulesOfCode(name)),
      ]
    }),
    suspectsText,
    '## All rules',
    'What the forms, the law and common sense ask of a report, and the code that reports it; where there is none, why.',
    table(
      ['rule', 'says', '内容', 'reported as'],
      ruleBook.map(({ id, says, untried }) => [
        code(id),
        says.en,
        says.zh,
        codesOfRule(id)
          .map((name) => `[${code(name)}](#${anchor(name)})`)
          .join(', ') || `not tried. ${untried.en} ${untried.zh}`,
      ]),
    ),
    ownRulesText,
  )
}

const rulesTable = (rules) =>
  rules.length === 0
    ? null
    : table(
        ['rule', 'equation', 'in', 'level', 'authority', 'source'],
        rules.map((rule) => [
          code(rule.id),
          code(rule.equation),
          `${rule.each === 'once' ? 'once' : `each ${rule.each}`}${rule.edition ? `, form of ${rule.edition}` : ''}${rule.rows ? `: ${rule.rows.map(code).join(', ')}` : ''}`,
          rule.level,
          rule.authority,
          rule.source,
        ]),
      )

const suspectsText = `## Suspects and causes

Where relations do not hold, nianbao looks for the smallest sets of cells whose change makes **every** relation of the table hold (Fellegi and Holt, 1976): whole numbers, none below zero where that cannot be, cells that could not be read taken as they must be. All sets of the smallest size are found, or \`args.more\` says that the work did not suffice. They are ranked by how surely each cell was read and by how likely the slip is that they tell of: a total left at 0, a figure of the row beside, a digit that looks like another one, swapped, dropped, doubled, figures of two cells exchanged, digits split in another place. The weights are in [slips.ts](../src/check/slips.ts) and were measured on simulated slips by \`scripts/measure-slips.mjs\`.

A set of several cells falls into root errors: cells that share a relation. A finding names the cells of its own root error, those of its relation first, then those of other sets. Findings of one root error name the same cells.

\`cause\` is \`published\` where all figures concerned were read for certain, or those in doubt explain nothing; \`reading\` where the likeliest set has a figure in doubt and its repair is a likely misreading; else \`unknown\`.`

const ownRulesText = `## Rules of your own

\`--rules FILE\` of \`nianbao extract\` and \`nianbao check\`, and the option \`rules\`, add relations in the form in which those above are written, in YAML or JSON:

\`\`\`yaml
rules:
  - id: MY-1
    title: No more granted in part than in full
    table: applications      # applications, disputes, proactiveDisclosure, statistics
    each: column             # row, column, or once
    equation: grantedInFull >= grantedInPart
    level: info              # error, warning (if not given) or info
\`\`\`

An equation has ids of rows where it holds in each column, ids of columns where it holds in each row, and names of cells (\`applications.received.total\`) where it holds once. Sides are joined by \`=\`, \`>=\`, \`<=\`, \`>\` or \`<\`; terms may have a factor (\`1.5 * received\`); \`a > 0 => b > 0\` holds where the first does not, \`<=>\` goes both ways. \`rows\` and \`columns\` say where, \`edition\` for which form (2019 or 2021), \`total\` which id is the printed total, \`blanks: unknown\` that nothing is said where a cell is blank. Findings have the code \`rules/own\` and the id of the rule; rules of level error and warning that hold in rows or columns take part in the search for suspects. A mistake in the file is told with its line and column.`

/** docs/errors.md */
export function errorsDoc() {
  return doc(
    generated('src/errors.ts'),
    '# Errors',
    '`readReport` throws only where there is nothing to return. Whatever it throws is a `NianbaoError` with `code`, `message`, `hint` (what to do) and, where there is one, `cause`. Everything that can be said about a report that was opened is a finding instead (docs/findings.md).',
    table(
      ['code', 'says', 'what to do'],
      Object.entries(errorCodes).map(([name, text]) => [code(name), text, new NianbaoError(name).hint]),
    ),
  )
}
