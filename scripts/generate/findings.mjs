import { errorCodes, NianbaoError } from '../../dist/errors.js'
import { codes } from '../../dist/findings.js'
import { explainCode } from '../../dist/messages/index.js'
import { code, doc, generated, table } from './markdown.mjs'

/** docs/findings.md */
export function findingsDoc() {
  const names = Object.keys(codes)
  const anchor = (name) => name.replace('/', '').toLowerCase()
  return doc(
    generated('src/findings.ts and src/messages'),
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
            'cells whose change alone would make the relations hold, and the value that would do it; never applied',
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
        `- Why: ${en.why}\n- What to do: ${en.todo}\n- 原因：${zh.why}\n- 处理：${zh.todo}`,
      ]
    }),
  )
}

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
